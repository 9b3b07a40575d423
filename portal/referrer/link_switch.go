package referrer

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
)

// switchLinkOff makes a link lead nowhere; one press undoes it.
func (p *Pages) switchLinkOff(c *gin.Context) error {
	path, err := p.switchLink(c, false)
	if err != nil {
		return err
	}
	return p.SayUndo(c, path, path+"/on", "home.links.switched_off")
}

// switchLinkOn makes a link lead to its page again.
func (p *Pages) switchLinkOn(c *gin.Context) error {
	path, err := p.switchLink(c, true)
	if err != nil {
		return err
	}
	return p.Say(c, path, "home.links.switched_on")
}

// switchLink sets a link's state and returns its page. Setting it twice is
// harmless, so that no form needs a key.
func (p *Pages) switchLink(c *gin.Context, on bool) (string, error) {
	form, err := p.Form(c)
	if err != nil {
		return "", err
	}
	call, err := p.Call(c, page.Only(form, nil))
	if err != nil {
		return "", err
	}
	done, err := p.App.Links.Switch(c.Request.Context(), call, c.Param("id"), on)
	if err != nil {
		return "", err
	}
	return "/links/" + done.Doc.ID, nil
}
