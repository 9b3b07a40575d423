package desk

import (
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
)

// What a rep did.

// outcomes are what can come of a contact.
var outcomes = []string{
	string(referral.Reached), string(referral.NoAnswer), string(referral.LeftWord), string(referral.MeetingBooked), string(referral.AskedToStop),
}

var contactAction = action{name: "contact", key: "contact", verb: referral.Contact,
	fields: func(a asking) []view.Field {
		f := a.f
		fields := []view.Field{
			{Name: "channel", Type: view.Choice, Required: true, Label: f.T("desk.field.channel"), Options: channelOptions(a)},
			{Name: "outcome", Type: view.Choice, Required: true, Label: f.T("desk.field.outcome"), Options: options(f, "desk.outcome.", outcomes)},
			{Name: "asked_for", Type: view.Consent, Label: f.T("desk.field.asked_for"), Help: f.T("desk.field.asked_for.help")},
		}
		fields = append(fields, dayFields(a, "meeting_at", "meeting_at", false)...)
		fields = append(fields, dayFields(a, "at", "at", false)...)
		return append(fields, longText(f, "note", "desk.field.note", false))
	},
	heed: heedContact,
	do: func(d doing) error {
		in, err := contactOf(d)
		if err != nil {
			return err
		}
		_, err = d.app.Referrals.RecordContact(d.ctx, d.call, d.i.Referral.ID, in)
		return ofRange(err)
	},
}

// contactOf reads what took place.
func contactOf(d doing) (app.RecordContact, error) {
	in := app.RecordContact{
		Channel: promise.Channel(d.one("channel")), Outcome: referral.Outcome(d.one("outcome")), AskedFor: d.one("asked_for") == "yes", Note: d.one("note"),
	}
	var err error
	if in.At, err = d.happened("at"); err != nil {
		return in, err
	}
	in.MeetingAt, err = d.when("meeting_at", "09:00")
	if err == nil && in.MeetingAt != nil && in.Outcome != referral.MeetingBooked {
		err = fault.OfField("/meeting_at", "no_meeting", "Only a booked meeting has a date.")
	}
	return in, err
}

// heedContact says what recording a contact will mean: that it broke the promise, or
// that it ends all contact. The truth can be recorded all the same.
func heedContact(a asking, d doing) (string, error) {
	in, err := contactOf(d)
	if err != nil {
		return "", err
	}
	if in.Outcome == referral.AskedToStop {
		return a.f.T("desk.heed.stop", "person", a.i.person(a.f)), nil
	}
	v, err := d.app.Referrals.MayContact(d.ctx, a.i.Me, a.i.Referral.ID, app.CheckContact{Channel: in.Channel, AskedFor: in.AskedFor, At: in.At})
	if err != nil || v.Allowed {
		return "", err
	}
	return a.f.T("desk.heed.breach", "why", a.f.Text(v.Detail)), nil
}

var meetingAction = action{name: "meeting", key: "meeting", verb: referral.Meeting,
	fields: func(a asking) []view.Field {
		return append(dayFields(a, "at", "held", true), longText(a.f, "note", "desk.field.note", false))
	},
	do: func(d doing) error {
		at, err := d.happened("at")
		if err != nil {
			return err
		}
		_, err = d.app.Referrals.Meet(d.ctx, d.call, d.i.Referral.ID, app.HoldMeeting{At: at, Note: d.one("note")})
		return ofRange(err)
	},
}

var nextStepAction = action{name: "next-step", key: "next_step", verb: referral.NextStep,
	fields: func(a asking) []view.Field {
		return append([]view.Field{text(a.f, "what", "desk.field.what", true, 500)}, dayFields(a, "at", "next_at", true)...)
	},
	do: func(d doing) error {
		at, err := d.when("at", "09:00")
		if err != nil {
			return err
		}
		if at == nil {
			return fault.OfField("/at", "required", "Choose a day.")
		}
		_, err = d.app.Referrals.AgreeNext(d.ctx, d.call, d.i.Referral.ID, app.NextStep{What: d.one("what"), At: *at})
		return err
	},
}

var assignAction = action{name: "assign", key: "assign", verb: referral.Assign,
	fields: func(a asking) []view.Field {
		return []view.Field{{Name: "rep_id", Type: view.Choice, Required: true, Label: a.f.T("desk.field.rep"), Options: a.team}}
	},
	do: func(d doing) error {
		_, err := d.app.Referrals.Assign(d.ctx, d.call, d.i.Referral.ID, app.AssignReferral{RepID: d.one("rep_id")})
		return err
	},
}
