package office

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

const (
	sandboxPath = "/staff/sandbox"
	// upcomingShown is how much of the work that comes next is listed.
	upcomingShown = 8
)

// sandboxView is what can be moved by hand.
type sandboxView struct {
	Now      string
	Today    string // ISO date, the first day that the clock can be moved to
	Next     string // when the next work is due; "" when there is none
	Upcoming []upcomingRow
	State    page.SandboxState
	Names    *names
}

// upcomingRow is work that comes next.
type upcomingRow struct {
	When string
	Kind string
	What thing
}

// showSandbox shows the clock and what the local server holds.
func (p *Pages) showSandbox(c *gin.Context) error {
	f, reader := p.Frame(c), page.ReaderOf(c)
	ctx := c.Request.Context()
	now := p.App.Now()
	v := sandboxView{Now: f.Moment(now.UnixMilli(), zone), Today: now.Format(time.DateOnly), Names: p.names(ctx, f, reader)}
	tasks, err := p.App.Upcoming(ctx, upcomingShown)
	if err != nil {
		return err
	}
	for i, t := range tasks {
		row := upcomingRow{When: f.Moment(t.DueMS, zone), Kind: t.Kind}
		if noun := nounOf(t); noun == "" {
			row.What.Name = t.Queue
		} else if row.What, err = v.Names.of(noun, t.ID); err != nil {
			return err
		}
		if i == 0 {
			v.Next = row.When
		}
		v.Upcoming = append(v.Upcoming, row)
	}
	if v.State, err = p.Sandbox.Look(ctx); err != nil {
		return err
	}
	if err := v.name(); err != nil {
		return err
	}
	return p.Show(c, sandboxPage(f, v))
}

// name looks up whose the accounts are, so that drawing reads nothing.
func (v sandboxView) name() error {
	for _, a := range v.State.Accounts {
		if _, err := v.Names.of(activity.Member, a.MemberID); err != nil {
			return err
		}
	}
	return nil
}

// owner is whose account it is.
func (v sandboxView) owner(a page.SandboxAccount) string { return v.Names.known[a.MemberID].Name }

// nounOf says what sort of document a task belongs to; "" for one without a page.
func nounOf(t app.DueTask) activity.Noun {
	switch t.Queue {
	case "referrals":
		return activity.Referral
	case "rewards":
		return activity.Reward
	case "members":
		return activity.Member
	}
	return ""
}

// currencies are those in which the sandbox's forms speak.
var currencies = []string{"eur", "usd", "gbp", "chf"}

// amountField and currencyField ask for money.
func amountField(f ui.Frame, name string) view.Field {
	return view.Field{Name: name, Type: view.Number, Label: f.T("office.sandbox.amount"), Help: f.T("office.sandbox.amount_help"), Required: true, MaxLength: 9}
}

// moneyOf reads whole units of a currency.
func moneyOf(units int64, currency string) money.Money {
	minor := units
	for range money.Digits(currency) {
		minor *= 10
	}
	return money.Of(minor, currency)
}

// accountStatus marks whether an account can be sent money.
func accountStatus(ready bool) view.Status {
	if ready {
		return view.Status{Tone: view.Good, Word: word("office.sandbox.account_ready")}
	}
	return view.Status{Tone: view.Wait, Word: word("office.sandbox.account_waits")}
}

// chargeStatus says what became of a payment.
func chargeStatus(c page.SandboxCharge) view.Status {
	switch {
	case c.Disputed:
		return view.Status{Tone: view.Stop, Word: word("office.sandbox.disputed")}
	case c.Refunded.Amount == c.Amount.Amount:
		return view.Status{Tone: view.Quiet, Word: word("office.sandbox.refunded")}
	}
	return view.Status{Tone: view.Good, Word: word("office.sandbox.paid")}
}

// disputeStatus says where a dispute stands.
func disputeStatus(d page.SandboxDispute) view.Status {
	switch {
	case d.Open:
		return view.Status{Tone: view.Wait, Word: word("office.sandbox.dispute_open")}
	case d.Won:
		return view.Status{Tone: view.Good, Word: word("office.sandbox.dispute_won")}
	}
	return view.Status{Tone: view.Stop, Word: word("office.sandbox.dispute_lost")}
}
