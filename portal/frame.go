package portal

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/ui"
)

// The cookies hold a reader's choices and nothing about them. __Host- binds them
// to this host and to https (browsers count localhost as such).
const (
	cookieLang  = "__Host-gw_lang"
	cookieTheme = "__Host-gw_theme"
)

// frame builds what surrounds a page. back is the path of a page that language
// and theme switches return to.
func (p *Portal) frame(c *gin.Context, back string) ui.Frame {
	lang, _ := c.Cookie(cookieLang)
	theme, _ := c.Cookie(cookieTheme)
	if theme != "light" && theme != "dark" {
		theme = ""
	}
	return ui.Frame{
		Words:     p.deps.Words(lang, acceptLanguage(c)),
		Brand:     p.deps.Brand,
		Assets:    p.assets,
		Nonce:     c.GetString(keyNonce),
		Theme:     theme,
		Languages: p.deps.Languages,
		Back:      back,
		TestMode:  p.deps.TestMode,
		RequestID: web.RequestID(c),
	}
}

// acceptLanguage bounds a header that a parser reads.
func acceptLanguage(c *gin.Context) string {
	h := c.GetHeader("Accept-Language")
	if len(h) > 200 {
		return ""
	}
	return strings.ToValidUTF8(h, "")
}
