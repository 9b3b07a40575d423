package portaltest

import (
	"context"
	"strings"
	"sync"

	"github.com/goodword/goodword/internal/domain/mailing"
)

// Outbox keeps what was mailed.
type Outbox struct {
	mu   sync.Mutex
	sent []mailing.Mail
}

// Send implements app.Mailer.
func (o *Outbox) Send(_ context.Context, m mailing.Mail) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent = append(o.sent, m)
	return nil
}

// All returns what was mailed so far.
func (o *Outbox) All() []mailing.Mail {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]mailing.Mail(nil), o.sent...)
}

// Last is the newest mail of a template.
func (o *Outbox) Last(template string) (found mailing.Mail, ok bool) {
	for _, m := range o.All() {
		if m.Template == template {
			found, ok = m, true
		}
	}
	return found, ok
}

// Mail performs what is due and returns the newest mail of a template, with the
// path that its action opens.
func (k *Kit) Mail(template string) (mailing.Mail, string) {
	k.T.Helper()
	k.Run()
	m, ok := k.Mails.Last(template)
	if !ok {
		k.T.Fatalf("no %s was mailed", template)
	}
	if m.Action == nil {
		return m, ""
	}
	return m, strings.TrimPrefix(m.Action.URL, Site)
}
