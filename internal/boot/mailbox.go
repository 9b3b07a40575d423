package boot

import (
	"context"

	"github.com/goodword/goodword/internal/mail"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/portal/view"
)

// Mailbox keeps the mails of an installation without a mail server, to look at
// under /mailbox.
type Mailbox struct {
	mails *store.Collection[keptMail, *keptMail]
}

// keptMail is a mail in the mailbox.
type keptMail struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
	AtMS    int64  `json:"at_ms"`
	To      string `json:"to"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
	HTML    string `json:"html"`
}

// DocID returns the mail's id.
func (k *keptMail) DocID() string { return k.ID }

// DocVersion returns the version that was read.
func (k *keptMail) DocVersion() int64 { return k.Version }

// SetDocVersion is called by package store when a write took place.
func (k *keptMail) SetDocVersion(v int64) { k.Version = v }

var (
	mailboxSchema = store.Schema{
		Collection: "mailbox",
		Indexes:    []store.Index{{Name: "at", Fields: []string{"at_ms"}}, {Name: "to", Fields: []string{"to", "at_ms"}}},
		Queries:    []store.Query{mailboxNewest, mailboxTo},
	}
	mailboxNewest = store.Query{Name: "newest", Index: "at", Sort: "at_ms", Desc: true}
	mailboxTo     = store.Query{Name: "by_to", Index: "to", Equal: []string{"to"}, Sort: "at_ms", Desc: true}
)

// mailboxShown is how many mails the page lists.
const mailboxShown = 200

func newMailbox(e store.Engine) *Mailbox {
	return &Mailbox{mails: store.NewCollection[keptMail](e, mailboxSchema)}
}

func (m *Mailbox) ensure(ctx context.Context) error { return m.mails.Ensure(ctx) }

// KeepMail implements mail.Keeper.
func (m *Mailbox) KeepMail(ctx context.Context, k mail.Kept) error {
	err := m.mails.Insert(ctx, &keptMail{ID: k.ID, AtMS: k.AtMS, To: k.To, Subject: k.Subject, Text: k.Text, HTML: k.HTML})
	if store.Taken(err) == "id" {
		return nil
	}
	return err
}

// Mails implements portal.Mailbox.
func (m *Mailbox) Mails(ctx context.Context) ([]view.MailHead, error) {
	kept, err := m.mails.Find(ctx, mailboxNewest, store.Args{Limit: mailboxShown})
	if err != nil {
		return nil, err
	}
	heads := make([]view.MailHead, len(kept))
	for i, k := range kept {
		heads[i] = k.head()
	}
	return heads, nil
}

// to lists the mails to one address, newest first.
func (m *Mailbox) to(ctx context.Context, address string) ([]*keptMail, error) {
	return m.mails.Find(ctx, mailboxTo, store.Args{Equal: []any{address}, Limit: mailboxShown})
}

// Mail implements portal.Mailbox.
func (m *Mailbox) Mail(ctx context.Context, id string) (view.Mail, error) {
	k, err := m.mails.Get(ctx, id)
	if err != nil {
		return view.Mail{}, err
	}
	return view.Mail{MailHead: k.head(), Text: k.Text, HTML: k.HTML}, nil
}

func (k *keptMail) head() view.MailHead {
	return view.MailHead{ID: k.ID, To: k.To, Subject: k.Subject, AtMS: k.AtMS}
}
