package account

import (
	"slices"

	"github.com/gin-gonic/gin"
)

// saveLook keeps language, theme and shortcuts in this browser, and the language
// for our mails too.
func (p *Pages) saveLook(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	if lang := form.One("lang"); slices.Contains(p.Languages, lang) {
		call, err := p.Call(c, form)
		if err != nil {
			return err
		}
		if err := p.App.Members.Speak(c.Request.Context(), call, lang); err != nil {
			return err
		}
	}
	p.KeepChoices(c, form)
	if form.One("lang") != p.Frame(c).Lang() {
		return p.Go(c, "/settings") // the page in another language says it
	}
	return p.Say(c, "/settings", "account.said.look")
}

// saveOwnNotices sets which notices the reader gets.
func (p *Pages) saveOwnNotices(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	if err := p.App.Members.SetNotices(c.Request.Context(), call, form["hear"]); err != nil {
		return err
	}
	return p.Say(c, "/settings", "account.said.notices")
}
