package portal

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"
)

// mailPolicy is the policy of a mail's own HTML: inline styles, nothing else, in
// a sandbox in which only links that somebody presses lead out.
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'; " +
	"sandbox allow-top-navigation-by-user-activation"

// showMailbox lists the local mailbox.
func (p *Portal) showMailbox(c *gin.Context) error {
	mails, err := p.ports.Mailbox.Mails(c.Request.Context())
	if err != nil {
		return err
	}
	return p.Show(c, mailboxPage(p.FrameAt(c, "/mailbox"), mails))
}

// showMail shows one mail: its HTML in a frame, and its text.
func (p *Portal) showMail(c *gin.Context) error {
	mail, err := p.ports.Mailbox.Mail(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "form-action", "frame-src 'self'; form-action", 1))
	return p.Show(c, mailPage(p.FrameAt(c, "/mailbox/"+mail.ID), mail))
}

// showMailHTML is what the frame shows.
func (p *Portal) showMailHTML(c *gin.Context) error {
	mail, err := p.ports.Mailbox.Mail(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	c.Header("Content-Security-Policy", mailPolicy)
	html := strings.Replace(mail.HTML, "<head>", `<head><base target="_top">`, 1)
	c.Data(http.StatusOK, "text/html; charset=utf-8", []byte(html))
	return nil
}

// piece is a part of a mail's text: words, or an address to follow.
type piece struct {
	Text string
	Link bool
}

var address = regexp.MustCompile(`https?://[^\s<>"]+[^\s<>".,;:!?)]`)

// linked splits a text at the web addresses in it.
func linked(text string) []piece {
	var out []piece
	at := 0
	for _, m := range address.FindAllStringIndex(text, -1) {
		out = append(out, piece{Text: text[at:m[0]]}, piece{Text: text[m[0]:m[1]], Link: true})
		at = m[1]
	}
	return append(out, piece{Text: text[at:]})
}
