package app

import (
	"slices"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/reward"
)

func TestTheDeskIsForApprovers(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	rita := w.person("rita", aggregate.Rep, aggregate.Reviewer)
	_, err := w.app.Rewards.Desk(t.Context(), rita, DeskFilter{}, Page{})
	w.refused(err, "role_missing")
	_, err = w.app.Rewards.History(t.Context(), rita, w.referrer.ID)
	w.refused(err, "role_missing")
}

func TestTheDeskTakesAnyFilters(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	held, due := w.settle(w.owed(1, cashRule(5_000))), w.settle(w.owed(2, cashRule(6_000)))
	_, err := w.app.Rewards.HoldUntil(t.Context(), Call{Actor: w.anna}, held.ID, HoldReward{Until: w.clock.Now().Add(90 * 24 * time.Hour), Reason: "other"})
	w.must(err)
	w.after(31 * 24 * time.Hour)
	for name, c := range map[string]struct {
		filter DeskFilter
		want   []string
	}{
		"nothing":                {DeskFilter{}, []string{due.ID, held.ID}},
		"a status":               {DeskFilter{Statuses: []reward.Status{reward.Held}}, []string{held.ID}},
		"two":                    {DeskFilter{Statuses: []reward.Status{reward.Held, reward.AwaitingApproval}}, []string{due.ID, held.ID}},
		"mine":                   {DeskFilter{Mine: true}, []string{due.ID}},
		"mine, of a referrer":    {DeskFilter{Mine: true, ReferrerID: w.referrer.ID, ProgramID: "prg_1"}, []string{due.ID}},
		"mine, of somebody else": {DeskFilter{Mine: true, ReferrerID: "mbr_x"}, nil},
		"of a program":           {DeskFilter{ProgramID: "prg_1", Statuses: []reward.Status{reward.Held}}, []string{held.ID}},
		"of another program":     {DeskFilter{ProgramID: "prg_2", ReferrerID: w.referrer.ID}, nil},
		"for a person":           {DeskFilter{Person: true, ProgramID: "prg_1"}, nil},
	} {
		list, err := w.app.Rewards.Desk(t.Context(), w.anna, c.filter, Page{})
		w.must(err)
		var got []string
		for _, row := range list.Rows {
			got = append(got, row.Reward.ID)
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestOptionsSayWhatAWordWouldDo(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	r := w.settle(w.owed(1, cashRule(150_000)))
	w.after(31 * 24 * time.Hour)
	options := func(by aggregate.Actor) RewardOptions {
		t.Helper()
		o, err := w.app.Rewards.Options(t.Context(), by, w.get(r.ID))
		w.must(err)
		return o
	}
	if o := options(w.anna); o.Decides || o.Refused != nil || !slices.Contains(o.Verbs, reward.Approve) {
		t.Errorf("the first of two: %+v", o)
	}
	_, err := w.app.Rewards.Approve(t.Context(), Call{Actor: w.anna}, r.ID)
	w.must(err)
	if o := options(w.anna); o.Decides || slices.Contains(o.Verbs, reward.Approve) {
		t.Errorf("the first once more: %+v", o)
	}
	if o := options(w.ben); !o.Decides || !slices.Contains(o.Verbs, reward.Approve) {
		t.Errorf("the second: %+v", o)
	}
	payee := aggregate.Actor{Kind: aggregate.Staff, ID: w.referrer.ID, Roles: []aggregate.Role{aggregate.Admin}}
	o := options(payee)
	w.refused(o.Refused, "approver_is_paid")
	if got := w.get(r.ID); len(got.Approvals) != 1 || got.Status != reward.AwaitingApproval {
		t.Errorf("looking changed the reward: %s, %d approvals", got.Status, len(got.Approvals))
	}
}

func TestHistoryCountsWhatCameOfIntroductions(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	w.settle(w.owed(1, cashRule(5_000)))
	second := w.settle(w.owed(2, cashRule(5_000)))
	_, err := w.app.Rewards.Reject(t.Context(), Call{Actor: w.anna}, second.ID, RejectReward{Reason: "duplicate"})
	w.must(err)
	h, err := w.app.Rewards.History(t.Context(), w.anna, w.referrer.ID)
	w.must(err)
	if h.Rewards[reward.Held] != 1 || h.Rewards[reward.Rejected] != 1 {
		t.Errorf("%+v", h)
	}
}
