package account

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// settingsView is what somebody decides for themself, at a glance.
type settingsView struct {
	Look     view.Answers // language, theme and shortcuts as they stand
	Notices  app.OwnNotices
	Passkeys int
	HasKeys  bool // this site can have passkeys
	Sessions int
}

// showSettings shows what somebody decides for themself.
func (p *Pages) showSettings(c *gin.Context) error {
	ctx, f, actor := c.Request.Context(), p.Frame(c), page.ReaderOf(c).Actor
	v := settingsView{Look: look(f), HasKeys: p.App.Passkeys.Available()}
	var err error
	if v.Notices, err = p.App.Members.Notices(ctx, actor); err != nil {
		return err
	}
	passkeys, err := p.App.Passkeys.List(ctx, actor)
	if err != nil {
		return err
	}
	sessions, err := p.App.Sessions.List(ctx, actor)
	if err != nil {
		return err
	}
	v.Passkeys, v.Sessions = len(passkeys), len(sessions)
	return p.Show(c, settingsPage(f, v))
}

// look is how the pages look to the reader now.
func look(f ui.Frame) view.Answers {
	keys := "on"
	if f.KeysOff {
		keys = "off"
	}
	return view.Answers{"lang": {f.Lang()}, "theme": {f.Theme}, "keys": {keys}}
}

// lookFields are the questions about it.
func lookFields(f ui.Frame, staff bool) []view.Field {
	hint := "account.look.keys_hint"
	if staff { // who has queues to go through
		hint = "account.look.keys_hint_staff"
	}
	var languages []view.Option
	for _, lang := range f.Languages {
		languages = append(languages, view.Option{Value: lang, Label: f.T("page.language." + lang)})
	}
	return []view.Field{
		{Name: "lang", Type: view.Choice, Label: f.T("account.look.language"), Help: f.T("account.look.language_hint"), Required: true, Options: languages},
		{Name: "theme", Type: view.Choice, Label: f.T("page.frame.theme"), Required: true, Options: []view.Option{
			{Value: "", Label: f.T("page.theme.system")}, {Value: "light", Label: f.T("page.theme.light")}, {Value: "dark", Label: f.T("page.theme.dark")},
		}},
		{Name: "keys", Type: view.Choice, Label: f.T("account.look.keys"), Help: f.T(hint), Required: true, Options: []view.Option{
			{Value: "on", Label: f.T("account.look.on")}, {Value: "off", Label: f.T("account.look.off")},
		}},
	}
}

// noticeField is the question which notices somebody wants.
func noticeField(f ui.Frame) view.Field {
	q := view.Field{Name: "hear", Type: view.Several, Label: f.T("account.notices.legend"), OneOf: true}
	for _, n := range member.Notices() {
		q.Options = append(q.Options, view.Option{Value: string(n), Label: f.T("account.notice." + string(n))})
	}
	return q
}

// heard are the notices that somebody wants.
func heard(own app.OwnNotices) []string {
	var out []string
	for _, n := range member.Notices() {
		if !slices.Contains(own.Muted, n) {
			out = append(out, string(n))
		}
	}
	return out
}
