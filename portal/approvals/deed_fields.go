package approvals

import (
	"time"

	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// The longest texts that a decision takes, as app has them.
const (
	maxNote      = 2000
	maxReference = 200
)

// inputs are the fields of all deeds; what else a form holds isn't kept.
var inputs = []string{"until", "reason", "reference", "amount", "note"}

func nothing(ui.Frame, dossier) []view.Field { return nil }

func note(f ui.Frame) view.Field {
	return view.Field{Name: "note", Type: view.LongText, Label: f.T("approvals.field.note"), Help: f.T("approvals.field.note_help"), MaxLength: maxNote}
}

// reasons are words that the referrer reads, as they read them; told is false
// where they don't.
func reasons(f ui.Frame, codes []string, told bool) view.Field {
	q := view.Field{Name: "reason", Type: view.Choice, Label: f.T("approvals.field.reason"), Required: true}
	if told {
		q.Help = f.T("approvals.field.reason_help")
	}
	for _, code := range codes {
		label := f.T("approvals.reason." + code)
		if told {
			label = f.T("approvals.field.reads", "words", f.T("reward.reason."+code))
		}
		q.Options = append(q.Options, view.Option{Value: code, Label: label})
	}
	return q
}

func because(codes []string, told bool) func(ui.Frame, dossier) []view.Field {
	return func(f ui.Frame, _ dossier) []view.Field { return []view.Field{reasons(f, codes, told), note(f)} }
}

func receipt(f ui.Frame, _ dossier) []view.Field {
	return []view.Field{
		{Name: "reference", Type: view.Text, Label: f.T("approvals.field.reference"), Help: f.T("approvals.field.reference_help"), Required: true, MaxLength: maxReference},
		note(f),
	}
}

// holding asks until when; not before the hold of the rule ends.
func holding(f ui.Frame, d dossier) []view.Field {
	q := view.Field{Name: "until", Type: view.Date, Label: f.T("approvals.field.until"), Required: true}
	if end := d.Reward.HoldUntilMS; d.Reward.Status == reward.Held && d.Reward.HeldBy == "" && end != 0 {
		q.Min = time.UnixMilli(end).In(location(d.Reward.Calendar.Zone)).AddDate(0, 0, 1).Format(time.DateOnly)
		q.Help = f.T("approvals.field.until_help", "date", f.Day(end, d.Reward.Calendar.Zone))
	}
	return []view.Field{q, reasons(f, reward.HoldReasons, true), note(f)}
}

// mending asks for the amount where none could be computed.
func mending(f ui.Frame, d dossier) []view.Field {
	if d.Reward.Amount.Amount > 0 {
		return []view.Field{note(f)}
	}
	most := d.Reward.Rule.Most()
	return []view.Field{
		{
			Name: "amount", Type: view.Number, Label: f.T("approvals.field.amount", "currency", upper(most.Currency)), Required: true,
			Help: f.T("approvals.field.amount_help", "most", f.Money(most)), MaxLength: 20,
		},
		note(f),
	}
}
