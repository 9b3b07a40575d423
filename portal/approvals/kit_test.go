package approvals_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/approvals"
	"github.com/goodword/goodword/portal/portaltest"
)

const desk = "/staff/rewards"

// house is a portal in which rewards come about.
type house struct {
	*portaltest.Kit
	rep, anna, ben *member.Member
	kim            *member.Member
	prog           *program.Program
}

// newHouse has two approvers, a rep and a customer who refers; change may alter the
// program.
func newHouse(t *testing.T, change ...func(*program.Terms)) *house {
	t.Helper()
	h := &house{Kit: portaltest.New(t, portaltest.Pages(approvals.New))}
	h.rep = h.Staff("Rita Sommer", aggregate.Rep)
	h.anna, h.ben = h.Staff("Anna Voss", aggregate.Approver), h.Staff("Ben Okoro", aggregate.Approver)
	h.kim = h.Customer("Kim Muster")
	h.prog = h.Program(h.rep, change...)
	return h
}

// priced sets what the program's rule gives.
func priced(minor int64) func(*program.Terms) {
	return func(t *program.Terms) { t.Rewards.Rules[0].Price.Amount = minor }
}

// won has an introduction come to a deal of 1,000.00, and returns its reward, held.
func (h *house) won(person string) *reward.Reward {
	h.T.Helper()
	ctx, rep := h.T.Context(), h.As(h.rep)
	handle := strings.ToLower(strings.ReplaceAll(person, " ", "."))
	r := h.Introduce(h.kim, h.prog, map[string]any{
		"name": person, "company": person + " Logistics", "why": "They plan the routes of " + person + " on paper and lose an hour each day.",
	})
	if r.Status == referral.InReview {
		_, err := h.App.Referrals.Accept(ctx, h.As(h.anna), r.ID, app.Remarked{})
		h.Must(err)
	}
	_, err := h.App.Referrals.RecordYes(ctx, rep, r.ID, app.RecordYes{
		Channel: "reply", Evidence: "They wrote back: happy to talk.",
		Details: app.YesInput{Email: handle + "@raman.org"},
	})
	h.Must(err)
	_, err = h.App.Referrals.Win(ctx, rep, r.ID, app.WinReferral{
		ExternalID: "D-" + handle, Amount: money.Of(100_000, "eur"), Evidence: app.DealEvidence{Kind: "contract", Reference: "C-" + handle}, Note: "Signed by their CFO.",
	})
	h.Must(err)
	h.Run()
	return h.reward(r.ID)
}

// waiting is won, with the hold over.
func (h *house) waiting(person string) *reward.Reward {
	h.T.Helper()
	w := h.won(person)
	h.Clock.Advance(31 * 24 * time.Hour)
	h.Run()
	if w = h.reward(w.ReferralID); w.Status != reward.AwaitingApproval {
		h.T.Fatalf("the reward is %s", w.Status)
	}
	return w
}

// reward is the only one of a referral, as it is now.
func (h *house) reward(referralID string) *reward.Reward {
	h.T.Helper()
	list, err := h.App.Rewards.List(h.T.Context(), portaltest.Operator.Actor, app.RewardFilter{ReferralID: referralID}, app.Page{})
	h.Must(err)
	if len(list.Docs) != 1 {
		h.T.Fatalf("%d rewards", len(list.Docs))
	}
	return list.Docs[0]
}

// is fails the test unless the reward stands so.
func (h *house) is(r *reward.Reward, want reward.Status) *reward.Reward {
	h.T.Helper()
	now := h.reward(r.ReferralID)
	if now.Status != want {
		h.T.Fatalf("the reward is %s, not %s", now.Status, want)
	}
	return now
}

// do opens the page of a deed, fills it in and presses its button.
func do(b *portaltest.Browser, r *reward.Reward, deed string, typed url.Values) *portaltest.Page {
	path := desk + "/" + r.ID + "/" + deed
	form := b.Get(path).Form(path)
	for name, values := range typed {
		form[name] = values
	}
	return b.Post(path, form)
}

// shows fails the test for each of the words that a page lacks.
func shows(t *testing.T, p *portaltest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if !p.Has(w) {
			t.Errorf("%d: the page lacks %q:\n%s", p.Status, w, p.Text())
		}
	}
}

// hides fails the test for each of the words that a page has.
func hides(t *testing.T, p *portaltest.Page, words ...string) {
	t.Helper()
	for _, w := range words {
		if slices.ContainsFunc([]string{p.Text()}, func(s string) bool { return strings.Contains(s, w) }) {
			t.Errorf("%d: the page has %q:\n%s", p.Status, w, p.Text())
		}
	}
}
