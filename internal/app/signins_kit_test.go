package app

import (
	"net/url"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/passkey"
)

// doors is a house whose people sign in. Its real time is its product's.
type doors struct {
	*treasury
}

func newDoors(t *testing.T) *doors {
	t.Helper()
	d := &doors{newTreasury(t)}
	d.app.wallTime = d.clock.Now
	authority, err := passkey.New("https://good.test", "Northline")
	d.must(err)
	d.app.Passkeys.authority = authority
	return d
}

// browserOf is a browser of somebody's own.
func browserOf(name string) Browser {
	return Browser{Secret: strings.Repeat(name, 40), Device: session.Device{Browser: "firefox", System: "linux"}}
}

// asks starts to sign in with an address and returns the attempt and its mail; the
// zero mail when none was sent.
func (d *doors) asks(email string, b Browser) (string, mailing.Mail) {
	d.t.Helper()
	before, _ := d.mails.of("sign_in")
	id, err := d.app.SignIns.Start(d.t.Context(), StartSignIn{Email: email, Language: "de", Browser: b})
	d.must(err)
	d.run()
	after, mail := d.mails.of("sign_in")
	if after == before {
		return id, mailing.Mail{}
	}
	return id, mail
}

// linkOf and codeOf read a mail as its reader does.
func (d *doors) linkOf(m mailing.Mail) string {
	d.t.Helper()
	u, err := url.Parse(m.Action.URL)
	d.must(err)
	return strings.TrimPrefix(u.Path, "/s/")
}

func codeOf(m mailing.Mail) string { return m.Paragraphs[0].Args["code"].(string) }

// enter signs a member in by the mailed link.
func (d *doors) enter(m *member.Member, b Browser) Proved {
	d.t.Helper()
	_, mail := d.asks(m.Personal.Email, b)
	in, err := d.app.SignIns.ByLink(d.t.Context(), d.linkOf(mail), b)
	d.must(err)
	return in
}

// opens reads who a token stands for.
func (d *doors) opens(token string) SignedIn {
	d.t.Helper()
	in, err := d.app.Sessions.Open(d.t.Context(), token)
	d.must(err)
	return in
}

// shut fails the test unless a token opens nothing.
func (d *doors) shut(token string) {
	d.t.Helper()
	_, err := d.app.Sessions.Open(d.t.Context(), token)
	d.refused(err, noSession)
}

// admin makes a staff member who can sign in.
func (d *doors) admin(name string) *member.Member {
	d.t.Helper()
	a := d.person(name, aggregate.Admin)
	m, err := d.members.find(d.t.Context(), a.ID)
	d.must(err)
	return m
}
