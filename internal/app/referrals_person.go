package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/domain/vetting"
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

// YesInput is a yes with the person's own words.
type YesInput struct {
	Name     string       `json:"name,omitempty" validate:"max=200"`
	Company  string       `json:"company,omitempty" validate:"max=200"`
	Role     string       `json:"role,omitempty" validate:"max=200"`
	Email    string       `json:"email,omitempty" validate:"max=254"`
	Phone    string       `json:"phone,omitempty" validate:"max=40"`
	Country  string       `json:"country,omitempty" validate:"max=2"`
	Zone     string       `json:"zone,omitempty" validate:"max=64"`
	Language string       `json:"language,omitempty" validate:"max=35"`
	Wish     promise.Wish `json:"wish"`
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

// SayYes is the person's own yes.
func (s *Referrals) SayYes(ctx context.Context, token string, in YesInput) (Person, error) {
	return s.personVerb(ctx, token, func(p Person, by aggregate.Actor) (Done[referral.Referral], error) {
		said, err := s.said(ctx, p.Referral, p.Terms, in, "")
		if err != nil {
			return Done[referral.Referral]{}, err
		}
		if f := reachedBy(p.Referral, said); f != nil {
			return Done[referral.Referral]{}, f
		}
		said.Direct = p.Direct
		return s.yesUnder(ctx, Call{Actor: by}, p.Referral.ID, p.Terms, said, func(r *referral.Referral, said referral.Said, now time.Time) error {
			return r.AgreedOnPage(by, p.Terms, said, nil, now)
		})
	})
}

// reachedBy refuses a wish for a channel for which nobody has the address.
func reachedBy(r *referral.Referral, s referral.Said) *fault.Error {
	for _, ch := range s.Wish.Channels {
		switch {
		case ch == promise.Email && s.Details.Email == "" && r.Personal.Email == "":
			return fault.OfField("/email", "needs_email", "For an e-mail we need an address.")
		case (ch == promise.Phone || ch == promise.Text) && s.Details.Phone == "" && r.Personal.Phone == "":
			return fault.OfField("/phone", "needs_phone", "For a call or a text we need a phone number.")
		}
	}
	return nil
}

// ConfirmYes confirms the yes that is pending, through the message that we sent.
func (s *Referrals) ConfirmYes(ctx context.Context, token string) (Person, error) {
	return s.personVerb(ctx, token, func(p Person, by aggregate.Actor) (Done[referral.Referral], error) {
		if p.Referral.Pending != nil && !p.Confirms {
			return Done[referral.Referral]{}, confirmByMail()
		}
		return s.confirm(ctx, Call{Actor: by}, p.Referral, p.Terms, "")
	})
}

// DisownYes is the answer of somebody who got our message and never said yes: the
// yes that waits is dropped.
func (s *Referrals) DisownYes(ctx context.Context, token string) (Person, error) {
	return s.personVerb(ctx, token, func(p Person, by aggregate.Actor) (Done[referral.Referral], error) {
		if p.Referral.Pending != nil && !p.Confirms {
			return Done[referral.Referral]{}, confirmByMail()
		}
		return s.changeUnder(ctx, Call{Actor: by}, p.Referral.ID, p.Terms, func(r *referral.Referral, _ program.Terms, now time.Time) error {
			return r.Disowned(by, now)
		})
	})
}

func confirmByMail() error {
	return fault.New(fault.Forbidden, "confirm_by_mail", "Please use the link in the mail that we sent to you.")
}

// confirm makes the pending yes take effect.
func (s *Referrals) confirm(ctx context.Context, call Call, r *referral.Referral, t program.Terms, evidence string) (Done[referral.Referral], error) {
	said := referral.Said{}
	if r.Pending != nil {
		said.Details = r.Pending.Details
		said.Match = contact.Keys(s.secret, r.Pending.Details)
		suspect, err := s.suspect(ctx, r, r.Pending.Details, said.Match)
		if err != nil {
			return Done[referral.Referral]{}, err
		}
		said.Suspect = suspect
	}
	return s.yesUnder(ctx, call, r.ID, t, said, func(r *referral.Referral, said referral.Said, now time.Time) error {
		return r.ConfirmedYes(call.Actor, t, evidence, said.Match, said.Suspect, call.Replay, now)
	})
}

// yesUnder runs a yes; where somebody else holds the claim on the details that
// came with it, it goes to review instead.
func (s *Referrals) yesUnder(ctx context.Context, call Call, id string, t program.Terms, said referral.Said, verb func(*referral.Referral, referral.Said, time.Time) error) (Done[referral.Referral], error) {
	done, err := s.changeUnder(ctx, call, id, t, func(r *referral.Referral, _ program.Terms, now time.Time) error { return verb(r, said, now) })
	if !claimTaken(err) {
		return done, err
	}
	said.Suspect = "claimed"
	return s.changeUnder(ctx, call, id, t, func(r *referral.Referral, _ program.Terms, now time.Time) error { return verb(r, said, now) })
}

// said checks what came with a yes.
func (s *Referrals) said(ctx context.Context, r *referral.Referral, t program.Terms, in YesInput, pointer string) (referral.Said, error) {
	if err := s.check(in); err != nil {
		return referral.Said{}, err
	}
	region := r.Personal.Country
	d, f := contact.Details{Name: in.Name, Company: in.Company, Role: in.Role, Email: in.Email, Phone: in.Phone, Country: in.Country, Language: in.Language}.Check(pointer, region)
	if f != nil {
		return referral.Said{}, f
	}
	if in.Zone != "" && !calendar.KnownZone(in.Zone) {
		return referral.Said{}, fault.OfField(pointer+"/zone", "unknown_zone", "Use a name of the time zone database, such as Europe/Berlin.")
	}
	if f := in.Wish.Check(pointer+"/wish", ms(s.clock.Now())); f != nil {
		return referral.Said{}, f
	}
	match := contact.Keys(s.secret, d)
	suspect, err := s.suspect(ctx, r, d, match)
	return referral.Said{Details: d, Wish: in.Wish, Zone: in.Zone, Language: in.Language, Match: match, Suspect: suspect}, err
}

// suspect says why details that came with a yes need a reviewer: they are the
// referrer's own, somebody else's claim, suppressed, or an existing customer's.
func (s *Referrals) suspect(ctx context.Context, r *referral.Referral, d contact.Details, match []string) (string, error) {
	if len(match) == 0 {
		return "", nil
	}
	if r.ReferrerID != "" {
		m, err := s.members.find(ctx, r.ReferrerID)
		if err != nil {
			return "", err
		}
		if len(shared(contact.Keys(s.secret, detailsOf(m)), match)) > 0 {
			return "same_as_referrer", nil
		}
	}
	holder, err := s.holder(ctx, r.ID, match)
	if err != nil {
		return "", err
	}
	if holder != nil {
		return "claimed", nil
	}
	if len(shared(match, r.Match)) == len(match) && r.Verdict != nil {
		return "", nil // vetted before, and nothing new was given
	}
	held, err := s.suppressions.matchExcept(ctx, d, r.ID)
	if err != nil {
		return "", err
	}
	if held == vetting.Found {
		return "suppressed", nil
	}
	t, err := s.programs.Terms(ctx, r.ProgramID, r.RevisionN)
	if err != nil {
		return "", err
	}
	customer, deal, err := s.companies.match(ctx, d)
	if err != nil {
		return "", err
	}
	if customer == vetting.Found && t.Vetting.Expansion != vetting.Allow || deal == vetting.Found {
		return "known_company", nil
	}
	return "", nil
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
	if len(keys) > 0 {
		if err := s.suppressions.hold(ctx, call.Actor, r.ID, unique(keys), reason); err != nil {
			return Done[referral.Referral]{}, err
		}
	}
	return s.changeUnder(ctx, call, r.ID, t, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		if forever {
			return r.RefuseForever(call.Actor, t, call.Replay, now)
		}
		return r.Refuse(call.Actor, t, words, call.Replay, now)
	})
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

// RecordYes is a yes that came by reply or phone, with its evidence.
type RecordYes struct {
	// How the yes came: a written reply, or a call.
	Channel string `json:"channel" validate:"required,oneof=reply phone"`
	// What the person wrote or said, when and to whom.
	Evidence string `json:"evidence" validate:"required,max=2000"`
	// The person's own words about how and when, and their corrections.
	Details YesInput `json:"details"`
}

// RecordYes writes down a yes; where the person's own yes waits for a
// confirmation by phone, it is that confirmation.
func (s *Referrals) RecordYes(ctx context.Context, call Call, id string, in RecordYes) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	evidence, err := s.words(in, "/evidence", in.Evidence)
	if err != nil {
		return none, err
	}
	r, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return none, err
	}
	t, err := s.programs.Terms(ctx, r.ProgramID, r.RevisionN)
	if err != nil {
		return none, err
	}
	if r.Pending != nil && r.Pending.ByPhone && in.Channel == "phone" {
		return s.confirm(ctx, call, r, t, evidence)
	}
	said, err := s.said(ctx, r, t, in.Details, "/details")
	if err != nil {
		return none, err
	}
	said.Channel, said.Evidence = in.Channel, evidence
	return s.yesUnder(ctx, call, id, t, said, func(r *referral.Referral, said referral.Said, now time.Time) error {
		return r.RecordedYes(call.Actor, t, said, call.Replay, now)
	})
}

// ProveReferral is the person's reply, by which the introduction is proven.
type ProveReferral struct {
	// The person's reply, as you received it.
	Evidence string `json:"evidence" validate:"required,max=2000"`
}

// Prove raises the class to introduced.
func (s *Referrals) Prove(ctx context.Context, call Call, id string, in ProveReferral) (Done[referral.Referral], error) {
	evidence, err := s.words(in, "/evidence", in.Evidence)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		return r.Proven(call.Actor, evidence, call.Replay, now)
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
