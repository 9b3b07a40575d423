package referral

import (
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
)

// maxContacts bounds the document; a negotiation of years fits.
const maxContacts = 500

// Assigned gives the referral to a rep. Reassigning tells the referrer, and the
// person once they have agreed.
func (r *Referral) Assigned(by aggregate.Actor, repID string, replay *aggregate.Replay, now time.Time) error {
	if r.RepID == repID {
		return r.again(Assign, by)
	}
	if err := r.allow(Assign, by); err != nil {
		return err
	}
	e := r.record(now, by, Assign, "", replay)
	e.Data = map[string]string{"rep_id": repID}
	if r.RepID != "" {
		e.Data["from_rep_id"] = r.RepID
	}
	first := r.RepID == ""
	r.RepID = repID
	if !first {
		if r.ReferrerID != "" {
			r.mail(now, "rep_changed", toReferrer)
		}
		if r.HasYes() && r.Personal.Email != "" {
			r.mail(now, "rep_changed_person", toPerson)
		}
	}
	if r.hadYes() {
		r.tellRep(now)
	}
	return nil
}

// tellRep sends the rep the first contact with its time, or, where that is behind
// us or the person asked us to wait, the page that says what is next.
func (r *Referral) tellRep(now time.Time) {
	template := "follow_up"
	if st, ok := r.Step(promise.StepFirstContact); ok && st.Open() && r.Status != Deferred {
		template = "contact_due"
	}
	if !r.mailPending(template) {
		r.mail(now, template, toRep)
	}
}

// Contacted is a contact that took place.
type Contacted struct {
	At       time.Time
	Channel  promise.Channel
	Outcome  Outcome
	AskedFor bool           // the person had asked for this call: no attempt
	Note     string         // kept with the person's details
	Broke    promise.Clause // the clause that it broke, "" inside the promise
	ByID     string         // who made it, where staff record for somebody else
}

// RecordContact writes down what happened, whatever the promise says of it: inside
// the promise it is an attempt, outside it a breach. It returns the number of the
// contact.
func (r *Referral) RecordContact(by aggregate.Actor, t Terms, c Contacted, replay *aggregate.Replay, now time.Time) (int64, error) {
	if err := r.allow(Contact, by); err != nil {
		return 0, err
	}
	if len(r.Contacts) >= maxContacts {
		return 0, fault.New(fault.Conflict, "too_many_contacts", "This referral has as many contacts as we keep.")
	}
	to := r.Status
	inside := c.Broke == ""
	if r.Status == Agreed && inside {
		to = InContact
	}
	e := r.move(now, by, Contact, to, string(c.Outcome), replay)
	n := int64(len(r.Contacts)) + 1
	e.Data = map[string]string{"contact": seq(n), "channel": string(c.Channel)}
	if !inside {
		e.Data["clause"] = string(c.Broke)
	}
	r.because(e, c.Note)
	if c.ByID == "" {
		c.ByID = by.ID
	}
	r.Contacts = append(r.Contacts, ContactMade{Seq: n, AtMS: c.At.UnixMilli(), By: c.ByID, Channel: c.Channel, Outcome: c.Outcome,
		Attempt: inside && !c.AskedFor && r.TwoWayMS == 0, Clause: c.Broke})
	if inside {
		r.done(now, c.At, t, promise.StepFirstContact)
		if e.To == string(InContact) {
			r.tell(now, t, promise.StepFirstContact, "first_contact")
		}
	} else {
		r.addBreach(now, Breach{By: "record", Kind: "contact_outside_promise", Clause: c.Broke, Contact: n})
	}
	if c.Outcome.TwoWay() && r.TwoWayMS == 0 && !withoutConsent(c.Broke) {
		r.TwoWayMS = c.At.UnixMilli()
	}
	return n, nil
}

// withoutConsent reports whether a contact broke what the person had said, and not
// only how we promised to go about it: a conversation forced in this way lifts
// nothing.
func withoutConsent(c promise.Clause) bool {
	switch c {
	case promise.ClauseBeforeYes, promise.ClauseAfterNo, promise.ClauseTakenBack, promise.ClauseSuppressed, promise.ClauseNotNow:
		return true
	}
	return false
}

// Attempts lists the contacts that count towards the promised number.
func (r *Referral) Attempts() []promise.Attempt {
	var out []promise.Attempt
	for _, c := range r.Contacts {
		if c.Attempt {
			out = append(out, promise.Attempt{AtMS: c.AtMS})
		}
	}
	return out
}

// Meet records that the meeting was held.
func (r *Referral) Meet(by aggregate.Actor, t Terms, at time.Time, note string, replay *aggregate.Replay, now time.Time) error {
	if r.Status == Met {
		return r.again(Meeting, by)
	}
	if err := r.allow(Meeting, by); err != nil {
		return err
	}
	r.because(r.move(now, by, Meeting, Met, "", replay), note)
	r.MeetingMS = at.UnixMilli()
	if r.TwoWayMS == 0 {
		r.TwoWayMS = at.UnixMilli()
	}
	r.done(now, at, t, promise.StepFirstContact)
	r.holdClaim()
	r.tell(now, t, promise.StepMeeting, "met")
	r.Schedule(TaskReward, now, nil)
	return nil
}

// AgreeNext notes the next step agreed with the person, and its date.
func (r *Referral) AgreeNext(by aggregate.Actor, at time.Time, what string, replay *aggregate.Replay, now time.Time) error {
	if err := r.allow(NextStep, by); err != nil {
		return err
	}
	r.because(r.record(now, by, NextStep, "", replay), what)
	r.NextMS = at.UnixMilli()
	if r.ErasedMS == 0 {
		r.Personal.NextDo = what
	}
	return nil
}

// Booked notes when a meeting that the person agreed to takes place.
func (r *Referral) Booked(at time.Time) { r.NextMS = at.UnixMilli() }

// PersonAnswer is what the person said last about being contacted.
func (r *Referral) PersonAnswer() promise.Answer {
	switch {
	case r.NeverMS != 0 && r.NoMS != 0:
		return promise.AnswerNever
	case r.Status == Stopped:
		return promise.AnswerTakenBack
	case r.NoMS != 0 || r.Status == Refused:
		return promise.AnswerNo
	case r.Status == Deferred:
		return promise.AnswerNotNow
	case r.HasYes():
		return promise.AnswerYes
	}
	return promise.AnswerNone
}

// ToldMS is since when the person knows of us: when our own first message left, or
// when they said yes to us themself; 0 while neither has happened.
func (r *Referral) ToldMS() int64 {
	if r.Mailed.FirstMS == 0 && r.YesBy != yesByReferrer {
		return r.YesMS
	}
	return r.Mailed.FirstMS
}

// Conversation reports whether there was a two-way conversation by a time that goes
// on to count: after a no it doesn't, until there is a yes again.
func (r *Referral) Conversation(by time.Time) bool {
	return r.HasYes() && r.TwoWayMS != 0 && r.TwoWayMS <= by.UnixMilli()
}
