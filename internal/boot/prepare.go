package boot

import (
	"context"
	"fmt"
	"io"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
)

// operator is who acts at the machine.
var operator = app.Call{Actor: aggregate.Actor{Kind: aggregate.Operator}}

// demoTag marks the keys that are made at each start; the next start revokes them.
const demoTag = "demo"

// Prepare makes the first admin where there is none and, outside production, demo
// data and keys to try; out is told what to open.
func (h *House) Prepare(ctx context.Context, out io.Writer) error {
	if err := h.catchUp(ctx); err != nil {
		return err
	}
	admin, err := h.firstAdmin(ctx)
	if err != nil {
		return err
	}
	if !h.Settings.Production() && !h.Settings.Empty {
		if err := h.seed(ctx, admin); err != nil {
			return fmt.Errorf("demo data: %w", err)
		}
	}
	h.prepared.Store(true)
	if h.Settings.Production() {
		return nil
	}
	keys, err := h.demoKeys(ctx, admin)
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	if out == nil {
		return nil
	}
	return h.welcome(out, keys)
}

// catchUp brings the clock to now where a command opened the database first, for a
// story that nobody wants told.
func (h *House) catchUp(ctx context.Context) error {
	if h.Clock == nil || !h.Settings.Empty || h.Clock.Offset() >= 0 {
		return nil
	}
	return h.Clock.Advance(ctx, -h.Clock.Offset())
}

// firstAdmin finds an admin, or makes the one that the settings name.
func (h *House) firstAdmin(ctx context.Context) (*member.Member, error) {
	admins, err := h.App.Members.List(ctx, operator.Actor, app.MemberFilter{Role: string(aggregate.Admin)}, app.Page{Limit: 1})
	if err != nil || len(admins.Docs) > 0 {
		if err != nil {
			return nil, err
		}
		return admins.Docs[0], nil
	}
	made, err := h.App.Members.Upsert(ctx, operator, app.MemberInput{
		ExternalID: "first-admin", Kind: string(member.Staff), Name: "Admin", Email: h.Settings.Admin,
	})
	if err != nil {
		return nil, err
	}
	done, err := h.App.Members.ChangeStaff(ctx, operator, made.Doc.ID, app.DutiesInput{Roles: []string{string(aggregate.Admin)}})
	return done.Doc, err
}

// demoKey is a key to try.
type demoKey struct{ kind, token string }

// demoKeys revokes the keys of the last start and makes one of each kind.
func (h *House) demoKeys(ctx context.Context, admin *member.Member) ([]demoKey, error) {
	if _, err := h.App.Keys.RevokeTagged(ctx, demoTag); err != nil {
		return nil, err
	}
	var keys []demoKey
	for _, k := range []struct {
		kind, partner string
		scopes        []apikey.Scope
	}{
		{"installation", "", apikey.ServiceScopes()},
		{"partner", "demo-partner", apikey.PartnerScopes()},
	} {
		made, err := h.App.Keys.IssueService(ctx, operator, nil, app.ServiceKeyInput{
			Name: "Demo " + k.kind, Partner: k.partner, Scopes: scopeNames(k.scopes), Tag: demoTag,
		})
		if err != nil {
			return nil, err
		}
		keys = append(keys, demoKey{k.kind, made.Token})
	}
	made, err := h.App.Keys.IssuePersonal(ctx, operator, app.PersonalKeyInput{
		MemberID: admin.ID, Name: "Demo personal", Scopes: scopeNames(apikey.Scopes()), Tag: demoTag,
	})
	if err != nil {
		return nil, err
	}
	return append(keys, demoKey{"personal (admin)", made.Token}), nil
}

func scopeNames(scopes []apikey.Scope) []string {
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	return names
}

// welcome prints what to open and the keys to try.
func (h *House) welcome(out io.Writer, keys []demoKey) error {
	url := h.Settings.URL()
	_, err := fmt.Fprintf(out, "\nGoodword is running in test mode: nobody is contacted, no money moves.\n\n  Portal         %s\n", url)
	if err == nil && h.Mailbox != nil {
		_, err = fmt.Fprintf(out, "  Mailbox        %s/mailbox  (where the mails to sign in arrive)\n", url)
	}
	if err == nil {
		_, err = fmt.Fprintf(out, "  API reference  %s/docs\n", url)
	}
	if err == nil {
		_, err = fmt.Fprintf(out, "\nAPI keys to try, until the next start:\n\n")
	}
	for _, k := range keys {
		if err == nil {
			_, err = fmt.Fprintf(out, "  %-17s %s\n", k.kind, k.token)
		}
	}
	if err == nil {
		_, err = fmt.Fprintln(out, "\nREADME.md has a tour of five minutes. Ctrl-C stops.")
	}
	return err
}
