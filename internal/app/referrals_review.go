package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
)

// Reasoned is a decision with a written reason.
type Reasoned struct {
	// Why, in words that the referrer will read.
	Reason string `json:"reason" validate:"required,max=2000"`
}

// Remarked is a decision whose reason may be left out.
type Remarked struct {
	// Why, in your own words.
	Reason string `json:"reason,omitempty" validate:"max=2000"`
}

// DeclineReferral is a reviewer's no.
type DeclineReferral struct {
	// The reason as a stable word, for lists and translations.
	Code string `json:"code" validate:"required,oneof=not_a_fit too_vague existing_customer duplicate not_reachable other"`
	// Why, in words that the referrer will read.
	Reason string `json:"reason" validate:"required,max=2000"`
}

// AnswerReferral is the referrer's answer to a question.
type AnswerReferral struct {
	// The form's answers that change, by field key; the others stay.
	Answers map[string]any `json:"answers" validate:"max=100"`
	// What the referrer writes to whoever asked; needed where no answer changes.
	Words string `json:"words,omitempty" validate:"max=2000"`
}

// Accept lets a reviewed referral in.
func (s *Referrals) Accept(ctx context.Context, call Call, id string, in Remarked) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	why, err := s.words(in, "/reason", in.Reason)
	if err != nil {
		return none, err
	}
	seen, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return none, err
	}
	for range 5 {
		hold, err := s.holdFor(ctx, seen)
		if err != nil {
			return none, err
		}
		done, err := s.change(ctx, call, id, func(r *referral.Referral, t program.Terms, now time.Time) error {
			return r.Accept(call.Actor, t, hold, why, call.Replay, now)
		})
		if !claimTaken(err) {
			return done, err
		}
	}
	return none, fault.New(fault.Unavailable, "busy", "Many people introduce the same person at this moment. Please try again.").After(time.Second)
}

// holdFor is somebody else's protected claim on the same person, if any.
func (s *Referrals) holdFor(ctx context.Context, r *referral.Referral) (*referral.Hold, error) {
	h, err := s.holder(ctx, r.ID, r.Match)
	if err != nil || h == nil {
		return nil, err
	}
	return &referral.Hold{Keys: shared(h.ClaimKeys(), r.Match), EndsMS: h.Claim.EndsMS}, nil
}

// Ask puts a reviewer's question to the referrer.
func (s *Referrals) Ask(ctx context.Context, call Call, id string, in Reasoned) (Done[referral.Referral], error) {
	return s.reasoned(ctx, call, id, in, func(r *referral.Referral, t program.Terms, why string, now time.Time) error {
		return r.Ask(call.Actor, t, why, call.Replay, now)
	})
}

// Decline is a reviewer's no.
func (s *Referrals) Decline(ctx context.Context, call Call, id string, in DeclineReferral) (Done[referral.Referral], error) {
	why, err := s.words(in, "/reason", in.Reason)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, t program.Terms, now time.Time) error {
		return r.Decline(call.Actor, t, in.Code, why, call.Replay, now)
	})
}

// Appeal asks for a second look by somebody else.
func (s *Referrals) Appeal(ctx context.Context, call Call, id string, in Reasoned) (Done[referral.Referral], error) {
	return s.reasoned(ctx, call, id, in, func(r *referral.Referral, t program.Terms, why string, now time.Time) error {
		return r.Appeal(call.Actor, t, why, call.Replay, now)
	})
}

// Withdraw ends the referral before the yes; after it only claim and reward end.
func (s *Referrals) Withdraw(ctx context.Context, call Call, id string, in Remarked) (Done[referral.Referral], error) {
	why, err := s.words(in, "/reason", in.Reason)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, t program.Terms, now time.Time) error {
		return r.Withdraw(call.Actor, t, why, call.Replay, now)
	})
}

func (s *Referrals) reasoned(ctx context.Context, call Call, id string, in Reasoned, verb func(*referral.Referral, program.Terms, string, time.Time) error) (Done[referral.Referral], error) {
	why, err := s.words(in, "/reason", in.Reason)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, t program.Terms, now time.Time) error {
		return verb(r, t, why, now)
	})
}

