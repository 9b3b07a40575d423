package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// smtpTimeout bounds one delivery, as every call to the outside.
const smtpTimeout = 10 * time.Second

// SMTP delivers through a mail server. It is safe for use by several goroutines;
// each delivery has a connection of its own.
type SMTP struct {
	host    string
	sender  Sender
	options []gomail.Option
}

// NewSMTP reads a server's address:
//
//	smtp://user:password@host:587          STARTTLS, required
//	smtps://user:password@host:465         TLS from the start
//	smtp://localhost:25?starttls=off       neither, for a server on this machine only
//
// roots is for tests; nil means the machine's.
func NewSMTP(address string, sender Sender, roots *tls.Config) (*SMTP, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Path != "" && u.Path != "/" {
		return nil, errors.New("SMTP_URL: use smtp://user:password@host:587 or smtps://user:password@host:465")
	}
	s := &SMTP{host: u.Hostname(), sender: sender}
	port := 587
	switch u.Scheme {
	case "smtp":
		policy := gomail.TLSMandatory
		if u.Query().Get("starttls") == "off" {
			if !loopback(s.host) {
				return nil, errors.New("SMTP_URL: starttls=off is only for a server on this machine")
			}
			policy = gomail.NoTLS
		}
		s.options = append(s.options, gomail.WithTLSPolicy(policy))
	case "smtps":
		port = 465
		s.options = append(s.options, gomail.WithSSL())
	default:
		return nil, errors.New("SMTP_URL: the scheme is smtp or smtps")
	}
	if u.Port() != "" {
		if port, err = strconv.Atoi(u.Port()); err != nil {
			return nil, errors.New("SMTP_URL: the port is a number")
		}
	}
	s.options = append(s.options, gomail.WithPort(port), gomail.WithTimeout(smtpTimeout), gomail.WithoutNoop())
	if roots != nil {
		s.options = append(s.options, gomail.WithTLSConfig(roots))
	}
	if password, given := u.User.Password(); given {
		s.options = append(s.options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	if _, err := s.message(Message{ID: "check", To: sender.Address}); err != nil {
		return nil, fmt.Errorf("the sender's address: %w", err)
	}
	return s, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Deliver implements Transport. Whoever repeats a delivery sends the same
// Message-ID, so that a mail which did arrive is recognised.
func (s *SMTP) Deliver(ctx context.Context, m Message) error {
	msg, err := s.message(m)
	if err != nil {
		return refused(0, "address")
	}
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return fmt.Errorf("smtp: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, smtpTimeout)
	defer cancel()
	return verdict(client.DialAndSendWithContext(ctx, msg))
}

// Ping asks whether the server lets us in; nothing is sent.
func (s *SMTP) Ping(ctx context.Context) error {
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return fmt.Errorf("smtp: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, smtpTimeout)
	defer cancel()
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("smtp: %w", err)
	}
	return client.Close()
}

// verdict tells a final no about the recipient or the mail from everything that
// may pass: a 4xx, a lost connection, and a server that doesn't want us at all.
// The library's own text names the recipient, so it isn't kept.
func verdict(err error) error {
	if err == nil {
		return nil
	}
	send := new(gomail.SendError)
	if !errors.As(err, &send) {
		return fmt.Errorf("smtp: %w", err)
	}
	final := !send.IsTemp() && send.ErrorCode() >= 500
	switch send.Reason {
	case gomail.ErrSMTPRcptTo:
		if final {
			return refused(send.ErrorCode(), "recipient")
		}
	case gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
		if final {
			return refused(send.ErrorCode(), "content")
		}
	case gomail.ErrSMTPReset: // after the mail was taken
		return nil
	}
	return fmt.Errorf("smtp: %s (%d)", send.Reason, send.ErrorCode())
}

// message builds the mail; the library encodes every header and part.
func (s *SMTP) message(m Message) (*gomail.Msg, error) {
	msg := gomail.NewMsg()
	if err := msg.FromFormat(oneLine(s.sender.Name), s.sender.Address); err != nil {
		return nil, err
	}
	if err := msg.AddToFormat(oneLine(m.ToName), m.To); err != nil {
		return nil, err
	}
	if s.sender.ReplyTo != "" {
		if err := msg.ReplyTo(s.sender.ReplyTo); err != nil {
			return nil, err
		}
	}
	msg.Subject(oneLine(m.Subject))
	msg.SetDate()
	msg.SetMessageIDWithValue(messageID(m.ID, s.sender.Address))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("Content-Language", oneLine(m.Language))
	if m.Unsubscribe != "" {
		msg.SetGenHeader("List-Unsubscribe", "<"+oneLine(m.Unsubscribe)+">")
	}
	if m.OneClick {
		// Only where it ends a kind of notices: a press by a machine must not decide
		// for a person.
		msg.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return msg, nil
}

// messageID is stable for a mail: its id at the sender's domain.
func messageID(id, sender string) string {
	clean := strings.Map(func(r rune) rune {
		if r < 0x80 && (r == '.' || r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return r
		}
		return '-'
	}, id)
	_, domain, _ := strings.Cut(sender, "@")
	return clean + "@" + domain
}
