package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/fault"
)

// Person is the referred person at their page: which referral, and what their link
// proves.
type Person struct {
	Referral *referral.Referral
	Terms    program.Terms
	// Direct says that the link came in a mail that we sent to them; one that passed
	// through the referrer proves no contact.
	Direct bool
	// Confirms says that the link confirms the yes that is pending.
	Confirms bool
}

// OpenPerson reads the referred person's page. It changes nothing.
func (s *Referrals) OpenPerson(ctx context.Context, token string) (Person, error) {
	o, err := s.open(token, personToken, letterToken, confirmToken)
	if err != nil {
		return Person{}, err
	}
	r, err := s.referrals.Get(ctx, o.id)
	if fault.Is(err, fault.NotFound) {
		return Person{}, badToken()
	}
	if err != nil {
		return Person{}, err
	}
	p := Person{Referral: r}
	switch o.purpose {
	case confirmToken:
		if o.generation != r.PendingSeq {
			return Person{}, badToken()
		}
		p.Confirms = r.Pending != nil
		p.Direct = provesAddress(r, o.generation)
	case personToken:
		p.Direct = true
		fallthrough
	default:
		if o.generation != r.TokenGen {
			return Person{}, badToken()
		}
	}
	p.Terms, err = s.programs.Terms(ctx, r.ProgramID, r.RevisionN)
	return p, err
}

// provesAddress reports whether a confirmation link reached the address that we
// know the person by: the one that waits for its confirmation may be anybody's.
func provesAddress(r *referral.Referral, generation int64) bool {
	if r.Pending != nil {
		return r.Personal.Email != "" && contact.EmailKey(r.Pending.Details.Email) == contact.EmailKey(r.Personal.Email)
	}
	return r.ProvenSeq != 0 && generation == r.ProvenSeq
}

// actor is the person of a page.
func (p Person) actor() aggregate.Actor {
	return aggregate.Actor{Kind: aggregate.Person, ID: p.Referral.ID}
}

// personVerb opens the page and runs a verb of the person's.
func (s *Referrals) personVerb(ctx context.Context, token string, verb func(Person, aggregate.Actor) (Done[referral.Referral], error)) (Person, error) {
	p, err := s.OpenPerson(ctx, token)
	if err != nil {
		return p, err
	}
	done, err := verb(p, p.actor())
	if err != nil {
		return p, err
	}
	p.Referral = done.Doc
	p.Confirms = false
	return p, nil
}

// longestDeferral is how far a "not now" may reach.
const longestDeferral = 366 * 24 * time.Hour

// SayNotNow puts the referral off until a date.
func (s *Referrals) SayNotNow(ctx context.Context, token string, until time.Time) (Person, error) {
	return s.personVerb(ctx, token, func(p Person, by aggregate.Actor) (Done[referral.Referral], error) {
		if err := s.laterDate("/until", until); err != nil {
			return Done[referral.Referral]{}, err
		}
		return s.changeUnder(ctx, Call{Actor: by}, p.Referral.ID, p.Terms, func(r *referral.Referral, t program.Terms, now time.Time) error {
			return r.NotNow(by, t, until, "", nil, now)
		})
	})
}

func (s *Referrals) laterDate(pointer string, until time.Time) error {
	now := s.clock.Now()
	if !until.After(now) || until.After(now.Add(longestDeferral)) {
		return fault.OfField(pointer, "out_of_range", "Choose a date within the next twelve months.")
	}
	return nil
}

// NoInput is a no; Email or Phone is what to keep on the list where we know
// neither.
type NoInput struct {
	Email   string `json:"email,omitempty" validate:"max=254"`
	Phone   string `json:"phone,omitempty" validate:"max=40"`
	Forever bool   `json:"forever"` // "never again, forget me"
}

// SayNo is the person's no. The suppression is stored first: if anything fails
// after it, we stay silent.
func (s *Referrals) SayNo(ctx context.Context, token string, in NoInput) (Person, error) {
	return s.personVerb(ctx, token, func(p Person, by aggregate.Actor) (Done[referral.Referral], error) {
		if err := s.check(in); err != nil {
			return Done[referral.Referral]{}, err
		}
		d, f := contact.Details{Email: in.Email, Phone: in.Phone}.Check("", p.Referral.Personal.Country)
		if f != nil {
			return Done[referral.Referral]{}, f
		}
		return s.refuse(ctx, Call{Actor: by}, p.Referral, p.Terms, contact.Keys(s.secret, d), in.Forever, "")
	})
}

// refuse suppresses the person and then ends contact.
func (s *Referrals) refuse(ctx context.Context, call Call, r *referral.Referral, t program.Terms, given []string, forever bool, words string) (Done[referral.Referral], error) {
	keys := append(given, r.Match...)
	if r.Pending != nil {
		keys = append(keys, contact.Keys(s.secret, r.Pending.Details)...)
	}
	if len(keys) == 0 && r.NameMatch != nil {
		keys = append(keys, *r.NameMatch)
	}
	reason := suppression.No
	if forever {
		reason = suppression.Never
	}
	hold := func(on wordOn) error {
		if len(keys) == 0 {
			return nil
		}
		return s.suppressions.hold(ctx, call.Actor, on, unique(keys), reason)
	}
	if err := hold(wordNow(r)); err != nil {
		return Done[referral.Referral]{}, err
	}
	done, err := s.changeUnder(ctx, call, r.ID, t, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		if forever {
			return r.RefuseForever(call.Actor, t, call.Replay, now)
		}
		return r.Refuse(call.Actor, t, words, call.Replay, now)
	})
	if err != nil {
		return done, err
	}
	return done, hold(wordNow(done.Doc))
}

// LiftNo takes a no back without saying yes: we may be told of them again. Only a
// link that we mailed to the person does that.
func (s *Referrals) LiftNo(ctx context.Context, token string) (Person, error) {
	return s.personVerb(ctx, token, func(p Person, by aggregate.Actor) (Done[referral.Referral], error) {
		if !p.Direct {
			return Done[referral.Referral]{}, fault.New(fault.Forbidden, "say_yes_instead", "This link passed through somebody else. Say yes instead; we confirm it with you.")
		}
		return s.changeUnder(ctx, Call{Actor: by}, p.Referral.ID, p.Terms, func(r *referral.Referral, _ program.Terms, now time.Time) error {
			return r.Lifted(by, now)
		})
	})
}

// ReportByPerson is the person's report that the promise was broken.
func (s *Referrals) ReportByPerson(ctx context.Context, token, kind, words string) (Person, error) {
	return s.personVerb(ctx, token, func(p Person, by aggregate.Actor) (Done[referral.Referral], error) {
		return s.report(ctx, Call{Actor: by}, p.Referral.ID, ReportBreach{Kind: kind, Words: words})
	})
}

// unique drops repeated keys, in order.
func unique(keys []string) []string {
	var out []string
	for _, k := range keys {
		if len(shared([]string{k}, out)) == 0 {
			out = append(out, k)
		}
	}
	return out
}
