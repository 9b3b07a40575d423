package approvals

import (
	"slices"
	"strconv"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/portal/ui"
)

// happening is an event in words.
type happening struct {
	AtMS   int64
	Who    string          // a member; "" for whom the Kind says
	Kind   message.Message // who it was, where it was nobody of ours
	What   message.Message
	Amount *money.Money
	Why    string // the reason's code
	Note   string // what they wrote
}

// happenings is the reward's history, the newest first.
func happenings(d dossier) []happening {
	var out []happening
	for _, e := range slices.Backward(d.Reward.Events) {
		h := happening{
			AtMS: e.AtMS, Who: d.Names[e.Actor.ID], Kind: message.Of("approvals.actor." + string(e.Actor.Kind)), What: message.Of("approvals.event." + e.Verb),
			Amount: amountIn(e), Why: e.Reason,
		}
		if e.Actor.Kind != aggregate.Staff {
			h.Who = ""
		}
		if d.Reward.Personal != nil {
			h.Note = d.Reward.Personal.Reasons[strconv.FormatInt(e.Seq, 10)]
		}
		out = append(out, h)
	}
	return out
}

// amountIn is the amount that an event names.
func amountIn(e aggregate.Event) *money.Money {
	minor, err := strconv.ParseInt(e.Data["amount"], 10, 64)
	if err != nil || e.Data["currency"] == "" {
		return nil
	}
	return new(money.Of(minor, e.Data["currency"]))
}

// who names the one of an event.
func who(f ui.Frame, h happening) string {
	if h.Who != "" {
		return h.Who
	}
	return f.Text(h.Kind)
}
