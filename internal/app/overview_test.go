package app

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
)

// overview reads the figures since the tests began.
func (w *treasury) overview(by aggregate.Actor) Overview {
	w.t.Helper()
	o, err := w.app.Overview.Read(w.t.Context(), by, monday())
	w.must(err)
	return o
}

// funnel is the counts of a funnel in the order of the milestones.
func (o Overview) funnel() (out [5]int64) {
	for i, m := range o.Funnel {
		out[i] = m.Count
	}
	return out
}

func TestOverviewOfNothing(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	o := w.overview(w.person("ada", aggregate.Admin))
	if o.funnel() != [5]int64{} || len(o.Funnel) != 5 || len(o.Status) != 0 || o.Late.Any() || len(o.Owed) != 0 || o.Owed == nil || len(o.Months) != 12 {
		t.Errorf("%+v", o)
	}
	if o.Setup != (Setup{Staff: 3, Customers: 1}) || o.Setup.Done() {
		t.Errorf("set up: %+v", o.Setup)
	}
	if _, decided := o.Kept.Rate(); decided {
		t.Error("there is a kept rate of nothing")
	}
	for _, a := range []aggregate.Actor{{Kind: aggregate.Staff, ID: "mbr_x"}, {Kind: aggregate.Referrer, ID: w.referrer.ID}, partner} {
		_, err := w.app.Overview.Read(t.Context(), a, monday())
		w.refused(err, "role_missing")
	}
}

// The funnel counts an introduction up to where it got, whatever came afterwards.
func TestOverviewFunnel(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	call := Call{Actor: d.rita}
	d.agreed("Ann Agreed")
	for _, name := range []string{"Lea Lost", "Max Met"} {
		r := d.agreed(name)
		d.after(time.Hour)
		at := d.clock.Now()
		_, err := d.app.Referrals.RecordContact(t.Context(), call, r.ID, RecordContact{Channel: promise.Email, Outcome: referral.Reached})
		d.must(err)
		_, err = d.app.Referrals.Meet(t.Context(), call, r.ID, HoldMeeting{At: &at})
		d.must(err)
		if name == "Lea Lost" {
			_, err = d.app.Referrals.Lose(t.Context(), call, r.ID, LoseReferral{Code: "no_need"})
			d.must(err)
		}
	}
	d.submit(d.referrer, answersFor("Wim Wartend", ""))
	o := d.overview(d.rita)
	if o.funnel() != [5]int64{4, 4, 3, 2, 0} {
		t.Errorf("funnel %v", o.funnel())
	}
	if o.Status["lost"] != 1 || o.Status["met"] != 1 || o.Status["agreed"] != 1 || o.Status["awaiting_yes"] != 1 {
		t.Errorf("by status %v", o.Status)
	}
	if !o.Setup.Done() || o.Owed != nil || o.Kept.Kept == 0 {
		t.Errorf("%+v", o)
	}
	if last := o.Months[11]; last.From != time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC) || last.Tally != o.Kept || o.Months[0].Tally != (promise.Tally{}) {
		t.Errorf("months %+v, in all %+v", o.Months, o.Kept)
	}
	later, err := d.app.Overview.Read(t.Context(), d.rita, d.clock.Now().Add(time.Hour))
	d.must(err)
	if later.funnel() != [5]int64{} {
		t.Errorf("of the future: %v", later.funnel())
	}
}

// What is late is shown to whom it is up to, and no more.
func TestOverviewLate(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.agreed("Ann Agreed")
	other := d.person("otto", aggregate.Rep)
	d.settle(d.owed(9, cashRule(20_000)))
	d.after(40 * 24 * time.Hour) // beyond the hold
	d.after(20 * 24 * time.Hour) // and the days to decide

	rita := d.overview(d.rita)
	if rita.Late.Steps.Count != 1 || rita.Late.Steps.First[0].ID != r.ID || rita.Late.Steps.First[0].What != "first_contact" || rita.Late.Steps.First[0].Name != "Ann Agreed" {
		t.Errorf("rita: %+v", rita.Late)
	}
	if rita.Late.Decisions.Count != 0 || rita.Owed != nil {
		t.Errorf("rita sees money: %+v", rita)
	}
	if o := d.overview(other); o.Late.Any() {
		t.Errorf("otto: %+v", o.Late)
	}
	if rob := d.overview(d.rob); rob.Late.Steps.Count != 1 {
		t.Errorf("rob: %+v", rob.Late)
	}
	anna := d.overview(d.anna)
	if anna.Late.Decisions.Count != 1 || anna.Late.Steps.Count != 0 || len(anna.Late.Decisions.First) != 1 {
		t.Errorf("anna: %+v", anna.Late)
	}
	if len(anna.Owed) != 1 || anna.Owed[0] != (RewardsByStatus{reward.AwaitingApproval, money.Of(20_000, "eur")}) {
		t.Errorf("owed: %+v", anna.Owed)
	}
	if _, err := d.app.Rewards.Reject(t.Context(), Call{Actor: d.anna}, anna.Late.Decisions.First[0].ID, RejectReward{Reason: "not_genuine"}); err != nil {
		t.Fatal(err)
	}
	if anna = d.overview(d.anna); anna.Late.Decisions.Count != 0 || len(anna.Owed) != 0 {
		t.Errorf("after the decision: %+v", anna)
	}
}
