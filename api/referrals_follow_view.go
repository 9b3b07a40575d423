package api

import (
	"time"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/locale"
)

// ReferralStep is one step of the promise.
//
//	@Description	One step of the promise: what happens, how it stands, and by when it is due.
type ReferralStep struct {
	Code   string     `json:"code" example:"first_contact"`
	State  string     `json:"state" enums:"next,now,late,paused,done,kept,kept_late,broken,skipped"`
	Title  string     `json:"title" example:"We contact Sam"`
	Detail *string    `json:"detail" extensions:"x-nullable"`
	At     *time.Time `json:"at" format:"date-time" extensions:"x-nullable"`     // when it happened
	DueAt  *time.Time `json:"due_at" format:"date-time" extensions:"x-nullable"` // by when it is promised
}

func stepsOf(steps []promise.Step, texts *locale.Printer) []ReferralStep {
	out := make([]ReferralStep, len(steps))
	for i, s := range steps {
		out[i] = ReferralStep{
			Code: string(s.Code), State: string(s.State), Title: texts.Text(s.Title), Detail: textOrNull(texts, s.Detail),
			At: timeOrNull(s.AtMS), DueAt: timeOrNull(s.DueMS),
		}
	}
	return out
}

// ReferralContact is a contact that took place.
//
//	@Description	A contact that took place.
type ReferralContact struct {
	N       int64     `json:"n"`
	At      time.Time `json:"at" format:"date-time"`
	By      *string   `json:"by" extensions:"x-nullable"` // the staff member; null to partners
	Channel string    `json:"channel" enums:"email,phone,text,video,in_person"`
	Outcome string    `json:"outcome" enums:"reached,no_answer,left_word,meeting_booked,asked_to_stop"`
	Attempt bool      `json:"attempt"`                                             // it counts towards the promised number
	Clause  *string   `json:"clause" example:"before_yes" extensions:"x-nullable"` // the clause of the promise that it broke
}

func (v viewer) contacts(r *referral.Referral) []ReferralContact {
	out := make([]ReferralContact, len(r.Contacts))
	for i, c := range r.Contacts {
		out[i] = ReferralContact{
			N: c.Seq, At: timeOf(c.AtMS), By: v.staff(c.By), Channel: string(c.Channel), Outcome: string(c.Outcome),
			Attempt: c.Attempt, Clause: orNull(string(c.Clause)),
		}
	}
	return out
}

// staff is the id of a staff member, which is nobody else's business.
func (v viewer) staff(id string) *string {
	if v.partner {
		return nil
	}
	return orNull(id)
}

// ReferralNext is what was agreed with the person.
//
//	@Description	What was agreed with the person, and for when.
type ReferralNext struct {
	What *string   `json:"what" extensions:"x-nullable"` // null to partners, and after erasure
	At   time.Time `json:"at" format:"date-time"`
}

func (v viewer) next(r *referral.Referral) *ReferralNext {
	if r.NextMS == 0 {
		return nil
	}
	n := &ReferralNext{At: timeOf(r.NextMS)}
	if !v.partner {
		n.What = orNull(r.Personal.NextDo)
	}
	return n
}

// ReferralBreach is a promise that somebody says was broken.
//
//	@Description	A promise that somebody says was broken. It counts unless it was answered as not upheld.
type ReferralBreach struct {
	N          int64      `json:"n"`
	At         time.Time  `json:"at" format:"date-time"`
	By         string     `json:"by" enums:"person,referrer,record"` // record: a contact was recorded that the promise didn't allow
	Kind       string     `json:"kind" example:"contacted_before_yes"`
	Clause     *string    `json:"clause" extensions:"x-nullable"`
	Words      *string    `json:"words" extensions:"x-nullable"` // of the reporter; a person's are null to partners
	Counts     bool       `json:"counts"`
	AnsweredAt *time.Time `json:"answered_at" format:"date-time" extensions:"x-nullable"`
	Upheld     *bool      `json:"upheld" extensions:"x-nullable"` // null until it is answered
	Answer     *string    `json:"answer" extensions:"x-nullable"`
}

