package office

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/referral"
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
	Buyers   []view.Option // introductions whose person may pay
	Names    *names
}

// upcomingRow is work that comes next.
type upcomingRow struct {
	When string
	What string
	Of   thing
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
		row := upcomingRow{When: f.Moment(t.DueMS, zone), What: taskWord(f, t.Kind)}
		if noun := nounOf(t); noun == "" {
			row.Of.Name = t.Queue
		} else if row.Of, err = v.Names.of(noun, t.ID); err != nil {
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
	if v.Buyers, err = p.buyers(c, f); err != nil {
		return err
	}
	if err := v.name(); err != nil {
		return err
	}
	return p.Show(c, sandboxPage(f, v))
}

// name looks up what the page names, so that drawing reads nothing.
func (v sandboxView) name() error {
	for _, a := range v.State.Accounts {
		if _, err := v.Names.of(activity.Member, a.MemberID); err != nil {
			return err
		}
	}
	for _, t := range v.State.Transfers {
		if _, err := v.Names.of(activity.Reward, t.RewardID); err != nil {
			return err
		}
	}
	return nil
}

// owner is whose account it is.
func (v sandboxView) owner(a page.SandboxAccount) string { return v.Names.known[a.MemberID].Name }

// reward is what a transfer paid.
func (v sandboxView) reward(t page.SandboxTransfer) thing { return v.Names.known[t.RewardID] }

// buyersShown is how many introductions of a kind the form of a payment offers.
const buyersShown = 50

// buyers are the introductions whose person may pay: those in follow-up, then those
// that were won.
func (p *Pages) buyers(c *gin.Context, f ui.Frame) ([]view.Option, error) {
	var out []view.Option
	for _, filter := range []app.ReferralFilter{{Stage: string(referral.StageFollowed)}, {Status: string(referral.Won)}} {
		list, err := p.App.Referrals.List(c.Request.Context(), page.ReaderOf(c).Actor, filter, app.Page{Limit: buyersShown})
		if err != nil {
			return nil, err
		}
		for _, r := range list.Docs {
			name := nameOr(f, r.Personal.Name)
			if r.Personal.Company != "" {
				name = f.T("office.sandbox.buyer", "name", name, "company", r.Personal.Company)
			}
			out = append(out, view.Option{Value: r.ID, Label: f.T("office.sandbox.buyer_state", "buyer", name, "state", f.T("desk.status."+string(r.Status)))})
		}
	}
	return out, nil
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

// reversed is what was taken back of a transfer, or a dash.
func reversed(f ui.Frame, t page.SandboxTransfer) string {
	if t.Reversed.Amount == 0 {
		return "–"
	}
	return f.Money(t.Reversed)
}
