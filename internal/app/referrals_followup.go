package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
)

// AssignReferral names the rep.
type AssignReferral struct {
	// The staff member who follows up.
	RepID string `json:"rep_id" validate:"required,max=64"`
}

// Assign gives the referral to a rep.
func (s *Referrals) Assign(ctx context.Context, call Call, id string, in AssignReferral) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	if err := s.check(in); err != nil {
		return none, err
	}
	rep, err := s.members.find(ctx, in.RepID)
	if err != nil {
		return none, atField(err, "/rep_id", "unknown_member", "There is no member under this id.")
	}
	if !rep.MayWork() {
		return none, fault.OfField("/rep_id", "not_a_rep", "This member isn't an active rep.")
	}
	return s.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		return r.Assigned(call.Actor, rep.ID, call.Replay, now)
	})
}

// CheckContact asks: may I contact this person now, by this channel?
type CheckContact struct {
	// How you want to contact the person.
	Channel promise.Channel `json:"channel" validate:"required,oneof=email phone text video in_person"`
	// The person asked for this very call.
	AskedFor bool `json:"asked_for,omitempty"`
	// Of which moment the question is; now when left out.
	At *time.Time `json:"at,omitempty"`
}

// ContactCheck is the answer, with what a rep needs besides.
type ContactCheck struct {
	promise.Verdict
	CheckedMS int64
	Zone      string
	Language  string // of the person, for the words
}

// MayContact answers whether the person may be contacted now. It changes nothing.
func (s *Referrals) MayContact(ctx context.Context, actor aggregate.Actor, id string, in CheckContact) (ContactCheck, error) {
	if err := s.check(in); err != nil {
		return ContactCheck{}, err
	}
	r, err := s.Get(ctx, actor, id)
	if err != nil {
		return ContactCheck{}, err
	}
	t, err := s.programs.Terms(ctx, r.ProgramID, r.RevisionN)
	if err != nil {
		return ContactCheck{}, err
	}
	now := s.clock.Now()
	if in.At != nil {
		now = *in.At
	}
	v, err := s.mayContact(ctx, actor, r, t, in, now)
	return ContactCheck{Verdict: v, CheckedMS: ms(now), Zone: r.Zone(t), Language: t.Language(r.Personal.Language)}, err
}

// mayContact applies the contact rule to a referral at a time.
func (s *Referrals) mayContact(ctx context.Context, by aggregate.Actor, r *referral.Referral, t program.Terms, c CheckContact, at time.Time) (promise.Verdict, error) {
	held, err := s.suppressions.match(ctx, r.Personal.Details)
	if err != nil {
		return promise.Verdict{}, err
	}
	names, err := s.names(ctx, r, t)
	if err != nil {
		return promise.Verdict{}, err
	}
	asker, err := s.asker(ctx, by, r)
	if err != nil {
		return promise.Verdict{}, err
	}
	in := contactInput(r, t, asker, c, at)
	in.Suppressed, in.Names, in.Language = held == vetting.Found, names, t.Language(r.Personal.Language)
	return promise.MayContact(in), nil
}

// contactInput is what the contact rule looks at in a referral.
func contactInput(r *referral.Referral, t program.Terms, by promise.Asker, c CheckContact, at time.Time) promise.ContactInput {
	return promise.ContactInput{
		Promise: t.Promise, NowMS: ms(at), By: by, Channel: c.Channel, AskedFor: c.AskedFor,
		Answer: r.PersonAnswer(), YesMS: r.StandingYesMS(), NotNowUntilMS: r.Deferral.UntilMS,
		ToldMS: r.ToldMS(), Wish: r.Wish(), Zone: r.Zone(t),
		Attempts: r.Attempts(), Conversation: r.Conversation(at),
	}
}

// asker says whether the actor is the rep, their delegate, of the team, or
// anybody else.
func (s *Referrals) asker(ctx context.Context, by aggregate.Actor, r *referral.Referral) (promise.Asker, error) {
	if by.Kind != aggregate.Staff {
		return promise.AskerOther, nil
	}
	if by.ID == r.RepID {
		return promise.AskerRep, nil
	}
	if r.RepID != "" {
		rep, err := s.members.find(ctx, r.RepID)
		if err != nil {
			return "", err
		}
		if rep.Delegate != "" && rep.Delegate == by.ID {
			return promise.AskerRep, nil
		}
	}
	if by.Has(aggregate.Rep) {
		return promise.AskerTeam, nil
	}
	return promise.AskerOther, nil
}

