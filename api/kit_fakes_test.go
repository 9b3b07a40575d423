package api

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"time"

	"github.com/goodword/goodword/internal/domain/mailing"
)

// handClock is moved by hand.
type handClock struct {
	mu  sync.Mutex
	now time.Time
}

// Now returns the kit's time.
func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// mailbox keeps the mails that the product sends.
type mailbox struct {
	mu   sync.Mutex
	sent []mailing.Mail
}

// Send keeps a mail.
func (b *mailbox) Send(_ context.Context, m mailing.Mail) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sent = append(b.sent, m)
	return nil
}

// mailed returns the newest mail of a template.
func (k *kit) mailed(template string) mailing.Mail {
	k.t.Helper()
	k.mails.mu.Lock()
	defer k.mails.mu.Unlock()
	var names []string
	for i := len(k.mails.sent) - 1; i >= 0; i-- {
		if k.mails.sent[i].Template == template {
			return k.mails.sent[i]
		}
		names = append(names, k.mails.sent[i].Template)
	}
	k.t.Fatalf("no mail %s was sent; newest first: %s", template, strings.Join(names, ", "))
	return mailing.Mail{}
}

// tokenIn is the token at the end of a link.
func tokenIn(url string) string { return url[strings.LastIndexByte(url, '/')+1:] }

// lockedBuffer keeps the log.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write appends to the log.
func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
