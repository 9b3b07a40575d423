package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/locale"
)

// Renderer puts mails into words.
type Renderer struct {
	catalogues *locale.Catalogues
	sender     Sender
	test       bool // whether each mail says that it is a test
}

// NewRenderer returns a renderer for the mails of sender; in test mode every mail
// says so.
func NewRenderer(c *locale.Catalogues, sender Sender, test bool) (*Renderer, error) {
	if c == nil || sender.Name == "" || sender.Address == "" {
		return nil, errors.New("mail: catalogues and a sender's name and address are needed")
	}
	return &Renderer{catalogues: c, sender: sender, test: test}, nil
}

// content is a mail in one language, before it becomes text or HTML.
type content struct {
	Lang       string
	Subject    string
	Band       string // says that this is a test; "" for a real mail
	Greeting   string
	Paragraphs []string
	Quote      []string
	QuoteBy    string
	Lines      []string
	Letter     *letterContent
	Action     *actionContent
	After      []string
	Closing    string
	Why        []string       // the foot: who writes, and who holds the data
	Stop       *actionContent // the end of this kind of mail; nil where it has none of its own
}

type letterContent struct {
	Title      string
	Subject    string
	Paragraphs []string
	URL        string
}

type actionContent struct{ Label, URL string }

// Render returns m in its reader's language, as HTML and as text.
func (r *Renderer) Render(m mailing.Mail) (Message, error) {
	c := r.content(m)
	var html bytes.Buffer
	if err := layout(c).Render(context.Background(), &html); err != nil {
		return Message{}, fmt.Errorf("mail %s: %w", m.Template, err)
	}
	return Message{ID: m.ID, Template: m.Template, To: m.To, ToName: oneLine(m.ToName), Language: c.Lang, Subject: c.Subject,
		Text: c.text(), HTML: html.String(), Unsubscribe: m.Unsubscribe, OneClick: m.OneClick}, nil
}

func (r *Renderer) content(m mailing.Mail) content {
	p := r.catalogues.For(m.Language)
	c := content{Lang: p.Lang(), Subject: oneLine(p.Text(m.Subject)), Greeting: p.Text(m.Greeting), QuoteBy: oneLine(m.QuoteBy),
		Quote: split(m.Quote), Lines: p.Texts(m.Lines), Paragraphs: paragraphs(p, m.Paragraphs), After: paragraphs(p, m.After),
		Closing: p.T("mail.layout.closing", "company", r.sender.Name)}
	if r.test {
		c.Band = p.T("mail.layout.test")
	}
	switch {
	case c.Greeting != "":
	case m.ToName != "":
		c.Greeting = p.T("mail.layout.greeting", "name", oneLine(m.ToName))
	default:
		c.Greeting = p.T("mail.layout.greeting_nobody")
	}
	if m.Letter != nil {
		c.Letter = &letterContent{Title: p.T("mail.layout.letter"), Subject: oneLine(p.Text(m.Letter.Subject)), Paragraphs: paragraphs(p, m.Letter.Paragraphs), URL: m.Letter.URL}
	}
	if m.Action != nil {
		c.Action = &actionContent{Label: p.Text(m.Action.Label), URL: m.Action.URL}
	}
	if m.Account {
		c.Why = append(c.Why, p.T("mail.layout.holder_account", "company", r.sender.Name, "holder", r.sender.Holder))
	} else {
		c.Why = append(c.Why, p.T("mail.layout.holder", "company", r.sender.Name, "holder", r.sender.Holder))
	}
	switch {
	case m.OneClick:
		c.Stop = &actionContent{Label: p.T("mail.layout.stop_notices"), URL: m.Unsubscribe}
	case m.Unsubscribe != "":
		c.Why = append(c.Why, p.T("mail.layout.stop"))
	}
	return c
}

// paragraphs renders messages; an empty line in a text begins another paragraph.
func paragraphs(p *locale.Printer, list []message.Message) []string {
	var out []string
	for _, text := range p.Texts(list) {
		out = append(out, split(text)...)
	}
	return out
}

func split(text string) []string {
	var out []string
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
