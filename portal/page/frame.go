package page

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/ui"
)

// Frame builds what surrounds the page of a request.
func (s *Site) Frame(c *gin.Context) ui.Frame {
	back := "/"
	if c.Request.Method == http.MethodGet {
		back = c.Request.URL.RequestURI()
	}
	return s.FrameAt(c, back)
}

// FrameAt is Frame for a page whose own address isn't the request's: back is the
// path that language and theme switches return to.
func (s *Site) FrameAt(c *gin.Context, back string) ui.Frame {
	theme := s.Cookie(c, cookieTheme)
	if theme != "light" && theme != "dark" {
		theme = ""
	}
	f := ui.Frame{
		Words:     s.words(c),
		Brand:     s.Brand,
		Assets:    s.Assets,
		Nonce:     c.GetString(keyNonce),
		Theme:     theme,
		Languages: s.Languages,
		Back:      OwnPath(back),
		Path:      c.Request.URL.Path,
		TestMode:  s.TestMode,
		KeysOff:   s.Cookie(c, cookieKeys) == "off",
		RequestID: web.RequestID(c),
	}
	if r := ReaderOf(c); r.Member != nil {
		f.Reader = r.Member.Personal.Name
		f.Nav = s.nav(r, f.Path)
		f.Said = s.said(c)
	}
	return f
}

// words are the reader's: what they chose in this browser, then what they told
// us, then what the browser asks for.
func (s *Site) words(c *gin.Context) ui.Words {
	own := ""
	if r := ReaderOf(c); r.Member != nil {
		own = r.Member.Personal.Language
	}
	return s.Words(s.Cookie(c, cookieLang), own, acceptLanguage(c))
}

// acceptLanguage bounds a header that a parser reads.
func acceptLanguage(c *gin.Context) string {
	h := c.GetHeader("Accept-Language")
	if len(h) > 200 {
		return ""
	}
	return strings.ToValidUTF8(h, "")
}
