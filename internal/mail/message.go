package mail

import (
	"net/mail"
	"strings"

	"github.com/goodword/goodword/internal/fault"
)

// Message is a mail in words, ready for a transport.
type Message struct {
	ID          string // stable: sending again keeps it
	Template    string
	To          string // address
	ToName      string
	Language    string
	Subject     string
	Text        string
	HTML        string
	Unsubscribe string // page for List-Unsubscribe; "" for none
	OneClick    bool   // that page takes a mail program's press
}

// Sender is who mails come from, per installation.
type Sender struct {
	Name    string // as people know the company
	Address string // From
	ReplyTo string // "" for Address
	Holder  string // who holds the data: legal name and address, one line
}

// check refuses addresses that no server could take: waiting won't mend them.
func (m Message) check() error {
	if strings.ContainsAny(m.To, "\r\n") {
		return refused(0, "address")
	}
	parsed, err := mail.ParseAddress(m.To)
	if err != nil || parsed.Address != m.To {
		return refused(0, "address")
	}
	return nil
}

// Refused is the reason of a final no; app looks for it.
const Refused = "mail_refused"

// refused is a final no about the recipient or the mail. It holds no address: it
// ends in logs and events.
func refused(code int, stage string) *fault.Error {
	return fault.Newf(fault.Conflict, Refused, "The mail server refused this mail for good (%s, %d).", stage, code)
}

// oneLine makes a header of words that may hold anything.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' }), " ")
}
