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
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
)

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
