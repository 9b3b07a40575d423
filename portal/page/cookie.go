package page

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/view"
)

// The cookies. Those of choice hold a reader's wishes and nothing about them.
const (
	cookieLang    = "lang"
	cookieTheme   = "theme"
	cookieKeys    = "keys" // "off": no shortcuts of one key
	cookieSaid    = "said"
	cookieSession = "session"
)

// year is how long a choice is kept, in seconds.
const year = 365 * 24 * 60 * 60

// CookieName is the name of one of our cookies. Its prefix binds it to this host
// and to https where the site has https.
func (s *Site) CookieName(name string) string {
	if s.https {
		return "__Host-gw_" + name
	}
	return "gw_" + name
}

// SetCookie keeps a value in the reader's browser for so many seconds; 0 keeps it
// until the browser closes, and less than 0 removes it.
func (s *Site) SetCookie(c *gin.Context, name, value string, seconds int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: s.CookieName(name), Value: value, Path: "/", MaxAge: seconds, Secure: s.https, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// Cookie reads one of our cookies; "" when there is none.
func (s *Site) Cookie(c *gin.Context, name string) string {
	value, err := c.Cookie(s.CookieName(name))
	if err != nil {
		return ""
	}
	return value
}

// SetSession signs the reader's browser in for so many seconds.
func (s *Site) SetSession(c *gin.Context, token string, seconds int) {
	s.SetCookie(c, cookieSession, token, seconds)
}

// SessionToken is what opens the session of the reader's browser; "" for none.
func (s *Site) SessionToken(c *gin.Context) string { return s.Cookie(c, cookieSession) }

// DropSession signs the reader's browser out; the session itself is ended by app.
func (s *Site) DropSession(c *gin.Context) { s.SetCookie(c, cookieSession, "", -1) }

// KeepChoices keeps language, theme and whether shortcuts are on, as far as a
// form names them.
func (s *Site) KeepChoices(c *gin.Context, form view.Answers) {
	allowed := map[string][]string{cookieLang: s.Languages, cookieTheme: {"", "light", "dark"}, cookieKeys: {"on", "off"}}
	for name, values := range allowed {
		if given := form[name]; len(given) == 1 && slices.Contains(values, given[0]) {
			s.SetCookie(c, name, given[0], year)
		}
	}
}
