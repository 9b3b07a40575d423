package app

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/passkey/passkeytest"
)

// added makes a passkey on a device for whoever a session stands for.
func (d *doors) added(in SignedIn, dev *passkeytest.Device, name string, b Browser) *session.Passkey {
	d.t.Helper()
	ask, err := d.app.Passkeys.BeginAdd(d.t.Context(), in.Actor, b)
	d.must(err)
	answer, err := dev.Create(ask.Options)
	d.must(err)
	p, err := d.app.Passkeys.FinishAdd(d.t.Context(), Call{Actor: in.Actor}, ask.ID, name, answer, b)
	d.must(err)
	return p
}

// used signs in by a device's passkey.
func (d *doors) used(dev *passkeytest.Device, again SignedIn, b Browser) (Proved, error) {
	d.t.Helper()
	ask, err := d.app.Passkeys.BeginSignIn(d.t.Context(), again.Actor, b)
	d.must(err)
	answer, err := dev.Get(ask.Options)
	d.must(err)
	return d.app.Passkeys.SignIn(d.t.Context(), ask.ID, answer, b)
}

func TestPasskeys(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx, mine, dev := t.Context(), browserOf("m"), &passkeytest.Device{Origin: "https://good.test"}
	first := d.opens(d.enter(d.referrer, mine).Token)
	p := d.added(first, dev, " Laptop ", mine)
	d.run()
	if n, mail := d.mails.of("passkey_added"); n != 1 || mail.To != "kim@example.com" {
		t.Fatalf("%d mails, to %q", n, mail.To)
	}
	in, err := d.used(dev, SignedIn{}, browserOf("n"))
	d.must(err)
	got := d.opens(in.Token)
	if got.Member.ID != d.referrer.ID || got.Session.How != session.ByPasskey || got.Session.PasskeyID != p.ID || !got.Fresh {
		t.Fatalf("%+v", got)
	}
	d.must(d.app.Passkeys.Rename(ctx, Call{Actor: got.Actor}, p.ID, "Old laptop"))
	list, err := d.app.Passkeys.List(ctx, got.Actor)
	d.must(err)
	if len(list) != 1 || list[0].Name != "Old laptop" || list[0].LastUsedMS == 0 {
		t.Fatalf("%+v", list)
	}
	boss := d.opens(d.enter(d.admin("boss"), browserOf("b")).Token)
	d.refused(d.app.Passkeys.Rename(ctx, Call{Actor: boss.Actor}, p.ID, "x"), "not_found")
	d.refused(d.app.Passkeys.Remove(ctx, Call{Actor: boss.Actor}, p.ID), "not_found")
	_, err = d.used(dev, boss, browserOf("b"))
	d.refused(err, "other_account")
	d.must(d.app.Passkeys.Remove(ctx, Call{Actor: first.Actor}, p.ID))
	d.shut(in.Token) // what it opened ends with it
	_, err = d.used(dev, SignedIn{}, browserOf("n"))
	d.refused(err, "passkey_unknown")
}

func TestPasskeysNeedAFreshSession(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx, mine, dev := t.Context(), browserOf("m"), &passkeytest.Device{Origin: "https://good.test"}
	token := d.enter(d.referrer, mine).Token
	p := d.added(d.opens(token), dev, "Laptop", mine)
	d.clock.advance(session.FreshFor)
	stale := d.opens(token)
	_, err := d.app.Passkeys.BeginAdd(ctx, stale.Actor, mine)
	d.refused(err, staleSession)
	d.refused(d.app.Passkeys.Remove(ctx, Call{Actor: stale.Actor}, p.ID), staleSession)
	in, err := d.used(dev, stale, mine)
	d.must(err)
	if !d.opens(in.Token).Fresh {
		t.Fatal("it proved nothing")
	}
}

// A challenge is answered once, by the browser that asked, in time; and it is
// forgotten.
func TestChallenges(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx, mine, dev := t.Context(), browserOf("m"), &passkeytest.Device{Origin: "https://good.test"}
	d.added(d.opens(d.enter(d.referrer, mine).Token), dev, "Laptop", mine)
	ask, err := d.app.Passkeys.BeginSignIn(ctx, SignedIn{}.Actor, mine)
	d.must(err)
	answer, err := dev.Get(ask.Options)
	d.must(err)
	_, err = d.app.Passkeys.SignIn(ctx, ask.ID, answer, browserOf("x"))
	d.refused(err, "ceremony_over")
	_, err = d.app.Passkeys.SignIn(ctx, ask.ID, answer, mine)
	d.must(err)
	_, err = d.app.Passkeys.SignIn(ctx, ask.ID, answer, mine)
	d.refused(err, "ceremony_over")
	d.after(time.Hour)
	_, err = d.app.Passkeys.ceremonies.Get(ctx, ask.ID)
	d.refused(err, "not_found")
	_, err = d.app.Passkeys.BeginSignIn(ctx, SignedIn{}.Actor, Browser{})
	d.refused(err, "no_cookies")
}

// When a copy is used, both the copy and the original open nothing any more.
func TestCopiedPasskey(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	mine, dev := browserOf("m"), &passkeytest.Device{Origin: "https://good.test"}
	d.added(d.opens(d.enter(d.referrer, mine).Token), dev, "Laptop", mine)
	copied := dev.Copy()
	for range 2 {
		_, err := d.used(dev, SignedIn{}, mine)
		d.must(err)
	}
	for _, device := range []*passkeytest.Device{copied, dev} {
		_, err := d.used(device, SignedIn{}, mine)
		d.refused(err, "passkey_suspect")
	}
}

func TestNoPasskeysHere(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	d.app.Passkeys.authority = nil
	_, err := d.app.Passkeys.BeginSignIn(t.Context(), SignedIn{}.Actor, browserOf("m"))
	d.refused(err, "no_passkeys")
	if d.app.Passkeys.Available() {
		t.Fatal("they are offered")
	}
}
