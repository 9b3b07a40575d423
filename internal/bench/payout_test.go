package bench

import (
	"fmt"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// visitor is a request that counts as a visit.
var visitor = link.Request{Method: "GET", UserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}

// BenchmarkPayout is a reward from approval to paid through the sandbox, against
// the sandbox's transfer alone by the same client.
func BenchmarkPayout(b *testing.B) {
	h := newHouse(b)
	ctx := b.Context()
	self := aggregate.Actor{Kind: aggregate.Referrer, ID: h.referrer.ID}
	_, err := h.app.Payouts.Onboard(ctx, self, "DE", "http://localhost/m/x", "http://localhost/m/x/return")
	h.must(err)
	m, err := h.app.Members.Get(ctx, operator.Actor, h.referrer.ID)
	h.must(err)
	h.must(h.sandbox.SetAccount(ctx, m.Payout.AccountID, stripesandbox.StateFinished))
	_, err = h.app.Payouts.Return(ctx, self)
	h.must(err)
	approver := h.approver()

	b.Run("floor", func(b *testing.B) {
		n := 0
		for b.Loop() {
			n++
			_, err := h.stripe.Send(ctx, transfer.Request{RewardID: fmt.Sprintf("rw_floor%d", n), Attempt: 1, Amount: money.Of(5_000, "eur"), Destination: m.Payout.AccountID, Env: "test"})
			h.must(err)
		}
	})
	b.Run("approved to paid", func(b *testing.B) {
		ids := h.owed(b, b.N)
		b.ResetTimer()
		for _, id := range ids {
			_, err := h.app.Rewards.Approve(ctx, app.Call{Actor: approver}, id)
			h.must(err)
		}
		h.worker.Drain(ctx)
		b.StopTimer()
		for _, id := range ids {
			r, err := h.app.Rewards.Get(ctx, operator.Actor, id)
			h.must(err)
			if r.Status != reward.Paid {
				b.Fatalf("%s is %s: %s", id, r.Status, r.Reason)
			}
		}
	})
}

// approver is a staff member who decides about rewards.
func (h *house) approver() aggregate.Actor {
	u, err := h.app.Members.Upsert(h.tb.Context(), operator, app.MemberInput{ExternalID: "anna", Kind: "staff", Name: "Anna Ruiz"})
	h.must(err)
	_, err = h.app.Members.ChangeStaff(h.tb.Context(), operator, u.Doc.ID, app.DutiesInput{Roles: []string{"approver"}})
	h.must(err)
	return aggregate.Actor{Kind: aggregate.Staff, ID: u.Doc.ID, Roles: []aggregate.Role{aggregate.Approver}}
}

var settled int

// owed makes n rewards that wait for approval, each of a won referral.
func (h *house) owed(b *testing.B, n int) []string {
	b.Helper()
	ctx := b.Context()
	terms := reward.Default()
	terms.Rules = []reward.Rule{{Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur", Price: reward.Price{Form: reward.Flat, Amount: 5_000}}}
	var ids []string
	for range n {
		settled++
		done, err := h.app.Referrals.Submit(ctx, installation(h, int64(settled)), h.submission(h.referrer.ID, int64(settled)))
		h.must(err)
		h.must(h.app.Rewards.Settle(ctx, app.Owed{
			ReferralID: done.Doc.ID, ProgramID: h.program.ID, RevisionN: 1, Source: member.Installation, Terms: terms,
			Decision: promise.BusinessDays(5), Calendar: calendar.Default("Europe/Berlin"), ReferrerID: h.referrer.ID, Class: "named",
			Happened: map[reward.Trigger]int64{reward.OnWon: h.clock.Now().UnixMilli()},
			Deal:     deal.Deal{Amount: money.Of(100_000, "eur"), WonMS: h.clock.Now().UnixMilli(), FactID: "x"},
		}))
	}
	h.must(h.clock.Advance(ctx, 31*24*time.Hour))
	h.worker.Drain(ctx)
	page := app.Page{Limit: 100}
	for {
		list, err := h.app.Rewards.List(ctx, operator.Actor, app.RewardFilter{Status: string(reward.AwaitingApproval)}, page)
		h.must(err)
		for _, r := range list.Docs {
			ids = append(ids, r.ID)
		}
		if page.Cursor = list.Next; page.Cursor == "" {
			return ids
		}
	}
}
