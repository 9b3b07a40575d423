package app

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/store"
)

func TestSignInByLink(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx, mine, theirs := t.Context(), browserOf("m"), browserOf("t")
	_, mail := d.asks("KIM@example.com", mine)
	if mail.To != "kim@example.com" || mail.ToName != "Kim Muster" || mail.Language != "de" {
		t.Fatalf("%+v", mail)
	}
	link := d.linkOf(mail)
	look, err := d.app.SignIns.Look(ctx, link, mine.Secret)
	d.must(err)
	if !look.Good || !look.Here || look.Address != "k•••@example.com" {
		t.Fatalf("%+v", look)
	}
	if look, err = d.app.SignIns.Look(ctx, link, theirs.Secret); err != nil || !look.Good || look.Here {
		t.Fatalf("%+v %v", look, err)
	}
	_, err = d.app.SignIns.ByLink(ctx, link, theirs)
	d.refused(err, "other_browser")
	in, err := d.app.SignIns.ByLink(ctx, link, mine)
	d.must(err)
	got := d.opens(in.Token)
	if got.Member.ID != d.referrer.ID || !got.Fresh || got.Actor.Via != "" || got.Session.How != session.ByLink || got.Actor.Session.ID != got.Session.ID {
		t.Fatalf("%+v", got)
	}
	_, err = d.app.SignIns.ByLink(ctx, link, mine)
	d.refused(err, session.Closed)
	if look, err = d.app.SignIns.Look(ctx, link, mine.Secret); err != nil || look != (SignInLook{}) {
		t.Fatalf("a used link tells %+v, %v", look, err)
	}
	for _, bad := range []string{"", link + "a", "sgn_x.0.aaaa", strings.Replace(link, ".0.", ".1.", 1)} {
		_, err = d.app.SignIns.ByLink(ctx, bad, mine)
		d.refused(err, session.Closed)
	}
}

func TestSignInByCode(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx, mine, phone := t.Context(), browserOf("m"), browserOf("p")
	id, mail := d.asks("kim@example.com", mine)
	code := codeOf(mail)
	try := func(id, email, code string, b Browser) (Proved, error) {
		return d.app.SignIns.ByCode(ctx, TypedCode{SignInID: id, Email: email, Code: code, Browser: b})
	}
	_, err := try(id, "", "not a code", mine)
	d.refused(err, "wrong_code")
	for range 5 {
		_, err = try("", "kim@example.com", "BBBB-BBBB", browserOf("x"))
		d.refused(err, "wrong_code")
	}
	_, err = try("", "kim@example.com", code, browserOf("x"))
	d.refused(err, session.Closed) // a stranger used up the tries of strangers …
	_, err = try("", "anna@northline.example", code, phone)
	d.refused(err, session.Closed)
	in, err := try(id, "", strings.ToLower(code), mine) // … and not ours
	d.must(err)
	if got := d.opens(in.Token); got.Session.How != session.ByCode || got.Member.ID != d.referrer.ID {
		t.Fatalf("%+v", got)
	}
	_, err = d.app.SignIns.ByLink(ctx, d.linkOf(mail), mine)
	d.refused(err, session.Closed)

	_, mail = d.asks("kim@example.com", mine)
	in, err = try("", "Kim@Example.com", codeOf(mail), phone)
	d.must(err)
	d.opens(in.Token)
}

// Whoever asks with whatever address gets the same answer, and the same is stored;
// only those whom we know get a mail.
func TestSignInTellsNothing(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	gone := d.customer("gone")
	_, err := d.members.Deactivate(t.Context(), Call{Actor: installation}, gone.ID)
	d.must(err)
	stored := map[string]int{}
	for _, email := range []string{"kim@example.com", "nobody@example.com", gone.Personal.Email} {
		id, mail := d.asks(email, browserOf("m"))
		if (mail.To != "") != (email == "kim@example.com") {
			t.Errorf("%s: a mail to %q", email, mail.To)
		}
		n, err := d.app.SignIns.signIns.Get(t.Context(), id)
		d.must(err)
		raw, err := json.Marshal(n)
		d.must(err)
		if strings.Contains(string(raw), strings.Split(email, "@")[0]) || strings.Contains(string(raw), d.app.SignIns.code(id)) {
			t.Errorf("stored in the clear: %s", raw)
		}
		stored[email] = len(raw)
	}
	for email, n := range stored {
		if n != stored["kim@example.com"] {
			t.Errorf("%s: %d bytes are stored", email, n)
		}
	}
	_, err = d.app.SignIns.Start(t.Context(), StartSignIn{Email: "nobody", Browser: browserOf("m")})
	d.refused(err, "invalid_email")
	_, err = d.app.SignIns.Start(t.Context(), StartSignIn{Email: "kim@example.com"})
	d.refused(err, "no_cookies")
}

// However many ask at once, an address has five attempts an hour.
func TestSignInsPerAddress(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	var wg sync.WaitGroup
	errs := make(chan error, 12)
	for range cap(errs) {
		wg.Go(func() {
			_, err := d.app.SignIns.Start(t.Context(), StartSignIn{Email: "kim@example.com", Browser: browserOf("m")})
			errs <- err
		})
	}
	wg.Wait()
	close(errs)
	started := 0
	for err := range errs {
		if err == nil {
			started++
			continue
		}
		d.refused(err, "too_many_sign_ins")
	}
	if started != session.MaxSignIns {
		t.Fatalf("%d started", started)
	}
	d.after(session.SignInSpan)
	left, err := d.app.SignIns.signIns.Find(t.Context(), signInsByAddress, store.Args{Equal: []any{d.referrer.EmailKey}, Limit: 10})
	d.must(err)
	if len(left) != 0 {
		t.Fatalf("%d are kept", len(left))
	}
	d.enter(d.referrer, browserOf("m"))
}

