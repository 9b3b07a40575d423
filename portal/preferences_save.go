package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// year is how long a reader's choice of language and theme is kept, in seconds.
const year = 365 * 24 * 60 * 60

// savePreferences keeps language or theme in a cookie and returns to the page.
func (p *Portal) savePreferences(c *gin.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	if lang := form.One("lang"); slices.Contains(p.deps.Languages, lang) {
		keep(c, cookieLang, lang)
	}
	if theme, given := form["theme"]; given {
		switch theme[0] {
		case "", "light", "dark":
			keep(c, cookieTheme, theme[0])
		}
	}
	return leave(c, ownPath(form.One("back")))
}

func keep(c *gin.Context, name, value string) {
	http.SetCookie(c.Writer, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: year, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// ownPath returns back when it is a plain path on this site, else "/": a form's
// hidden field must not send readers to somebody else.
func ownPath(back string) string {
	u, err := url.Parse(back)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || !strings.HasPrefix(back, "/") ||
		strings.HasPrefix(back, "//") || strings.ContainsAny(back, "\\\r\n\t") {
		return "/"
	}
	return u.EscapedPath()
}
