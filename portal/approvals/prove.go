package approvals

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/view"
)

// stale is the reason of a refusal that signing in again mends.
const stale = "stale_session"

// What was typed before somebody had to prove themself waits in their own browser:
// under this name, for so many seconds, and no longer than a cookie may be.
const (
	cookieKept = "kept"
	keptFor    = 15 * 60
	keptMost   = 3600
)

// kept is a form on its way through the sign-in.
type kept struct {
	Path string       `json:"p"`
	Form view.Answers `json:"f"`
}

// prove sends the reader to prove themself, and back to a page with what they typed.
func (p *Pages) prove(c *gin.Context, path string, form view.Answers) error {
	if form = page.Only(form, inputs); len(form) > 0 {
		raw, err := json.Marshal(kept{path, form})
		if err != nil {
			return err
		}
		text := base64.RawURLEncoding.EncodeToString(raw)
		if len(text) > keptMost { // the note is what is long; it can be typed again
			delete(form, "note")
			if raw, err = json.Marshal(kept{path, form}); err != nil {
				return err
			}
			text = base64.RawURLEncoding.EncodeToString(raw)
		}
		p.SetCookie(c, cookieKept, p.Stamps.Make(cookieKept, text)+"."+text, keptFor)
	}
	return p.SayNot(c, page.ProvePath(path), "approvals.prove")
}

// typed is what was kept for a page, once; nil for nothing.
func (p *Pages) typed(c *gin.Context, path string) view.Answers {
	value := p.Cookie(c, cookieKept)
	if value == "" {
		return nil
	}
	p.SetCookie(c, cookieKept, "", -1)
	stamp, text, ok := strings.Cut(value, ".")
	if !ok || p.Stamps.Check(stamp, cookieKept, text) != nil {
		return nil
	}
	var k kept
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &k) != nil || k.Path != path {
		return nil
	}
	return page.Only(k.Form, inputs)
}

// unproved reports whether the reader has to prove themself before they decide
// about money.
func unproved(c *gin.Context) bool { return page.ReaderOf(c).Actor.Stale() }

// isStale reports whether app asked for that.
func isStale(err error) bool { return fault.Because(err, stale) }

// here is the address of a request, to come back to.
func here(c *gin.Context) string {
	u := url.URL{Path: c.Request.URL.Path, RawQuery: c.Request.URL.RawQuery}
	return u.RequestURI()
}
