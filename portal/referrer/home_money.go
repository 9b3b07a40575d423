package referrer

import (
	"context"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// inShort is what the reader got and still gets, in short; /rewards says the rest.
type inShort struct {
	Figures  []figure
	Next     string // when the next payment can leave, and how much it is
	Waits    bool   // something is to be paid
	Standing transfer.Standing
}

// figure is a sum under one name.
type figure struct {
	Key    string
	Amount string
}

// groups are the figures, and the states that each adds up.
var groups = []struct {
	key    string
	states []reward.Status
}{
	{"home.money.paid", []reward.Status{reward.Paid}},
	{"home.money.approved", []reward.Status{reward.Approved, reward.Paying}},
	{"home.money.pending", []reward.Status{reward.Held, reward.AwaitingApproval, reward.Blocked}},
}

// inShort adds up the reader's rewards.
func (p *Pages) inShort(ctx context.Context, f ui.Frame, reader page.Reader) (inShort, error) {
	t, err := p.App.Rewards.Totals(ctx, reader.Actor, reader.Member.ID)
	if err != nil {
		return inShort{}, err
	}
	st, err := p.App.Payouts.State(ctx, reader.Actor, reader.Member.ID)
	if err != nil {
		return inShort{}, err
	}
	v := inShort{Waits: len(t.Pending) > 0, Standing: st.Standing}
	for _, g := range groups {
		if text := added(f, append(t.Years, t.Pending...), g.states); text != "" {
			v.Figures = append(v.Figures, figure{Key: g.key, Amount: text})
		}
	}
	if next := t.Next; next != nil {
		v.Next = f.T("home.money.next_due", "amount", next.Amount, "waits", hindrance(next))
		if from := next.PayableFromMS(); from > p.App.Now().UnixMilli() {
			v.Next = f.T("home.money.next", "amount", next.Amount, "date", message.Day{MS: from, Zone: next.Calendar.Zone})
		}
	}
	return v, nil
}

// hindrance is what a reward waits for first, whose date to be paid has come.
func hindrance(r *reward.Reward) message.Message {
	for _, w := range r.WaitsFor() {
		return w.Message
	}
	return message.Of("home.money.under_way")
}

// added is the sum of some states, one amount for each currency; "" for nothing.
func added(f ui.Frame, sums []reward.Sum, states []reward.Status) string {
	var order []string
	by := map[string]int64{}
	for _, s := range sums {
		for _, state := range states {
			if s.Status != state {
				continue
			}
			if _, known := by[s.Amount.Currency]; !known {
				order = append(order, s.Amount.Currency)
			}
			by[s.Amount.Currency] += s.Amount.Amount
		}
	}
	text := ""
	for i, currency := range order {
		if i > 0 {
			text += " + "
		}
		text += f.Money(money.Of(by[currency], currency))
	}
	return text
}