// Whoever reads the mails that they ask for signs in as often as they like; mails
// that somebody else asked for stay counted, also when they are used.
func TestAnAttemptThatLedInIsFree(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	for range 2 * session.MaxSignIns {
		d.enter(d.referrer, browserOf("m"))
	}
	for range session.MaxSignIns {
		_, mail := d.asks(d.referrer.Personal.Email, browserOf("s"))
		_, err := d.app.SignIns.ByCode(t.Context(), TypedCode{Email: d.referrer.Personal.Email, Code: codeOf(mail), Browser: browserOf("m")})
		d.must(err)
	}
	_, err := d.app.SignIns.Start(t.Context(), StartSignIn{Email: d.referrer.Personal.Email, Browser: browserOf("s")})
	d.refused(err, "too_many_sign_ins")
}

// After ten minutes neither link nor code works, and a mail that is late isn't sent.
func TestSignInEnds(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	id, mail := d.asks("kim@example.com", browserOf("m"))
	_, err := d.app.SignIns.Start(t.Context(), StartSignIn{Email: "kim@example.com", Browser: browserOf("m")})
	d.must(err)
	d.clock.advance(session.SignInFor)
	d.run()
	if n, _ := d.mails.of("sign_in"); n != 1 {
		t.Fatalf("%d mails", n)
	}
	_, err = d.app.SignIns.ByLink(t.Context(), d.linkOf(mail), browserOf("m"))
	d.refused(err, session.Closed)
	_, err = d.app.SignIns.ByCode(t.Context(), TypedCode{SignInID: id, Code: codeOf(mail), Browser: browserOf("m")})
	d.refused(err, session.Closed)
}

// An address of several members is asked for whom; nobody else can choose.
func TestSignInAsOneOfSeveral(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx, mine := t.Context(), browserOf("m")
	other, err := d.members.Upsert(ctx, Call{Actor: partner}, MemberInput{ExternalID: "k", Name: "K. Muster", Email: "kim@example.com", Company: "Acme"})
	d.must(err)
	_, mail := d.asks("kim@example.com", mine)
	if mail.ToName != "" {
		t.Errorf("it greets %q", mail.ToName)
	}
	in, err := d.app.SignIns.ByLink(ctx, d.linkOf(mail), mine)
	d.must(err)
	if in.Token != "" || len(in.Accounts) != 2 || in.Accounts[0].Source == in.Accounts[1].Source {
		t.Fatalf("%+v", in)
	}
	_, err = d.app.SignIns.Accounts(ctx, in.SignInID, browserOf("x"))
	d.refused(err, session.Closed)
	_, err = d.app.SignIns.Choose(ctx, in.SignInID, other.Doc.ID, browserOf("x"))
	d.refused(err, session.Closed)
	_, err = d.app.SignIns.Choose(ctx, in.SignInID, "mbr_somebody", mine)
	d.refused(err, "required")
	again, err := d.app.SignIns.Accounts(ctx, in.SignInID, mine)
	d.must(err)
	if len(again) != 2 {
		t.Fatalf("%+v", again)
	}
	done, err := d.app.SignIns.Choose(ctx, in.SignInID, other.Doc.ID, mine)
	d.must(err)
	if d.opens(done.Token).Member.ID != other.Doc.ID {
		t.Fatal("somebody else is signed in")
	}
	_, err = d.app.SignIns.Choose(ctx, in.SignInID, d.referrer.ID, mine)
	d.refused(err, session.Closed)
}

// Proving oneself again makes a fresh session in the place of the old one, for the
// same member.
func TestProveAgain(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx, mine := t.Context(), browserOf("m")
	_, err := d.members.Upsert(ctx, Call{Actor: partner}, MemberInput{ExternalID: "k", Name: "K.", Email: "kim@example.com"})
	d.must(err)
	first := d.enterAs(d.referrer, mine)
	d.clock.advance(time.Hour)
	old := d.opens(first.Token)
	if old.Fresh {
		t.Fatal("it is fresh for an hour")
	}
	mine.Session = first.Token
	id, err := d.app.SignIns.StartAgain(ctx, old.Actor, "en", mine)
	d.must(err)
	d.run()
	_, mail := d.mails.of("sign_in")
	again, err := d.app.SignIns.ByCode(ctx, TypedCode{SignInID: id, Code: codeOf(mail), Browser: mine})
	d.must(err)
	if now := d.opens(again.Token); !now.Fresh || now.Member.ID != d.referrer.ID {
		t.Fatalf("%+v", now)
	}
	d.shut(first.Token)
}

// enterAs signs a member in whose address others have too.
func (d *doors) enterAs(m *member.Member, b Browser) Proved {
	d.t.Helper()
	in := d.enter(m, b)
	if in.Token == "" {
		var err error
		in, err = d.app.SignIns.Choose(d.t.Context(), in.SignInID, m.ID, b)
		d.must(err)
	}
	return in
}