// RecordContact is a contact that took place.
type RecordContact struct {
	// How the person was contacted.
	Channel promise.Channel `json:"channel" validate:"required,oneof=email phone text video in_person"`
	// What came of it.
	Outcome referral.Outcome `json:"outcome" validate:"required,oneof=reached no_answer left_word meeting_booked asked_to_stop"`
	// When it took place; now when left out. At most 30 days back.
	At *time.Time `json:"at,omitempty"`
	// The person had asked for this very call.
	AskedFor bool `json:"asked_for,omitempty"`
	// What was said, for the team. It is erased with the person's details.
	Note string `json:"note,omitempty" validate:"max=2000"`
	// With outcome meeting_booked: when the meeting is.
	MeetingAt *time.Time `json:"meeting_at,omitempty"`
}

// RecordContact writes down what happened: inside the promise it is an attempt,
// outside it a breach. "Asked to stop" ends contact for good.
func (s *Referrals) RecordContact(ctx context.Context, call Call, id string, in RecordContact) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	note, err := s.words(in, "/note", in.Note)
	if err != nil {
		return none, err
	}
	at, err := s.happened("/at", in.At)
	if err != nil {
		return none, err
	}
	if err := s.booked(in); err != nil {
		return none, err
	}
	seen, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return none, err
	}
	t, err := s.programs.Terms(ctx, seen.ProgramID, seen.RevisionN)
	if err != nil {
		return none, err
	}
	if again, err := admit(call, &seen.Meta); again || err != nil {
		return Done[referral.Referral]{Doc: seen, Replayed: again}, err
	}
	if err := seen.May(referral.Contact, call.Actor); err != nil {
		return none, err
	}
	held, err := s.suppressions.match(ctx, seen.Personal.Details)
	if err != nil {
		return none, err
	}
	if in.Outcome == referral.AskedToStop {
		// A call that is repeated after half of it meets what the first one stored.
		if held, err = s.suppressions.matchExcept(ctx, seen.Personal.Details, id); err != nil {
			return none, err
		}
		if err := s.suppressBefore(ctx, call.Actor, seen); err != nil {
			return none, err
		}
	}
	asker, err := s.asker(ctx, call.Actor, seen)
	if err != nil {
		return none, err
	}
	return s.changeUnder(ctx, call, id, t, func(r *referral.Referral, t program.Terms, now time.Time) error {
		rule := contactInput(r, t, asker, CheckContact{Channel: in.Channel, AskedFor: in.AskedFor}, at)
		rule.Suppressed = held == vetting.Found
		v := promise.MayContact(rule)
		if _, err := r.RecordContact(call.Actor, t, referral.Contacted{
			At: at, Channel: in.Channel, Outcome: in.Outcome, AskedFor: in.AskedFor, Note: note, Broke: v.Clause,
		}, call.Replay, now); err != nil {
			return err
		}
		if in.Outcome == referral.AskedToStop {
			return r.Refuse(call.Actor, t, "", nil, now)
		}
		if in.MeetingAt != nil {
			r.Booked(*in.MeetingAt)
		}
		return nil
	})
}

// booked checks the date of a meeting.
func (s *Referrals) booked(in RecordContact) error {
	switch {
	case in.MeetingAt == nil:
		return nil
	case in.Outcome != referral.MeetingBooked:
		return fault.OfField("/meeting_at", "no_meeting", "Only the outcome meeting_booked has a meeting.")
	}
	return s.laterDate("/meeting_at", *in.MeetingAt)
}

// suppressBefore puts a person who asked us to stop on the list before the referral
// says so: if anything fails after it, we stay silent.
func (s *Referrals) suppressBefore(ctx context.Context, by aggregate.Actor, r *referral.Referral) error {
	if r.NoMS != 0 || len(r.Match) == 0 {
		return nil
	}
	return s.suppressions.hold(ctx, by, wordNow(r), r.Match, suppression.No)
}

