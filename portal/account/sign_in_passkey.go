package account

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/portal/page"
)

// challenge answers a script with what its browser needs for a ceremony.
func challenge(c *gin.Context, ask app.Challenge, err error) error {
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, gin.H{"id": ask.ID, "options": ask.Options})
	return nil
}

// beginPasskey asks the browser for any passkey that its person has here.
func (p *Pages) beginPasskey(c *gin.Context) error {
	ask, err := p.App.Passkeys.BeginSignIn(c.Request.Context(), page.ReaderOf(c).Actor, p.browser(c))
	return challenge(c, ask, err)
}

// takePasskey signs in by the browser's answer.
func (p *Pages) takePasskey(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	in, err := p.App.Passkeys.SignIn(c.Request.Context(), form.One("ceremony"), []byte(form.One("answer")), p.browser(c))
	if err != nil {
		return p.showTrouble(c, err)
	}
	return p.enter(c, in)
}
