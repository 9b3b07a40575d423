package boot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/config"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
)

// keysCmd works on the database itself: whoever can is the operator.
type keysCmd struct {
	Issue  keysIssueCmd  `cmd:"" help:"Issue a key and print it once."`
	List   keysListCmd   `cmd:"" help:"List keys, without their secrets."`
	Revoke keysRevokeCmd `cmd:"" help:"Revoke a key by its id."`
}

type keysIssueCmd struct {
	config.Settings
	For     string        `help:"Staff member (id or e-mail address) whose personal key it is." xor:"who"`
	Partner string        `help:"Partner whose service key it is; without --for and --partner it is the installation's." xor:"who"`
	Name    string        `help:"What the key is for." default:"Issued by the operator"`
	Scopes  []string      `help:"Scopes; by default all that such a key may hold."`
	Expires time.Duration `help:"How long it lasts; keys with rewards:approve at most 24h."`
}

// Run issues a key.
func (c keysIssueCmd) Run(env Env) error {
	return operate(env, c.Settings, func(ctx context.Context, h *House) error {
		made, err := c.issue(ctx, h)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(env.Out, made.Token)
		return err
	})
}

func (c keysIssueCmd) issue(ctx context.Context, h *House) (app.IssuedKey, error) {
	var expires int64
	if c.Expires != 0 {
		expires = h.App.Now().Add(c.Expires).UnixMilli()
	}
	if c.For != "" {
		m, err := h.member(ctx, c.For)
		if err != nil {
			return app.IssuedKey{}, err
		}
		return h.App.Keys.IssuePersonal(ctx, operator, app.PersonalKeyInput{
			MemberID: m.ID, Name: c.Name, Scopes: orAll(c.Scopes, apikey.Scopes()), ExpiresMS: expires,
		})
	}
	all := apikey.ServiceScopes()
	if c.Partner != "" {
		all = apikey.PartnerScopes()
	}
	return h.App.Keys.IssueService(ctx, operator, nil, app.ServiceKeyInput{
		Name: c.Name, Partner: c.Partner, Scopes: orAll(c.Scopes, all), ExpiresMS: expires,
	})
}

func orAll(named []string, all []apikey.Scope) []string {
	if len(named) > 0 {
		return named
	}
	return scopeNames(all)
}

// member finds a staff member by id or e-mail address.
func (h *House) member(ctx context.Context, who string) (*member.Member, error) {
	if !strings.Contains(who, "@") {
		return h.App.Members.Get(ctx, operator.Actor, who)
	}
	found, err := h.App.Members.List(ctx, operator.Actor, app.MemberFilter{Email: who}, app.Page{Limit: 2})
	if err != nil {
		return nil, err
	}
	switch len(found.Docs) {
	case 0:
		return nil, errors.New("no member has this e-mail address")
	case 1:
		return found.Docs[0], nil
	}
	return nil, errors.New("several members have this e-mail address; name one by id")
}

type keysListCmd struct {
	config.Settings
}

// Run lists the newest keys.
func (c keysListCmd) Run(env Env) error {
	return operate(env, c.Settings, func(ctx context.Context, h *House) error {
		page := app.Page{Limit: 100}
		for {
			keys, err := h.App.Keys.List(ctx, operator.Actor, app.KeyFilter{}, page)
			if err != nil {
				return err
			}
			for _, k := range keys.Docs {
				state := "alive"
				if !k.Alive(h.App.Now()) {
					state = "ended"
				}
				if _, err := fmt.Fprintf(env.Out, "%s  %-9s %-5s %s\n", k.ID, k.Kind, state, k.Name); err != nil {
					return err
				}
			}
			if keys.Next == "" {
				return nil
			}
			page.Cursor = keys.Next
		}
	})
}

type keysRevokeCmd struct {
	config.Settings
	ID string `arg:"" help:"Id of the key."`
}

// Run revokes a key.
func (c keysRevokeCmd) Run(env Env) error {
	return operate(env, c.Settings, func(ctx context.Context, h *House) error {
		_, err := h.App.Keys.Revoke(ctx, operator, c.ID)
		if err == nil {
			_, err = fmt.Fprintln(env.Out, "revoked")
		}
		return err
	})
}

// operate opens the product without serving it, and runs do.
func operate(env Env, s config.Settings, do func(context.Context, *House) error) error {
	if err := checked(s); err != nil {
		return err
	}
	h, err := Open(env.Context, s, Parts{Log: logger(env.Err, "warn"), Document: env.Document})
	if err != nil {
		return err
	}
	return errors.Join(do(env.Context, h), h.Close())
}