func (v viewer) breaches(r *referral.Referral) []ReferralBreach {
	out := make([]ReferralBreach, len(r.Breaches))
	for i, b := range r.Breaches {
		out[i] = ReferralBreach{
			N: b.N, At: timeOf(b.AtMS), By: b.By, Kind: b.Kind, Clause: orNull(string(b.Clause)), Counts: b.Counts(),
			AnsweredAt: timeOrNull(b.AnsweredMS),
		}
		if !v.partner || b.By == "referrer" {
			out[i].Words = orNull(r.Reason(b.EventSeq))
		}
		if b.AnsweredMS != 0 {
			out[i].Upheld, out[i].Answer = new(b.Upheld), orNull(r.Reason(b.AnswerSeq))
		}
	}
	return out
}

// ReferralClaim protects an introduction against later ones of the same person.
//
//	@Description	How long the introduction is protected against later ones of the same person.
type ReferralClaim struct {
	ProtectedUntil *time.Time `json:"protected_until" format:"date-time" extensions:"x-nullable"` // null while it is put off
	Ended          *string    `json:"ended" example:"expired" extensions:"x-nullable"`            // why the protection ended
}

// ReferralEvent is one entry of the history.
//
//	@Description	One entry of the history. It holds ids and codes; written words are erased with the person's details.
type ReferralEvent struct {
	N      int64      `json:"n"`
	At     time.Time  `json:"at" format:"date-time"`
	Verb   string     `json:"verb" example:"accept"`
	By     EventActor `json:"by"`
	From   *string    `json:"from" extensions:"x-nullable"` // the status before, where it moved
	To     *string    `json:"to" extensions:"x-nullable"`
	Reason *string    `json:"reason" extensions:"x-nullable"` // a code
	Words  *string    `json:"words" extensions:"x-nullable"`  // null to partners
}

// EventActor is who did something.
//
//	@Description	Who did something, and the key that asked on their behalf.
type EventActor struct {
	Kind string  `json:"kind" example:"staff"`
	ID   *string `json:"id" extensions:"x-nullable"`  // null to partners where it is a staff member's
	Via  *string `json:"via" extensions:"x-nullable"` // the key
}

// maxEventsShown bounds an answer.
const maxEventsShown = 100

func (v viewer) events(r *referral.Referral) []ReferralEvent {
	events := r.Events[max(0, len(r.Events)-maxEventsShown):]
	out := make([]ReferralEvent, len(events))
	for i, e := range events {
		out[i] = ReferralEvent{
			N: e.Seq, At: timeOf(e.AtMS), Verb: e.Verb, From: orNull(e.From), To: orNull(e.To), Reason: orNull(e.Reason),
			By: EventActor{Kind: string(e.Actor.Kind), ID: orNull(e.Actor.ID), Via: orNull(e.Actor.Via)},
		}
		switch {
		case !v.partner:
			out[i].Words = orNull(r.Reason(e.Seq))
		case e.Actor.Kind != "partner_key" && e.Actor.Kind != "referrer":
			out[i].By.ID, out[i].By.Via = nil, nil
		}
	}
	return out
}

// ContactWindow is a span of hours on some weekdays.
//
//	@Description	Hours on some weekdays, in the person's zone.
type ContactWindow struct {
	Weekdays []int  `json:"weekdays" minItems:"1" maxItems:"7" minimum:"1" maximum:"7"` // 1 is Monday
	From     string `json:"from" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" example:"09:00"`
	To       string `json:"to" pattern:"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$" example:"18:00"`
}

func wishOf(w promise.Wish) *ReferralWish {
	out := &ReferralWish{Channels: channelsOf(w.Channels), At: timeOrNull(w.AtMS)}
	if w.Window != nil {
		out.Window = &ContactWindow{Weekdays: w.Window.Weekdays, From: string(w.Window.From), To: string(w.Window.To)}
	}
	return out
}

func channelsOf(channels []promise.Channel) []string {
	out := make([]string, len(channels))
	for i, c := range channels {
		out[i] = string(c)
	}
	return out
}

// window reads a window; app checks it.
func (w *ContactWindow) window() *calendar.Window {
	if w == nil {
		return nil
	}
	return &calendar.Window{Weekdays: w.Weekdays, From: calendar.TimeOfDay(w.From), To: calendar.TimeOfDay(w.To)}
}
