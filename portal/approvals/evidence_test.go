package approvals

import (
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

func TestEvidence(t *testing.T) {
	t.Parallel()
	pay := func(refunded int64, disputes ...deal.Dispute) deal.Deal {
		return deal.Deal{WonMS: 1, Source: deal.FromStripe, Payments: []deal.Payment{{Amount: money.Of(100, "eur"), Refunded: refunded, Disputes: disputes}}}
	}
	part := func(rule vetting.Rule, o vetting.Outcome) vetting.Part { return vetting.Part{Rule: rule, Outcome: o} }
	for name, c := range map[string]struct {
		deal    deal.Deal
		verdict *vetting.Verdict
		want    string
	}{
		"nothing":         {deal.Deal{}, nil, "!no deal, ~not paid yet, named, not vetted"},
		"paid and clean":  {pay(0), &vetting.Verdict{Score: 100}, "+deal from Stripe, +customer has paid, named, +score clean"},
		"partly refunded": {pay(40), &vetting.Verdict{Score: 100}, "+deal from Stripe, ~partly refunded, named, +score clean"},
		"refunded":        {pay(100), &vetting.Verdict{Score: 100}, "+deal from Stripe, !refunded, named, +score clean"},
		"disputed":        {pay(0, deal.Dispute{ID: "d", State: deal.Open}), &vetting.Verdict{Score: 100}, "+deal from Stripe, !payment disputed, named, +score clean"},
		"a document": {
			deal.Deal{WonMS: 1, Source: deal.FromStaff, Evidence: &deal.Evidence{Kind: "invoice"}}, &vetting.Verdict{Score: 100},
			"+invoice on file, ~not paid yet, named, +score clean",
		},
		"the gravest first": {
			pay(0), &vetting.Verdict{Score: 71, Parts: []vetting.Part{
				part(vetting.Name, vetting.Warn), part(vetting.Email, vetting.Pass), part(vetting.Phone, vetting.Warn), part(vetting.Self, vetting.Warn), part(vetting.Company, vetting.Fail),
			}},
			"+deal from Stripe, +customer has paid, named, ~score 71 of 100, !same details as referrer, !doubtful company, 2 more",
		},
	} {
		w := app.WaitingReward{Reward: &reward.Reward{Class: "named", Rule: reward.Rule{Trigger: reward.OnWon}}, Referral: &referral.Referral{Deal: c.deal, Verdict: c.verdict}}
		if got := spoken(t, evidence(w)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if got := spoken(t, evidence(app.WaitingReward{Reward: &reward.Reward{}})); got != "!introduction erased" {
		t.Errorf("without a referral: %s", got)
	}
}

// spoken writes chips as a reader sees them, with a sign for each tone.
func spoken(t *testing.T, chips []view.Status) string {
	t.Helper()
	all, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	f := ui.Frame{Words: all.For("en")}
	signs := map[view.Tone]string{view.Good: "+", view.Wait: "~", view.Stop: "!"}
	text := ""
	for i, c := range chips {
		if i > 0 {
			text += ", "
		}
		text += signs[c.Tone] + f.Text(c.Word)
	}
	return text
}
