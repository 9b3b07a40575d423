package desk

import (
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
)

// What the person said to us, by a reply or on the phone.

var yesAction = action{name: "yes", key: "yes", verb: referral.Yes,
	fields: func(a asking) []view.Field {
		f := a.f
		return []view.Field{
			{Name: "channel", Type: view.Choice, Required: true, Label: f.T("desk.field.yes_channel"), Options: options(f, "desk.yes.", []string{"reply", "phone"})},
			longText(f, "evidence", "desk.field.yes_evidence", true),
			{Name: "channels", Type: view.Several, Label: f.T("desk.field.wish"), Help: f.T("desk.field.wish.help"), Options: channelOptions(a)},
			{Name: "email", Type: view.Email, Label: f.T("desk.field.email"), Help: f.T("desk.field.email.help"), MaxLength: 254},
			{Name: "phone", Type: view.Phone, Label: f.T("desk.field.phone"), MaxLength: 40},
		}
	},
	do: func(d doing) error {
		in := app.RecordYes{Channel: d.one("channel"), Evidence: d.one("evidence"), Details: app.YesInput{Email: d.one("email"), Phone: d.one("phone")}}
		for _, ch := range d.typed["channels"] {
			in.Details.Wish.Channels = append(in.Details.Wish.Channels, promise.Channel(ch))
		}
		_, err := d.app.Referrals.RecordYes(d.ctx, d.call, d.i.Referral.ID, in)
		return err
	},
}

// confirmYesAction is the call that confirms a yes for which the person gave a
// number alone.
var confirmYesAction = action{name: "confirm-yes", key: "confirm_yes", verb: referral.ConfirmYes,
	when: func(i *item) bool { return i.Referral.Pending != nil && i.Referral.Pending.ByPhone },
	fields: func(a asking) []view.Field {
		said := longText(a.f, "evidence", "desk.field.yes_evidence", true)
		if a.i.Referral.Pending != nil {
			said.Help = a.f.T("desk.field.yes_evidence.call", "phone", a.i.Referral.Pending.Details.Phone)
		}
		return []view.Field{said}
	},
	do: func(d doing) error {
		_, err := d.app.Referrals.RecordYes(d.ctx, d.call, d.i.Referral.ID, app.RecordYes{Channel: "phone", Evidence: d.one("evidence")})
		return err
	},
}

var notNowAction = action{name: "not-now", key: "not_now", verb: referral.NotNow,
	fields: func(a asking) []view.Field {
		return []view.Field{
			{Name: "until", Type: view.Date, Required: true, Label: a.f.T("desk.field.until"), Help: a.f.T("desk.field.until.help")},
			longText(a.f, "reason", "desk.field.said", false),
		}
	},
	do: func(d doing) error {
		until, err := d.when("until", "00:00")
		if err != nil {
			return err
		}
		if until == nil {
			return fault.OfField("/until", "required", "Choose a day.")
		}
		_, err = d.app.Referrals.Defer(d.ctx, d.call, d.i.Referral.ID, app.DeferReferral{Until: *until, Reason: d.one("reason")})
		return err
	},
}

var noAction = action{name: "no", key: "no", verb: referral.No, sure: true,
	when:   func(i *item) bool { return i.Referral.NoMS == 0 },
	fields: func(a asking) []view.Field { return []view.Field{longText(a.f, "reason", "desk.field.said", true)} },
	do: func(d doing) error {
		_, err := d.app.Referrals.RecordNo(d.ctx, d.call, d.i.Referral.ID, app.Reasoned{Reason: d.one("reason")})
		return err
	},
}

var proveAction = action{name: "prove", key: "prove", verb: referral.Prove,
	when:   func(i *item) bool { return i.Referral.Class != referral.Introduced },
	fields: func(a asking) []view.Field { return []view.Field{longText(a.f, "evidence", "desk.field.reply", true)} },
	do: func(d doing) error {
		_, err := d.app.Referrals.Prove(d.ctx, d.call, d.i.Referral.ID, app.ProveReferral{Evidence: d.one("evidence")})
		return err
	},
}

var bounceAction = action{name: "bounce", key: "bounce", verb: referral.Bounce,
	do: func(d doing) error {
		_, err := d.app.Referrals.Bounce(d.ctx, d.call, d.i.Referral.ID)
		return err
	},
}

var correctAction = action{name: "correct", key: "correct", verb: referral.Correct,
	when: func(i *item) bool { return i.Referral.Review.Bounced },
	fields: func(a asking) []view.Field {
		return []view.Field{{Name: "email", Type: view.Email, Required: true, Label: a.f.T("desk.field.right_email"), MaxLength: 254}}
	},
	do: func(d doing) error {
		_, err := d.app.Referrals.Correct(d.ctx, d.call, d.i.Referral.ID, app.CorrectReferral{Email: d.one("email")})
		return err
	},
}

// channelOptions are the ways of contact.
func channelOptions(a asking) []view.Option {
	var out []view.Option
	for _, ch := range promise.Channels() {
		out = append(out, view.Option{Value: string(ch), Label: a.f.T("page.channel." + string(ch))})
	}
	return out
}
