package app

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// The queries of attempts to sign in.
var (
	signInsByAddress = newest("by_address", "address", "address_key")
	signInsBySlot    = store.Query{Name: "by_slot", Index: store.UniqueName("slot_key"), Equal: []string{"slot_key"}}
)

// signInsSchema declares the attempts to sign in.
var signInsSchema = store.Schema{
	Collection: "sign_ins",
	Unique:     []string{"slot_key"},
	Indexes: []store.Index{
		{Name: "address", Fields: []string{"address_key", "created_ms"}},
		dueIndex, parkedIndex,
	},
	Queries: []store.Query{signInsByAddress, signInsBySlot, dueQuery, parkedQuery},
}

// SignIns lets people in by a mailed link, or by the code beside it.
type SignIns struct {
	*core
	signIns  *store.Collection[session.SignIn, *session.SignIn]
	members  *Members
	sessions *Sessions
	mailer   Mailer
}

func newSignIns(c *core, members *Members, sessions *Sessions, mailer Mailer) *SignIns {
	return &SignIns{
		core: c, signIns: store.NewCollection[session.SignIn](c.engine, signInsSchema), members: members, sessions: sessions, mailer: mailer,
	}
}

func (s *SignIns) ensure(ctx context.Context) error { return s.signIns.Ensure(ctx) }

// Browser is the browser in which somebody signs in.
type Browser struct {
	// Secret is a random text that only this browser holds: what was asked for in
	// it goes on in it.
	Secret string
	// Session is the token of the session that it has; signing in replaces it.
	Session string
	Device  session.Device
}

// minSecret is the shortest secret of a browser, in characters.
const minSecret = 20

// check refuses a browser without a secret: nothing could be bound to it.
func (b Browser) check() error {
	if len(b.Secret) < minSecret || len(b.Secret) > 200 {
		return fault.New(fault.Conflict, "no_cookies", "Your browser keeps no cookies for this site. Please allow them to sign in.")
	}
	return nil
}

// StartSignIn asks for a mail to sign in with.
type StartSignIn struct {
	Email    string
	Language string // of the page
	Browser  Browser
}

// Start begins an attempt and returns its id. The answer is the same, and the same
// work is done for it, whether or not somebody has this address: who is meant is
// looked up by the task that writes the mail.
func (s *SignIns) Start(ctx context.Context, in StartSignIn) (string, error) {
	email, f := contact.ParseEmail("/email", in.Email)
	if f != nil {
		return "", f
	}
	return s.start(ctx, session.Start{AddressKey: s.members.emailKey(email.Address), Language: in.Language}, in.Browser)
}

// StartAgain begins an attempt for somebody who is signed in and proves once more
// that it is them.
func (s *SignIns) StartAgain(ctx context.Context, actor aggregate.Actor, language string, b Browser) (string, error) {
	m, err := s.members.self(ctx, actor)
	if err != nil {
		return "", err
	}
	if m.EmailKey == "" {
		return "", fault.New(fault.Conflict, "no_email", "We know no e-mail address of yours.")
	}
	return s.start(ctx, session.Start{AddressKey: m.EmailKey, MemberID: m.ID, Language: language}, b)
}

func (s *SignIns) start(ctx context.Context, in session.Start, b Browser) (string, error) {
	if err := b.check(); err != nil {
		return "", err
	}
	in.Browser, in.Device = b.Secret, b.Device
	for slot := range session.MaxSignIns {
		in.Slot = slot
		n := session.NewSignIn(s.newID(session.SignInPrefix, Call{}), in, s.clock.Now(), s.wall())
		err := s.vacate(ctx, n.SlotKey)
		if err == nil {
			err = s.signIns.Insert(ctx, n)
		}
		if store.Taken(err) == "slot_key" {
			continue
		}
		if err != nil {
			return "", err
		}
		s.nudge()
		return n.ID, nil
	}
	return "", fault.New(fault.TooMany, "too_many_sign_ins", "This address was sent several mails within the hour. Please use the newest one, or wait.").After(session.SignInSpan)
}

// vacate deletes the attempt in a slot when it doesn't count any more.
func (s *SignIns) vacate(ctx context.Context, slotKey string) error {
	old, err := found(s.signIns.One(ctx, signInsBySlot, slotKey))
	if old == nil || err != nil || old.Counts(s.wall()) {
		return err
	}
	return ignoreMissing(s.signIns.Delete(ctx, old.ID))
}

// at returns the attempts for an address that still work, the newest first.
func (s *SignIns) at(ctx context.Context, addressKey string) ([]*session.SignIn, error) {
	all, err := s.signIns.Find(ctx, signInsByAddress, store.Args{Equal: []any{addressKey}, Limit: session.MaxSignIns})
	if err != nil {
		return nil, err
	}
	wall := s.wall()
	return slices.DeleteFunc(all, func(n *session.SignIn) bool { return !n.Open(wall) }), nil
}

// code is the code of an attempt. It is derived and never stored, like its link.
func (s *SignIns) code(id string) string { return session.Code(s.mac("sign_in_code", id)) }

// link is the page that the mail of an attempt opens.
func (s *SignIns) link(id string) string { return s.baseURL + "/s/" + s.token(signInToken, id, 0) }

// queue writes the mails, and forgets attempts that no longer count.
func (s *SignIns) queue() TaskQueue {
	return &Queue[session.SignIn, *session.SignIn]{
		core: s.core, col: s.signIns, meta: func(n *session.SignIn) *aggregate.Meta { return &n.Meta },
		perform: map[string]performer[session.SignIn]{session.TaskSignInMail: s.mail, session.TaskForget: s.forget},
	}
}

// forget deletes an attempt, once it no longer counts by real time either.
func (s *SignIns) forget(ctx context.Context, n *session.SignIn, _ aggregate.Task) (func(*session.SignIn) error, error) {
	if n.Counts(s.wall()) {
		return nil, waitUntil{s.clock.Now().Add(tooEarly), "counts"}
	}
	return nil, s.signIns.Delete(ctx, n.ID)
}
