package account

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// renamePasskey gives a passkey another name.
func (p *Pages) renamePasskey(c *gin.Context) error {
	v, err := p.passkey(c)
	if err != nil {
		return err
	}
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	err = p.App.Passkeys.Rename(c.Request.Context(), call, v.ID, form.One("name"))
	if err == nil {
		return p.Say(c, passkeysPath, "account.said.passkey_renamed")
	}
	f := p.FrameAt(c, passkeysPath+"/"+v.ID)
	if v.Faults = p.Faults(f, err); v.Faults == nil {
		return err
	}
	v.Typed = page.Only(form, []string{"name"})
	return p.ShowStatus(c, http.StatusUnprocessableEntity, passkeyPage(f, v))
}

// askRemovePasskey asks once more.
func (p *Pages) askRemovePasskey(c *gin.Context) error {
	v, err := p.passkey(c)
	if err != nil {
		return err
	}
	return p.Show(c, removePasskeyPage(p.Frame(c), v))
}

// removePasskey takes a passkey away, if the reader is sure.
func (p *Pages) removePasskey(c *gin.Context) error {
	v, err := p.passkey(c)
	if err != nil {
		return err
	}
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	f := p.FrameAt(c, passkeysPath)
	switch form.One("sure") {
	case "no":
		return p.Go(c, passkeysPath)
	case "yes":
	default:
		v.Faults = ui.Faults{page.Missing(f, "sure-0", "page.sure.missing")}
		return p.ShowStatus(c, http.StatusUnprocessableEntity, removePasskeyPage(f, v))
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	if err := p.App.Passkeys.Remove(c.Request.Context(), call, v.ID); err != nil {
		return err
	}
	return p.Say(c, passkeysPath, "account.said.passkey_removed")
}
