package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// ownForm is the form of a person who introduces themself, with what they typed.
type ownForm struct {
	Form    view.Form
	Action  string // where it is sent
	Answers view.Answers
	Faults  ui.Faults
}

// showLanding is what a referrer's link opens: who vouches, the promise, the form.
func (p *Portal) showLanding(c *gin.Context) error {
	code := c.Param("code")
	f := p.frame(c, "/r/"+code)
	v, err := p.deps.Links.Landing(c.Request.Context(), code, f.Lang())
	if err != nil {
		return err
	}
	if c.Request.Method == http.MethodGet {
		visit := view.Visit{UserAgent: c.GetHeader("User-Agent"), Prefetch: c.GetHeader("Sec-Purpose") != ""}
		if err := p.deps.Links.CountVisit(c.Request.Context(), code, visit); err != nil {
			return err
		}
	}
	return p.show(c, landingPage(f, v, ownForm{Form: v.Form, Action: "/r/" + code}))
}
