package portal

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/view"
)

// mailPolicy is the policy of a mail's own HTML: inline styles, nothing else, in
// a sandbox in which only links that somebody presses lead out.
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'; " +
	"sandbox allow-top-navigation-by-user-activation"

// mailboxView is a part of the local mailbox.
type mailboxView struct {
	Tools       view.Toolbar
	Mails       []view.MailHead
	First, Next string
}

// mailsShown is how many mails a part of the mailbox has.
const mailsShown = 30

// showMailbox lists the local mailbox, the newest mail first: all, or those whose
// address or subject has what somebody looks for.
func (p *Portal) showMailbox(c *gin.Context) error {
	mails, err := p.ports.Mailbox.Mails(c.Request.Context())
	if err != nil {
		return err
	}
	f, word := p.FrameAt(c, "/mailbox"), strings.TrimSpace(c.Query("q"))
	v := mailboxView{
		Tools: view.Toolbar{Action: "/mailbox", Search: &view.Search{Label: f.T("page.mailbox.search"), Value: word}, Narrowed: word != ""},
		Mails: after(found(mails, word), c.Query("cursor")), First: page.First(c),
	}
	if len(v.Mails) > mailsShown {
		v.Mails = v.Mails[:mailsShown]
		v.Next = page.Next(c, v.Mails[mailsShown-1].ID)
	}
	return p.Show(c, mailboxPage(f, v))
}

// found are the mails with a word in their address or subject.
func found(mails []view.MailHead, word string) []view.MailHead {
	word = strings.ToLower(word)
	return slices.DeleteFunc(slices.Clone(mails), func(m view.MailHead) bool {
		return !strings.Contains(strings.ToLower(m.To+"\n"+m.Subject), word)
	})
}

// after are the mails behind one of them; all of them behind one that isn't there.
func after(mails []view.MailHead, id string) []view.MailHead {
	i := slices.IndexFunc(mails, func(m view.MailHead) bool { return m.ID == id })
	return mails[i+1:]
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
