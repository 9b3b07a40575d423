package office

import (
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

const (
	makePath   = keysPath + "/new"
	ownKeyPath = makePath + "?kind=personal"
)

// lives are how long a key may live, in hours, or until it is revoked.
var lives = []string{"8", "24", "720", "2160", "8760", untilRevoked}

const untilRevoked = "until_revoked"

// makeView is the form that makes a key.
type makeView struct {
	Personal bool
	Admin    bool
	Fields   []view.Field
	Typed    view.Answers
	Faults   ui.Faults
}

// madeView is a new key, shown once.
type madeView struct {
	Key   keyRow
	Token string // "" when it was shown before
}

// keyPath is the page that makes a key.
func keyPath(personal bool) string {
	if personal {
		return ownKeyPath
	}
	return makePath
}

// showMakeKey asks what a new key is for. Everybody on the staff makes keys of
// their own, and admins service keys; both prove first that it is them.
func (p *Pages) showMakeKey(c *gin.Context) error {
	f, reader := p.Frame(c), page.ReaderOf(c)
	v := makeView{Admin: reader.Actor.Has(aggregate.Admin)}
	v.Personal = !v.Admin || c.Query("kind") == string(apikey.Personal)
	if !reader.Fresh {
		return p.Go(c, page.ProvePath(keyPath(v.Personal)))
	}
	v.Fields = keyFields(f, v.Personal)
	return p.Show(c, makePage(f, v))
}

// makeKey makes the key and shows it.
func (p *Pages) makeKey(c *gin.Context) error {
	f, reader := p.Frame(c), page.ReaderOf(c)
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	v := makeView{Admin: reader.Actor.Has(aggregate.Admin), Personal: form.One("kind") == string(apikey.Personal), Typed: form}
	v.Fields = keyFields(f, v.Personal)
	if v.Faults = missing(f, v.Fields, form); len(v.Faults) > 0 {
		return p.ShowAgain(c, makePage(f, v))
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	made, err := p.issue(c, call, v.Personal, form)
	switch {
	case fault.Because(err, "stale_session"):
		return p.Go(c, page.ProvePath(keyPath(v.Personal)))
	case fault.Because(err, "two_keys_alive"):
		v.Faults = ui.Faults{page.Missing(f, "name", "office.keys.two_alive")}
		return p.ShowAgain(c, makePage(f, v))
	case err != nil:
		if v.Faults = p.Faults(f, err); v.Faults == nil {
			return err
		}
		if e := fault.Of(err); len(e.Fields) == 1 && e.Fields[0].Pointer == "/expires_at" && e.Fields[0].Code == "too_late" {
			v.Faults[0].Text = f.T("office.keys.life_help") // no other life that is offered is too long
		}
		return p.ShowAgain(c, makePage(f, v))
	}
	row, err := keyRowOf(p.names(c.Request.Context(), f, reader), made.Doc, p.App.Now())
	if err != nil {
		return err
	}
	return p.Show(c, madePage(f, madeView{row, made.Token}))
}

// missing names the questions that nobody answered.
func missing(f ui.Frame, fields []view.Field, form view.Answers) ui.Faults {
	var out ui.Faults
	for _, q := range fields {
		if q.Required && strings.TrimSpace(form.One(q.Name)) == "" {
			out = append(out, page.Missing(f, q.Name, "page.fault.required"))
		}
	}
	return out
}

// issue asks app for the key that a form describes.
func (p *Pages) issue(c *gin.Context, call app.Call, personal bool, form view.Answers) (app.IssuedKey, error) {
	life := form.One("expires_at")
	if !slices.Contains(lives, life) {
		return app.IssuedKey{}, fault.OfField("/expires_at", "not_a_choice", "Choose one of the answers.")
	}
	var expires int64
	if life != untilRevoked {
		hours, err := time.ParseDuration(life + "h")
		if err != nil {
			return app.IssuedKey{}, err
		}
		expires = p.App.Now().Add(hours).UnixMilli()
	}
	name := strings.TrimSpace(form.One("name"))
	if personal {
		return p.App.Keys.IssuePersonal(c.Request.Context(), call, app.PersonalKeyInput{
			MemberID: call.Actor.ID, Name: name, Scopes: form["scopes"], ExpiresMS: expires,
		})
	}
	return p.App.Keys.IssueService(c.Request.Context(), call, apikey.Scopes(), app.ServiceKeyInput{
		Name: name, Partner: strings.TrimSpace(form.One("partner")), Scopes: form["scopes"], ExpiresMS: expires,
	})
}

// keyFields are the questions about a new key.
func keyFields(f ui.Frame, personal bool) []view.Field {
	name := view.Field{Name: "name", Type: view.Text, Label: f.T("office.keys.name"), Help: f.T("office.keys.name_help"), Required: true, MaxLength: 60}
	scopes := view.Field{Name: "scopes", Type: view.Several, Label: f.T("office.keys.scopes"), Help: f.T("office.keys.scopes_help"), Required: true}
	all := apikey.ServiceScopes()
	if personal {
		all = apikey.Scopes()
	}
	for _, s := range all {
		scopes.Options = append(scopes.Options, view.Option{Value: string(s), Label: scopeWord(f, s)})
	}
	life := view.Field{Name: "expires_at", Type: view.Choice, Label: f.T("office.keys.life"), Help: f.T("office.keys.life_help"), Required: true}
	for _, l := range lives {
		life.Options = append(life.Options, view.Option{Value: l, Label: f.T("office.keys.life_" + l)})
	}
	if personal {
		return []view.Field{name, scopes, life}
	}
	partner := view.Field{Name: "partner", Type: view.Text, Label: f.T("office.keys.partner"), Help: f.T("office.keys.partner_help"), MaxLength: 40}
	return []view.Field{name, partner, scopes, life}
}

// scopeWord says what a scope allows.
func scopeWord(f ui.Frame, s apikey.Scope) string {
	return f.T("office.scope." + strings.ReplaceAll(string(s), ":", "_"))
}
