package mail

import (
	"context"

	"github.com/goodword/goodword/internal/domain/mailing"
)

// Transport takes a rendered mail to its reader, or to the local mailbox. A final
// no is a fault with the reason Refused; any other error may be tried again with
// the same Message.
type Transport interface {
	Deliver(ctx context.Context, m Message) error
}

// Mailer renders mails and hands them to a transport; app knows it as its Mailer.
type Mailer struct {
	renderer  *Renderer
	transport Transport
}

// NewMailer returns a mailer.
func NewMailer(r *Renderer, t Transport) *Mailer { return &Mailer{renderer: r, transport: t} }

// Send renders and delivers one mail.
func (m *Mailer) Send(ctx context.Context, mail mailing.Mail) error {
	msg, err := m.renderer.Render(mail)
	if err != nil {
		return err
	}
	if err := msg.check(); err != nil {
		return err
	}
	return m.transport.Deliver(ctx, msg)
}
