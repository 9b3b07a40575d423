package approvals

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/ledger"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// payment is one of the customer's.
type payment struct {
	Amount, Tax, Refunded money.Money
	AtMS                  int64
	Reference             string
	Disputed, Lost        bool
}

func payments(r *referral.Referral) []payment {
	if r == nil {
		return nil
	}
	var out []payment
	for _, p := range r.Deal.Payments {
		one := payment{
			Amount: p.Amount, Tax: money.Of(p.Tax, p.Amount.Currency), Refunded: money.Of(p.Refunded, p.Amount.Currency), AtMS: p.PaidMS,
			Reference: p.InvoiceID, Disputed: p.Disputed(),
		}
		if one.Reference == "" {
			one.Reference = p.FactID
			if _, id, ours := strings.Cut(p.FactID, "|"); ours {
				one.Reference = id
			}
		}
		for _, d := range p.Disputes {
			one.Lost = one.Lost || d.State == deal.Lost
		}
		out = append(out, one)
	}
	return out
}

// dealFacts are what the deal is and what shows it.
func dealFacts(f ui.Frame, d dossier) []view.Fact {
	if d.Referral == nil || !d.Referral.Deal.Closed() {
		return nil
	}
	won, zone := d.Referral.Deal, d.Reward.Calendar.Zone
	out := []view.Fact{
		{Label: f.T("approvals.deal.amount"), Value: f.Money(won.Amount)},
		{Label: f.T("approvals.deal.won"), Value: f.Day(won.WonMS, zone)},
		{Label: f.T("approvals.deal.source"), Value: f.T("approvals.source." + string(won.Source))},
	}
	if won.Evidence != nil {
		out = append(out, view.Fact{
			Label: f.T("approvals.deal.document"), Value: f.T("approvals.document."+won.Evidence.Kind, "reference", won.Evidence.Reference),
		})
	}
	if won.ExternalID != "" {
		out = append(out, view.Fact{Label: f.T("approvals.deal.external"), Value: won.ExternalID})
	}
	if note := wonNote(d.Referral); note != "" {
		out = append(out, view.Fact{Label: f.T("approvals.deal.note"), Value: note})
	}
	return out
}

// wonNote is what somebody wrote to the approvers when the deal was won.
func wonNote(r *referral.Referral) string {
	for _, e := range slices.Backward(r.Events) {
		if e.To == string(referral.Won) {
			return r.Personal.Reasons[strconv.FormatInt(e.Seq, 10)]
		}
	}
	return ""
}

// finding is one remark of vetting.
type finding struct {
	Chip   view.Status
	Detail message.Message
	Points int
	Of     int
}

func findings(r *referral.Referral) []finding {
	if r == nil || r.Verdict == nil {
		return nil
	}
	var out []finding
	for _, p := range remarks(r.Verdict) {
		out = append(out, finding{
			Chip: view.Status{Tone: partTone(p), Word: message.Of("approvals.outcome." + string(p.Outcome))}, Detail: p.Detail(), Points: p.Points, Of: p.Of,
		})
	}
	return out
}

// score is the verdict's sum; false where nobody vetted.
func score(r *referral.Referral) (n int, there bool) {
	if r == nil || r.Verdict == nil {
		return 0, false
	}
	return r.Verdict.Score, true
}

// historyFacts are what came of the referrer's introductions and rewards.
func historyFacts(f ui.Frame, d dossier) []view.Fact {
	h := d.History
	fact := func(key string, n int64) view.Fact {
		return view.Fact{Label: f.T(key), Value: f.T("approvals.history.n", "count", n)}
	}
	return []view.Fact{
		fact("approvals.history.introduced", h.Introduced),
		fact("approvals.history.won", h.Referrals[referral.Won]),
		fact("approvals.history.refused", h.Referrals[referral.Refused]+h.Referrals[referral.Declined]+h.Referrals[referral.Stopped]),
		fact("approvals.history.paid", h.Rewards["paid"]),
		fact("approvals.history.rejected", h.Rewards["rejected"]),
		fact("approvals.history.back", h.Rewards["cancelled"]+h.Rewards["clawback_due"]+h.Rewards["clawed_back"]+h.Rewards["written_off"]),
	}
}

// booked is one entry of the books.
type booked struct {
	AtMS          int64
	Posting       message.Message
	Debit, Credit message.Message
	Amount        money.Money
}

func books(d dossier) []booked {
	var out []booked
	name := func(a ledger.Account) message.Message { return message.Of("approvals.account." + string(a)) }
	for _, e := range d.Entries {
		out = append(out, booked{
			AtMS: e.CreatedMS, Posting: message.Of("approvals.posting." + string(e.Posting)), Debit: name(e.Debit), Credit: name(e.Credit),
			Amount: money.Of(e.Minor, e.Currency),
		})
	}
	return out
}

// partOf writes what a part gave of what it could.
func partOf(f ui.Frame, one finding) string {
	return f.T("approvals.score.points", "points", one.Points, "of", one.Of)
}
