package doortest

import (
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/portaltest"
)

// The situations from which cases start; each returns the id of what is asked
// about.

// inReview is an introduction that waits for a reviewer: the person is at the
// referrer's own company.
func (h *house) inReview() string {
	return h.introduced(referral.InReview, map[string]any{"email": "priya@lumen.org"})
}

// awaiting is one that waits for the person.
func (h *house) awaiting() string {
	return h.introduced(referral.AwaitingYes, map[string]any{"email": "priya@raman-logistics.de"})
}

func (h *house) introduced(want referral.Status, answers map[string]any) string {
	h.T.Helper()
	r := h.Introduce(h.people[customer], h.program, answers)
	if r.Status != want {
		h.T.Fatalf("it is %s: %+v", r.Status, r.Verdict)
	}
	return r.ID
}

// asked is one about which the referrer was asked.
func (h *house) asked() string {
	id := h.inReview()
	return h.after(h.App.Referrals.Ask(h.ctx(), h.As(h.people[reviewer]), id, app.Reasoned{Reason: "How do you know each other?"}))
}

// declined is one that a reviewer declined.
func (h *house) declined() string {
	id := h.inReview()
	return h.after(h.App.Referrals.Decline(h.ctx(), h.As(h.people[reviewer]), id, app.DeclineReferral{Code: "not_a_fit", Reason: "They are too far away."}))
}

// appealed is one about which the referrer appealed.
func (h *house) appealed() string {
	id := h.declined()
	return h.after(h.App.Referrals.Appeal(h.ctx(), h.As(h.people[customer]), id, app.Reasoned{Reason: "They are just around the corner."}))
}

// agreed is one whose person said yes.
func (h *house) agreed() string {
	id := h.awaiting()
	return h.after(h.App.Referrals.RecordYes(h.ctx(), h.As(h.people[rep]), id, app.RecordYes{Channel: "reply", Evidence: "Yes, please call me."}))
}

func (h *house) won() string {
	id := h.agreed()
	return h.after(h.App.Referrals.Win(h.ctx(), h.As(h.people[rep]), id, app.WinReferral{
		ExternalID: "C-17", Amount: money.Of(1_000_00, "eur"), Evidence: app.DealEvidence{Kind: "contract", Reference: "C-17"},
	}))
}

func (h *house) lost() string {
	id := h.agreed()
	return h.after(h.App.Referrals.Lose(h.ctx(), h.As(h.people[rep]), id, app.LoseReferral{Code: "no_budget"}))
}

// breached is one about which the referrer reported a breach.
func (h *house) breached() string {
	id := h.agreed()
	return h.after(h.App.Referrals.Report(h.ctx(), h.As(h.people[customer]), id, app.ReportBreach{Kind: "not_as_promised", Words: "They were called at night."}))
}

// after does everything that follows.
func (h *house) after(d app.Done[referral.Referral], err error) string {
	h.T.Helper()
	h.Must(err)
	h.Run()
	return d.Doc.ID
}

// held is the reward for a deal that was just won.
func (h *house) held() string { return h.rewardOf(h.won()).ID }

// waiting is one whose hold is over.
func (h *house) waiting() string {
	h.T.Helper()
	id := h.held()
	h.Clock.Advance(31 * 24 * time.Hour)
	h.Run()
	r, err := h.App.Rewards.Get(h.ctx(), portaltest.Operator.Actor, id)
	h.Must(err)
	if r.Status != reward.AwaitingApproval {
		h.T.Fatalf("the reward is %s", r.Status)
	}
	return id
}

// halfApproved is one that has the word of the first of two approvers.
func (h *house) halfApproved() string {
	h.T.Helper()
	id := h.waiting()
	_, err := h.App.Rewards.Approve(h.ctx(), h.As(h.people[second]), id)
	h.Must(err)
	h.Run()
	return id
}

// approvedGift is a gift to be handed over.
func (h *house) approvedGift() string { return h.halfApproved() }

func (h *house) rewardOf(referralID string) *reward.Reward {
	h.T.Helper()
	l, err := h.App.Rewards.List(h.ctx(), portaltest.Operator.Actor, app.RewardFilter{ReferralID: referralID}, app.Page{})
	h.Must(err)
	if len(l.Docs) != 1 {
		h.T.Fatalf("%d rewards", len(l.Docs))
	}
	return l.Docs[0]
}

// big makes the reward one that needs two approvers.
func big(t *program.Terms) { t.Rewards.Rules[0].Price.Amount = 120_000 }

// gift makes it one that is handed over.
func gift(t *program.Terms) { t.Rewards.Rules[0].Kind = reward.Gift }

// worked is a waiting reward for a deal that its approver followed up.
func (h *house) worked() string {
	h.T.Helper()
	h.people[rep], h.people[approver] = h.people[approver], h.people[rep]
	done, err := h.App.Members.ChangeStaff(h.ctx(), portaltest.Operator, h.people[rep].ID, app.DutiesInput{Roles: []string{"rep", "approver"}})
	h.Must(err)
	h.people[rep] = done.Doc
	id := h.waiting()
	h.people[rep], h.people[approver] = h.people[approver], h.people[rep]
	return id
}