// maxWords is the longest text that somebody writes about a decision.
const maxWords = 2000

// words checks an input and cleans its written text.
func (s *Referrals) words(in any, pointer, text string) (string, error) {
	if err := s.check(in); err != nil {
		return "", err
	}
	clean, f := contact.Text(pointer, text, maxWords, true)
	if f == nil && clean == "" && text != "" {
		f = blank(pointer)
	}
	if f != nil {
		return "", f
	}
	return clean, nil
}

// blank refuses a text of blanks: it would pass for words where some are needed.
func blank(pointer string) *fault.Error {
	return fault.OfField(pointer, "empty", "Write something, or leave it out.")
}

// Confirm is the referrer's word that what was typed for them is theirs; then the
// referral is vetted. It is never a key's.
func (s *Referrals) Confirm(ctx context.Context, call Call, id string) (Done[referral.Referral], error) {
	return s.vetAgain(ctx, call, id, nil, func(r *referral.Referral, _ program.Terms, now time.Time) (bool, error) {
		before := r.Status
		return before == referral.ToConfirm, r.Confirmed(call.Actor, call.Replay, now)
	})
}

// Answer is the referrer's answer to a question; vetting or the reviewer who asked
// looks again.
func (s *Referrals) Answer(ctx context.Context, call Call, id string, in AnswerReferral) (Done[referral.Referral], error) {
	words, err := s.words(in, "/words", in.Words)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	if len(in.Answers) == 0 && words == "" {
		return Done[referral.Referral]{}, fault.OfFields(fault.Field{Pointer: "/answers", Code: "required", Detail: "This field is needed."})
	}
	return s.vetAgain(ctx, call, id, in.Answers, func(r *referral.Referral, t program.Terms, now time.Time) (bool, error) {
		return r.Answered(call.Actor, t, words, call.Replay, now)
	})
}

// vetAgain runs a verb after which the referral is vetted, with answers laid over
// the old ones. The look-ups are made before the write; when the claim is taken in
// between they are made again.
func (s *Referrals) vetAgain(ctx context.Context, call Call, id string, over map[string]any, verb func(*referral.Referral, program.Terms, time.Time) (bool, error)) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	for range 5 {
		seen, err := s.Get(ctx, call.Actor, id)
		if err != nil {
			return none, err
		}
		sub, err := s.resubmission(ctx, seen, over)
		if err != nil {
			// A repeat, or a state in which nothing is asked, is told before bad answers.
			if done, rerr := s.change(ctx, call, id, func(r *referral.Referral, t program.Terms, now time.Time) error {
				if _, verr := verb(r, t, now); verr != nil {
					return verr
				}
				return err
			}); rerr == nil && done.Replayed {
				return done, nil
			} else if rerr != nil {
				return none, rerr
			}
			return none, err
		}
		v, hold, err := s.vet(ctx, sub, id)
		if err != nil {
			return none, err
		}
		done, err := s.changeUnder(ctx, call, id, sub.terms, func(r *referral.Referral, t program.Terms, now time.Time) error {
			vet, err := verb(r, t, now)
			if err != nil {
				return err
			}
			if len(over) > 0 {
				s.lay(r, sub)
			}
			if vet {
				r.Vetted(t, v, hold, now)
			}
			return nil
		})
		if !claimTaken(err) {
			return done, err
		}
	}
	return none, fault.New(fault.Unavailable, "busy", "Many people introduce the same person at this moment. Please try again.").After(time.Second)
}