// backdated is how far back something may be recorded.
const backdated = 30 * 24 * time.Hour

// happened reads the time of something that took place.
func (s *Referrals) happened(pointer string, at *time.Time) (time.Time, error) {
	now := s.clock.Now()
	if at == nil {
		return now, nil
	}
	if at.After(now.Add(time.Minute)) || at.Before(now.Add(-backdated)) {
		return now, fault.OfField(pointer, "out_of_range", "It has to lie within the last 30 days.")
	}
	return at.Truncate(time.Millisecond).UTC(), nil
}

// HoldMeeting is a meeting that took place.
type HoldMeeting struct {
	// When the meeting was held; now when left out.
	At *time.Time `json:"at,omitempty"`
	// What came of it, for the team.
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// Meet records that the meeting was held.
func (s *Referrals) Meet(ctx context.Context, call Call, id string, in HoldMeeting) (Done[referral.Referral], error) {
	note, err := s.words(in, "/note", in.Note)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	at, err := s.happened("/at", in.At)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, t program.Terms, now time.Time) error {
		return r.Meet(call.Actor, t, at, note, call.Replay, now)
	})
}

// NextStep is what was agreed with the person.
type NextStep struct {
	// What happens next.
	What string `json:"what" validate:"required,max=500"`
	// On which date.
	At time.Time `json:"at" validate:"required"`
}

// AgreeNext notes the next step and its date.
func (s *Referrals) AgreeNext(ctx context.Context, call Call, id string, in NextStep) (Done[referral.Referral], error) {
	if err := s.check(in); err != nil {
		return Done[referral.Referral]{}, err
	}
	what, f := contact.Text("/what", in.What, 500, false)
	if f == nil && what == "" {
		f = blank("/what")
	}
	if f != nil {
		return Done[referral.Referral]{}, f
	}
	if err := s.laterDate("/at", in.At); err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		return r.AgreeNext(call.Actor, in.At, what, call.Replay, now)
	})
}

// DeferReferral is a "not now" that the person told a rep.
type DeferReferral struct {
	// Until when.
	Until time.Time `json:"until" validate:"required"`
	// What the person said.
	Reason string `json:"reason,omitempty" validate:"max=2000"`
}

// Defer records a "not now" that the person told a rep.
func (s *Referrals) Defer(ctx context.Context, call Call, id string, in DeferReferral) (Done[referral.Referral], error) {
	why, err := s.words(in, "/reason", in.Reason)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	if err := s.laterDate("/until", in.Until); err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, t program.Terms, now time.Time) error {
		return r.NotNow(call.Actor, t, in.Until, why, call.Replay, now)
	})
}

// ReportBreach says that the promise was broken.
type ReportBreach struct {
	// What happened.
	Kind string `json:"kind" validate:"required,oneof=contacted_before_yes unknown_referrer not_as_promised"`
	// In the reporter's own words.
	Words string `json:"words,omitempty" validate:"max=2000"`
}

// Report is the referrer's or the person's report of a broken promise.
func (s *Referrals) Report(ctx context.Context, call Call, id string, in ReportBreach) (Done[referral.Referral], error) {
	return s.report(ctx, call, id, in)
}

func (s *Referrals) report(ctx context.Context, call Call, id string, in ReportBreach) (Done[referral.Referral], error) {
	words, err := s.words(in, "/words", in.Words)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		return r.ReportBreach(call.Actor, in.Kind, words, call.Replay, now)
	})
}

// AnswerBreach is what we say to a report.
type AnswerBreach struct {
	// Whether the promise was broken.
	Upheld bool `json:"upheld"`
	// Why; the reporter reads it.
	Reason string `json:"reason" validate:"required,max=2000"`
}

// JudgeBreach answers a report; only staff who didn't work the referral may.
func (s *Referrals) JudgeBreach(ctx context.Context, call Call, id string, n int64, in AnswerBreach) (Done[referral.Referral], error) {
	why, err := s.words(in, "/reason", in.Reason)
	if err != nil {
		return Done[referral.Referral]{}, err
	}
	return s.change(ctx, call, id, func(r *referral.Referral, _ program.Terms, now time.Time) error {
		return r.AnswerBreach(call.Actor, n, in.Upheld, why, call.Replay, now)
	})
}
