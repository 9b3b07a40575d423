package page

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/ui"
)

// keySaid is where a request's notice stands once it was read.
const keySaid = "portal.said"

// said is what the next page says first. It travels in the reader's own cookie,
// sealed so that nobody else can put words there.
type said struct {
	Text string `json:"t"`
	Undo string `json:"u,omitempty"`
	Bad  bool   `json:"b,omitempty"`
}

// Say sends the reader to a page that says first what was done.
func (s *Site) Say(c *gin.Context, path, key string, args ...any) error {
	return s.say(c, path, said{Text: s.words(c).T(key, args...)})
}

// SayUndo is Say with a button that sends an empty form to undo.
func (s *Site) SayUndo(c *gin.Context, path, undo, key string, args ...any) error {
	return s.say(c, path, said{Text: s.words(c).T(key, args...), Undo: undo})
}

// SayNot is Say for what was not done, and why.
func (s *Site) SayNot(c *gin.Context, path, key string, args ...any) error {
	return s.say(c, path, said{Text: s.words(c).T(key, args...), Bad: true})
}

// say keeps the notice for the next page.
func (s *Site) say(c *gin.Context, path string, n said) error {
	raw, err := json.Marshal(n)
	if err != nil {
		return err
	}
	text := base64.RawURLEncoding.EncodeToString(raw)
	s.SetCookie(c, cookieSaid, s.Stamps.Make(cookieSaid, text)+"."+text, 60)
	return s.Go(c, path)
}

// said reads the notice of a request, once.
func (s *Site) said(c *gin.Context) ui.Said {
	if n, ok := c.Get(keySaid); ok {
		return n.(ui.Said)
	}
	var n said
	value := s.Cookie(c, cookieSaid)
	if value != "" {
		s.SetCookie(c, cookieSaid, "", -1)
		n = s.unseal(value)
	}
	out := ui.Said{Text: n.Text, Undo: n.Undo, Bad: n.Bad}
	c.Set(keySaid, out)
	return out
}

func (s *Site) unseal(value string) (n said) {
	stamp, text, _ := strings.Cut(value, ".")
	if s.Stamps.Check(stamp, cookieSaid, text) != nil {
		return n
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &n) != nil {
		return said{}
	}
	return n
}
