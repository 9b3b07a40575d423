package portal

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
)

// savePreferences keeps language or theme in a cookie and returns to the page.
func (p *Portal) savePreferences(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	p.KeepChoices(c, form)
	return p.Go(c, page.OwnPath(form.One("back")))
}