// resubmission is a stored referral as a submission, with answers laid over its
// own.
func (s *Referrals) resubmission(ctx context.Context, r *referral.Referral, over map[string]any) (submission, error) {
	terms, err := s.programs.Terms(ctx, r.ProgramID, r.RevisionN)
	if err != nil {
		return submission{}, err
	}
	m := nobody()
	if r.ReferrerID != "" {
		if m, err = s.members.find(ctx, r.ReferrerID); err != nil {
			return submission{}, err
		}
	}
	sub := submission{n: r.RevisionN, terms: terms, referrer: m, by: form.ByReferrer}
	if r.Entry == referral.ByLink {
		sub.by = form.ByPerson
	}
	sub.draft = referral.Draft{ID: r.ID, Details: r.Personal.Details, Zone: r.Personal.Zone, Answers: r.Personal.Answers, Match: r.Match}
	if r.NameMatch != nil {
		sub.draft.NameMatch = *r.NameMatch
	}
	if len(over) == 0 {
		return sub, nil
	}
	raw := r.Personal.Answers.Plain()
	for k, v := range over {
		raw[k] = v
	}
	answers, f := terms.Form.Read(raw, sub.asking())
	if f != nil {
		return submission{}, f
	}
	s.fill(&sub, answers)
	return sub, mayAsk(terms.Promise, sub.draft.Details.Country)
}

// lay puts a resubmission's answers into the referral. What the person told us
// themself stands above what the referrer writes about them.
func (s *Referrals) lay(r *referral.Referral, sub submission) {
	r.Personal.Answers = sub.draft.Answers
	if r.YesMS != 0 {
		return
	}
	r.Personal.Details = sub.draft.Details
	r.Match, r.NameMatch = sub.draft.Match, nil
	if sub.draft.NameMatch != "" {
		r.NameMatch = new(sub.draft.NameMatch)
	}
}

// Bounce stops the clock of a referral whose mail can't be delivered.
func (s *Referrals) Bounce(ctx context.Context, call Call, id string) (Done[referral.Referral], error) {
	return s.change(ctx, call, id, func(r *referral.Referral, t program.Terms, now time.Time) error {
		return r.Bounced(call.Actor, t, call.Replay, now)
	})
}

// CorrectReferral is the right address of a person whose mail came back.
type CorrectReferral struct {
	// The person's e-mail address.
	Email string `json:"email" validate:"required,max=254"`
}

// Correct gives a bounced referral its right address; the first mail is sent
// again.
func (s *Referrals) Correct(ctx context.Context, call Call, id string, in CorrectReferral) (Done[referral.Referral], error) {
	if err := s.check(in); err != nil {
		return Done[referral.Referral]{}, err
	}
	d, f := contact.Details{Email: in.Email}.Check("", "")
	if f != nil {
		return Done[referral.Referral]{}, f
	}
	match := contact.Keys(s.secret, d)
	if err := s.notTheReferrers(ctx, call.Actor, id, match); err != nil {
		return Done[referral.Referral]{}, err
	}
	if held, err := s.suppressions.match(ctx, d); err != nil {
		return Done[referral.Referral]{}, err
	} else if held == "found" {
		return Done[referral.Referral]{}, fault.New(fault.Conflict, "cannot_be_contacted", "We can't write to this address.")
	}
	done, err := s.change(ctx, call, id, func(r *referral.Referral, t program.Terms, now time.Time) error {
		return r.Corrected(call.Actor, t, d, match, call.Replay, now)
	})
	if claimTaken(err) {
		return done, fault.New(fault.Conflict, "introduced_before", "Somebody else has introduced this person; their introduction is protected for now.")
	}
	return done, err
}

// notTheReferrers refuses an address that is the referrer's own: our mails to it
// would prove nothing of the person.
func (s *Referrals) notTheReferrers(ctx context.Context, actor aggregate.Actor, id string, match []string) error {
	r, err := s.Get(ctx, actor, id)
	if err != nil || r.ReferrerID == "" {
		return err
	}
	m, err := s.members.find(ctx, r.ReferrerID)
	if err != nil {
		return err
	}
	if len(shared(contact.Keys(s.secret, detailsOf(m)), match)) > 0 {
		return fault.OfField("/email", "same_as_referrer", "This is the referrer's own address. Give the person's.")
	}
	return nil
}

// actorOf is the actor that stands for a member in their own name.
func actorOf(memberID string) aggregate.Actor {
	return aggregate.Actor{Kind: aggregate.Referrer, ID: memberID}
}
