package portal

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// cookieLink remembers the link that a browser came by.
const cookieLink = "link"

// ownForm is the form of a person who introduces themself, with what they typed.
type ownForm struct {
	Form    view.Form
	Action  string // where it is sent
	Answers view.Answers
	Faults  ui.Faults
}

// showLanding is what a referrer's link opens: who vouches, the promise, the form.
// The browser remembers the link; one that leads nowhere any more leaves the last
// good one standing.
func (p *Portal) showLanding(c *gin.Context) error {
	code := c.Param("code")
	f := p.FrameAt(c, "/r/"+code)
	v, err := p.landing(c, code, f.Lang())
	if fault.Is(err, fault.NotFound) {
		if last, rerr := p.remembered(c); rerr == nil && last != "" && !strings.EqualFold(last, code) {
			return p.Go(c, "/r/"+last)
		}
	}
	if err != nil {
		return err
	}
	if v.Memory != "" {
		p.SetCookie(c, cookieLink, v.Memory, v.Keep)
	}
	return p.Show(c, landingPage(f, v, ownForm{Form: v.Form, Action: "/r/" + code}))
}

// landing reads a link's page; only GET is a visit.
func (p *Portal) landing(c *gin.Context, code, lang string) (view.Landing, error) {
	if c.Request.Method != http.MethodGet {
		return p.ports.Services.Landing(c.Request.Context(), code, lang)
	}
	h := c.Request.Header
	return p.ports.Services.Visit(c.Request.Context(), code, lang, view.Visit{
		UserAgent: h.Get("User-Agent"), Purpose: h.Get("Sec-Purpose") + " " + h.Get("Purpose") + " " + h.Get("X-Moz"),
	})
}

// showRemembered leads somebody who lost the link to the last one that they
// visited.
func (p *Portal) showRemembered(c *gin.Context) error {
	last, err := p.remembered(c)
	if err != nil {
		return err
	}
	if last == "" {
		return fault.New(fault.NotFound, "no_link_remembered", "There is no link that you visited lately.")
	}
	return p.Go(c, "/r/"+last)
}

// remembered is the code of the last good link that this browser visited, or "".
func (p *Portal) remembered(c *gin.Context) (string, error) {
	memory := p.Cookie(c, cookieLink)
	if memory == "" {
		return "", nil
	}
	return p.ports.Services.Remembered(c.Request.Context(), memory)
}
