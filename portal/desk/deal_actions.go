package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// What became of it in money.

// documents are the kinds of document that show a deal.
var documents = []string{"contract", "invoice", "order", "statement", "payment"}

// lostCodes are the reasons of a loss, as the application takes them.
var lostCodes = []string{"no_need", "no_budget", "bad_timing", "competitor", "no_answer", "not_a_fit", "other"}

var wonAction = action{name: "won", key: "won", verb: referral.Win, sure: true,
	when: func(i *item) bool {
		_, err := i.Referral.MayWin(i.Me, time.UnixMilli(i.NowMS))
		return err == nil
	},
	fields: func(a asking) []view.Field {
		f := a.f
		fields := append(amountFields(a, "desk.field.amount"),
			view.Field{Name: "kind", Type: view.Choice, Required: true, Label: f.T("desk.field.document"), Options: options(f, "desk.document.", documents)},
			view.Field{Name: "reference", Type: view.Text, Required: true, Label: f.T("desk.field.reference"), Help: f.T("desk.field.reference.help"), MaxLength: 128},
			view.Field{Name: "won_at", Type: view.Date, Label: f.T("desk.field.won_at"), Help: f.T("desk.field.today")},
		)
		return append(fields, longText(f, "note", "desk.field.note", false))
	},
	do: func(d doing) error {
		amount, at, err := d.dated("won_at")
		if err != nil {
			return err
		}
		_, err = d.app.Referrals.Win(d.ctx, d.call, d.i.Referral.ID, app.WinReferral{
			ExternalID: d.one("reference"), Amount: amount, WonAt: at, Note: d.one("note"),
			Evidence: app.DealEvidence{Kind: d.one("kind"), Reference: d.one("reference")},
		})
		return repoint(ofRange(err), "external_id", "reference")
	},
}

var lostAction = action{name: "lost", key: "lost", verb: referral.Lose,
	fields: func(a asking) []view.Field {
		return []view.Field{
			{Name: "code", Type: view.Choice, Required: true, Label: a.f.T("desk.field.code"), Options: options(a.f, "desk.lost.", lostCodes)},
			longText(a.f, "note", "desk.field.note", false),
		}
	},
	do: func(d doing) error {
		_, err := d.app.Referrals.Lose(d.ctx, d.call, d.i.Referral.ID, app.LoseReferral{Code: d.one("code"), Note: d.one("note")})
		return err
	},
	undo: func(i *item) string { return path(i.Referral.ID) + "/lost/undo" },
}

var reopenAction = action{name: "reopen", key: "reopen", verb: referral.Reopen,
	fields: func(a asking) []view.Field { return []view.Field{longText(a.f, "reason", "desk.field.reopen", true)} },
	do: func(d doing) error {
		_, err := d.app.Referrals.Reopen(d.ctx, d.call, d.i.Referral.ID, app.Reasoned{Reason: d.one("reason")})
		return err
	},
}

var confirmWinAction = action{name: "confirm-win", key: "confirm_win", verb: referral.Dismiss, sure: true,
	when: func(i *item) bool { return len(i.Referral.Wins) > 0 },
	fields: func(a asking) []view.Field {
		return append(winChoice(a), longText(a.f, "note", "desk.field.note", false))
	},
	do: func(d doing) error {
		n, err := d.win()
		if err != nil {
			return err
		}
		_, err = d.app.Referrals.ConfirmWin(d.ctx, d.call, d.i.Referral.ID, n, app.Remarked{Reason: d.one("note")})
		return repoint(err, "reason", "note")
	},
}

var dismissWinAction = action{name: "dismiss-win", key: "dismiss_win", verb: referral.Dismiss,
	when: func(i *item) bool { return len(i.Referral.Wins) > 0 },
	fields: func(a asking) []view.Field {
		return append(winChoice(a), longText(a.f, "reason", "desk.field.dismiss", true))
	},
	do: func(d doing) error {
		n, err := d.win()
		if err != nil {
			return err
		}
		_, err = d.app.Referrals.DismissWin(d.ctx, d.call, d.i.Referral.ID, n, app.Reasoned{Reason: d.one("reason")})
		return err
	},
}

// winChoice asks which reported win is meant.
func winChoice(a asking) []view.Field {
	q := view.Field{Name: "n", Type: view.Choice, Required: true, Label: a.f.T("desk.field.win")}
	for _, w := range a.i.Referral.Wins {
		q.Options = append(q.Options, view.Option{Value: strconv.FormatInt(w.N, 10), Label: winWords(a.f, a.i, w)})
	}
	return []view.Field{q}
}

func (d doing) win() (int64, error) {
	n, err := strconv.ParseInt(d.one("n"), 10, 64)
	if err != nil {
		return 0, fault.OfField("/n", "not_a_choice", "Choose one of them.")
	}
	return n, nil
}

// amountFields ask for an amount and its currency.
func amountFields(a asking, label string) []view.Field {
	return []view.Field{
		{Name: "amount", Type: view.Text, Required: true, Label: a.f.T(label), Help: a.f.T("desk.field.amount.help"), MaxLength: 30},
		{Name: "currency", Type: view.Choice, Required: true, Label: a.f.T("desk.field.currency"), Options: a.i.currencies()},
	}
}

// dated reads an amount and the day that goes with it.
func (d doing) dated(day string) (money.Money, *time.Time, error) {
	amount, err := wording.Amount("/amount", d.one("amount"), d.one("currency"))
	if err != nil {
		return amount, nil, err
	}
	at, err := d.happened(day)
	return amount, at, err
}

// currencies are those to choose from: the program's own first.
func (i *item) currencies() []view.Option {
	codes := []string{i.Referral.Deal.Amount.Currency}
	for _, rule := range i.Terms.Rewards.Rules {
		codes = append(codes, rule.Currency)
	}
	codes = append(codes, "eur", "usd", "gbp", "chf", "sek", "nok", "dkk", "pln", "czk", "aud", "cad", "jpy")
	var out []view.Option
	for n, code := range codes {
		if code != "" && slices.Index(codes, code) == n {
			out = append(out, view.Option{Value: code, Label: strings.ToUpper(code)})
		}
	}
	return out
}
