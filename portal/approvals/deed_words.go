package approvals

import (
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// facts are what a decision binds: for whom, and how much.
func (v deedPage) facts(f ui.Frame) []view.Fact {
	r := v.Dossier.Reward
	out := []view.Fact{
		{Label: f.T("approvals.payee.name"), Value: nameOr(f, v.Dossier.Names[r.PayeeID])},
		{Label: f.T("approvals.col.amount"), Value: amountOf(f, r.Amount)},
		{Label: f.T("approvals.col.stands"), Value: f.T("approvals.status." + string(r.Status))},
	}
	if r.Reclaimed.Amount > 0 {
		out = append(out, view.Fact{Label: f.T("approvals.deed.due_back"), Value: f.Money(r.Reclaimed)})
	}
	return out
}

// consequences say what will happen, in order.
func (v deedPage) consequences() []message.Message {
	r := v.Dossier.Reward
	if v.Deed.verb != reward.Approve {
		return []message.Message{message.Of(v.Deed.key("then")), message.Of(v.Deed.key("told"))}
	}
	if !v.Dossier.Options.Decides {
		return []message.Message{message.Of("approvals.deed.approve.second"), message.Of("approvals.deed.approve.binds")}
	}
	then := message.Of("approvals.deed.approve.by_hand")
	if r.Rule.Kind == reward.Cash {
		then = message.Of("approvals.deed.approve.cash", "amount", r.Amount)
		if v.Dossier.PayeeIn && v.Dossier.Payee.Standing != "ready" {
			then = message.Of("approvals.deed.approve.cash_later", "amount", r.Amount)
		}
	}
	return []message.Message{then, message.Of("approvals.deed.approve.binds")}
}
