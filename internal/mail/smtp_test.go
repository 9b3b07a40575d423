package mail

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/goodword/goodword/internal/fault"
)

func clock() time.Time { return time.Date(2026, 11, 17, 12, 0, 0, 0, time.UTC) }

// post is a mail server with a temper: it answers each stage as the test says.
type post struct {
	mu     sync.Mutex
	mails  []string
	from   error // of MAIL FROM
	rcpt   error
	data   error
	hangUp bool // after DATA, without an answer
}

func (p *post) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{post: p, conn: c}, nil
}

type session struct {
	post *post
	conn *smtp.Conn
}

func (s *session) Mail(string, *smtp.MailOptions) error { return s.post.from }
func (s *session) Rcpt(string, *smtp.RcptOptions) error { return s.post.rcpt }
func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.post.mu.Lock()
	s.post.mails = append(s.post.mails, string(raw))
	s.post.mu.Unlock()
	if s.post.hangUp {
		return errors.Join(s.conn.Conn().Close(), io.ErrClosedPipe)
	}
	return s.post.data
}

// listen starts the server on a free port.
func (p *post) listen(t *testing.T, security *tls.Config) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := smtp.NewServer(p)
	srv.Domain, srv.TLSConfig = "localhost", security
	srv.ErrorLog = quietLog{}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close(); <-done })
	return l.Addr().String()
}

type quietLog struct{}

func (quietLog) Printf(string, ...any) {}
func (quietLog) Println(...any)        {}

func sample() Message {
	return Message{ID: "ref_1.t3", To: "dana@example.com", ToName: "Dana Kim", Language: "en", Subject: "Grüße", Text: "Hello ünd welcome", HTML: "<p>Hello</p>", Unsubscribe: "https://x.example/i/abc"}
}

func deliver(t *testing.T, p *post, m Message) error {
	t.Helper()
	s, err := NewSMTP("smtp://"+p.listen(t, nil)+"?starttls=off", northline, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s.Deliver(t.Context(), m)
}

func TestSMTPDelivers(t *testing.T) {
	t.Parallel()
	p := &post{}
	s, err := NewSMTP("smtp://"+p.listen(t, nil)+"?starttls=off", northline, nil)
	if err != nil {
		t.Fatal(err)
	}
	hostile := sample()
	hostile.ToName = "Dana\r\nBcc: all@example.com"
	hostile.Subject = "Hi\r\nBcc: all@example.com"
	for _, m := range []Message{sample(), sample(), hostile} {
		if err := s.Deliver(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if len(p.mails) != 3 {
		t.Fatalf("%d mails", len(p.mails))
	}
	for _, raw := range p.mails {
		m, err := netmail.ReadMessage(bytes.NewBufferString(raw))
		if err != nil {
			t.Fatal(err)
		}
		if m.Header.Get("Bcc") != "" {
			t.Error("a name became a header")
		}
		if got := m.Header.Get("Message-ID"); got != "<ref_1.t3@northline.example>" {
			t.Errorf("Message-ID %s", got)
		}
		if got := m.Header.Get("List-Unsubscribe"); got != "<https://x.example/i/abc>" {
			t.Errorf("List-Unsubscribe %s", got)
		}
		if !strings.HasPrefix(m.Header.Get("Content-Type"), "multipart/alternative") {
			t.Errorf("Content-Type %s", m.Header.Get("Content-Type"))
		}
	}
}

func TestSMTPTellsFinalFromPassing(t *testing.T) {
	t.Parallel()
	no := func(code int) error { return &smtp.SMTPError{Code: code, Message: "dana@example.com is unknown here"} }
	for name, tc := range map[string]struct {
		post  *post
		final bool
	}{
		"recipient unknown":       {&post{rcpt: no(550)}, true},
		"recipient busy":          {&post{rcpt: no(450)}, false},
		"content refused":         {&post{data: no(554)}, true},
		"content passing":         {&post{data: no(451)}, false},
		"sender refused":          {&post{from: no(550)}, false},
		"hangs up after the data": {&post{hangUp: true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := deliver(t, tc.post, sample())
			if err == nil {
				t.Fatal("no error")
			}
			if got := fault.Because(err, Refused); got != tc.final {
				t.Errorf("final is %v, want %v: %v", got, tc.final, err)
			}
			if strings.Contains(err.Error(), "dana@") {
				t.Errorf("the error names the recipient: %v", err)
			}
		})
	}
}

func TestSMTPWithoutAServer(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	s, err := NewSMTP("smtp://"+address+"?starttls=off", northline, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Deliver(t.Context(), sample()); err == nil || fault.Because(err, Refused) {
		t.Errorf("got %v, want a passing error", err)
	}
}

func TestSMTPDemandsTLS(t *testing.T) {
	t.Parallel()
	p := &post{}
	s, err := NewSMTP("smtp://"+p.listen(t, nil), northline, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Deliver(t.Context(), sample()); err == nil || fault.Because(err, Refused) {
		t.Errorf("without STARTTLS: %v", err)
	}
	server, client := certificate(t)
	secure := &post{}
	s, err = NewSMTP("smtp://"+secure.listen(t, server), northline, client)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Deliver(t.Context(), sample()); err != nil {
		t.Errorf("with STARTTLS: %v", err)
	}
	if len(p.mails) != 0 || len(secure.mails) != 1 {
		t.Errorf("%d mails in the clear, %d by TLS", len(p.mails), len(secure.mails))
	}
}

func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, &tls.Config{RootCAs: pool, ServerName: "127.0.0.1"}
}

func TestSMTPAddresses(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "http://x", "smtp://", "smtp://mail.example.com?starttls=off", "smtp://h/path", "smtp://h:port"} {
		if _, err := NewSMTP(bad, northline, nil); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	if _, err := NewSMTP("smtps://u:p@mail.example.com", Sender{Name: "x", Address: "nobody"}, nil); err == nil {
		t.Error("a sender without an address was taken")
	}
}

func TestAddressesThatNoServerTakes(t *testing.T) {
	t.Parallel()
	mailer := NewMailer(renderer(t, false), transport(func(Message) error { t.Error("it was delivered"); return nil }))
	for _, to := range []string{"", "nobody", "a@b.example\r\nRCPT TO:<c@d.example>", "A <a@b.example>", "a@b.example, c@d.example"} {
		m := whole("won", "en", "mail.won.action")
		m.To = to
		if err := mailer.Send(t.Context(), m); !fault.Because(err, Refused) {
			t.Errorf("%q: %v", to, err)
		}
	}
}

type transport func(Message) error

func (t transport) Deliver(_ context.Context, m Message) error { return t(m) }
