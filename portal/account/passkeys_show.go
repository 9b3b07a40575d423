package account

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

const passkeysPath = "/settings/passkeys"

// passkeysView is the list of somebody's passkeys.
type passkeysView struct {
	HasKeys  bool
	Passkeys []*session.Passkey
	Zone     string
}

// showPasskeys lists the reader's passkeys.
func (p *Pages) showPasskeys(c *gin.Context) error {
	r := page.ReaderOf(c)
	list, err := p.App.Passkeys.List(c.Request.Context(), r.Actor)
	if err != nil {
		return err
	}
	return p.Show(c, passkeysPage(p.Frame(c), passkeysView{HasKeys: p.App.Passkeys.Available(), Passkeys: list, Zone: zone(r)}))
}

// zone is the time zone in which somebody reads times: their own, else that of their
// country, where it has one.
func zone(r page.Reader) string {
	who := r.Member.Personal
	return calendar.PersonZone(who.Zone, who.Country, "", "UTC")
}

// newPasskeyView is the page on which a passkey is made.
type newPasskeyView struct {
	Typed   view.Answers
	Faults  ui.Faults
	Trouble string
}

// showNewPasskey offers to make a passkey on this device.
func (p *Pages) showNewPasskey(c *gin.Context) error {
	p.mark(c)
	f := p.Frame(c)
	device := session.DeviceOf(c.Request.UserAgent())
	name := f.T("account.passkey.suggested", "browser", f.T("device.browser."+device.Browser), "system", f.T("device.system."+device.System))
	return p.Show(c, newPasskeyPage(f, newPasskeyView{Typed: view.Answers{"name": {name}}}))
}

// beginAddPasskey asks the browser to make a passkey.
func (p *Pages) beginAddPasskey(c *gin.Context) error {
	ask, err := p.App.Passkeys.BeginAdd(c.Request.Context(), page.ReaderOf(c).Actor, p.browser(c))
	return challenge(c, ask, err)
}

// addPasskey keeps what the browser made.
func (p *Pages) addPasskey(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	call := app.Call{Actor: page.ReaderOf(c).Actor}
	_, err = p.App.Passkeys.FinishAdd(c.Request.Context(), call, form.One("ceremony"), form.One("name"), []byte(form.One("answer")), p.browser(c))
	if err == nil {
		return p.Say(c, passkeysPath, "account.said.passkey_added")
	}
	f := p.FrameAt(c, passkeysPath+"/new")
	v := newPasskeyView{Typed: page.Only(form, []string{"name"}), Faults: p.Faults(f, err)}
	status := http.StatusUnprocessableEntity
	if v.Faults == nil {
		if v.Trouble, status = trouble(err); v.Trouble == "" {
			return err
		}
	}
	return p.ShowStatus(c, status, newPasskeyPage(f, v))
}

// passkeyView is one passkey, to rename or to remove.
type passkeyView struct {
	*session.Passkey
	Zone   string
	Typed  view.Answers
	Faults ui.Faults
}

// passkey reads one of the reader's own passkeys.
func (p *Pages) passkey(c *gin.Context) (passkeyView, error) {
	r := page.ReaderOf(c)
	list, err := p.App.Passkeys.List(c.Request.Context(), r.Actor)
	if err != nil {
		return passkeyView{}, err
	}
	for _, k := range list {
		if k.ID == c.Param("id") {
			return passkeyView{Passkey: k, Zone: zone(r), Typed: view.Answers{"name": {k.Name}}}, nil
		}
	}
	return passkeyView{}, fault.New(fault.NotFound, "not_found", "There is no passkey of yours under this id.")
}

// showPasskey shows one passkey.
func (p *Pages) showPasskey(c *gin.Context) error {
	v, err := p.passkey(c)
	if err != nil {
		return err
	}
	return p.Show(c, passkeyPage(p.Frame(c), v))
}
