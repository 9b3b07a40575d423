package ledger

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
)

const env = "test"

var now = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func eur(minor int64) money.Money { return money.Of(minor, "eur") }

// entry returns an entry that must be possible.
func entry(t testing.TB, id string, p reward.Posting, n string, minor int64) *Entry {
	t.Helper()
	e, err := New(id, p, n, eur(minor), now)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEntriesThatCannotBe(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		posting reward.Posting
		amount  money.Money
	}{
		"an unknown posting": {"stolen", eur(1)},
		"nothing":            {reward.PostOwed, eur(0)},
		"less than nothing":  {reward.PostOwed, eur(-1)},
		"no currency":        {reward.PostOwed, money.Money{Amount: 1}},
	} {
		if e, err := New("rw_1", tt.posting, "1", tt.amount, now); err == nil {
			t.Errorf("%s: %+v", name, e)
		}
	}
	if _, err := FromTask("rw_1", map[string]string{"posting": "owed"}, now); err == nil {
		t.Error("a task without an amount")
	}
}

// TestEveryPostingHasItsSides checks that the books know every posting that a
// reward makes.
func TestEveryPostingHasItsSides(t *testing.T) {
	t.Parallel()
	for _, p := range []reward.Posting{reward.PostOwed, reward.PostReleased, reward.PostPaid, reward.PostGiven, reward.PostReclaimed, reward.PostReturned, reward.PostWaived} {
		e := entry(t, "rw_1", p, "2", 5)
		if e.Debit == e.Credit || e.ID != "rw_1|"+string(p)+"|2" {
			t.Errorf("%+v", e)
		}
	}
}

// TestBooksAddUpToZero checks double entry over any entries.
func TestBooksAddUpToZero(t *testing.T) {
	t.Parallel()
	postings := []reward.Posting{reward.PostOwed, reward.PostReleased, reward.PostPaid, reward.PostGiven, reward.PostReclaimed, reward.PostReturned, reward.PostWaived}
	rapid.Check(t, func(t *rapid.T) {
		b := Balances{}
		for i := range rapid.IntRange(0, 30).Draw(t, "entries") {
			e, err := New("rw_1", rapid.SampledFrom(postings).Draw(t, "posting"), strconv.Itoa(i), eur(rapid.Int64Range(1, money.Max).Draw(t, "minor")), now)
			if err != nil {
				t.Fatal(err)
			}
			b.Add(e)
		}
		var sum int64
		for _, a := range Accounts() {
			sum += b[a]["eur"]
		}
		if sum != 0 {
			t.Fatalf("the accounts add up to %d", sum)
		}
	})
}

// paid returns a reward that was approved and paid, with the books that belong to
// it and the transfer at Stripe.
func paid(t testing.TB) (*reward.Reward, []*Entry, transfer.Result) {
	t.Helper()
	rule := reward.Rule{Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur", Price: reward.Price{Form: reward.Flat, Amount: 5_000}}
	clock := reward.Act{By: aggregate.ByClock, Now: now}
	r, err := reward.New(reward.Draft{
		ID: "rw_1", ReferrerID: "mem_x", PayeeID: "mem_x", Rule: rule, Terms: reward.Default(), Decision: promise.BusinessDays(5),
		Calendar: calendar.Default("UTC"), TriggerMS: now.Add(-40 * 24 * time.Hour).UnixMilli(),
	}, reward.Standing{}, clock)
	if err != nil {
		t.Fatal(err)
	}
	approver := aggregate.Actor{Kind: aggregate.Staff, ID: "mem_a", Roles: []aggregate.Role{aggregate.Approver}}
	for _, step := range []func() error{
		func() error { return r.Release(clock) },
		func() error { return r.Approve(reward.Act{By: approver, Now: now}) },
		func() error { return r.Claim(clock, "acct_1") },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	tr := transfer.Result{ID: "tr_1", RewardID: r.ID, Env: env, Amount: r.Amount, Destination: "acct_1"}
	if err := r.Paid(clock, tr, env); err != nil {
		t.Fatal(err)
	}
	return r, perform(t, r), tr
}

// perform books what the reward scheduled.
func perform(t testing.TB, r *reward.Reward) []*Entry {
	t.Helper()
	var out []*Entry
	for _, task := range r.Agenda {
		if task.Kind != reward.TaskBook {
			continue
		}
		e, err := FromTask(r.ID, task.Payload, now)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	r.Agenda = nil
	return out
}

func TestCheck(t *testing.T) {
	t.Parallel()
	type world struct {
		r  *reward.Reward
		es []*Entry
		at map[string][]transfer.Result
	}
	tests := map[string]struct {
		change func(*world)
		want   string
	}{
		"all agree":                        {func(*world) {}, ""},
		"an entry is missing":              {func(w *world) { w.es = w.es[:1] }, BooksDiffer},
		"an entry too many":                {func(w *world) { w.es = append(w.es, entry(t, "rw_1", reward.PostPaid, "99", 1)) }, BooksDiffer},
		"no transfer":                      {func(w *world) { w.at = nil }, NotAtStripe},
		"two transfers":                    {func(w *world) { w.at["rw_1"] = append(w.at["rw_1"], w.at["rw_1"][0]) }, SeveralTransfers},
		"another amount":                   {func(w *world) { w.at["rw_1"][0].Amount = eur(1) }, TransferDiffers},
		"another transfer":                 {func(w *world) { w.at["rw_1"][0].ID = "tr_2" }, TransferDiffers},
		"reversed there":                   {func(w *world) { w.at["rw_1"][0].AmountReversed = 5 }, Reversed},
		"a transfer that we don't know of": {func(w *world) { w.at["rw_9"] = w.at["rw_1"] }, UnknownReward},
		"an entry that we don't know of":   {func(w *world) { w.es = append(w.es, entry(t, "rw_9", reward.PostOwed, "1", 1)) }, UnknownReward},
		"work under way":                   {func(w *world) { w.es = nil; w.r.Schedule(reward.TaskBook, now, nil) }, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, es, tr := paid(t)
			w := &world{r, es, map[string][]transfer.Result{"rw_1": {tr}}}
			tt.change(w)
			got := Check([]*reward.Reward{w.r}, w.es, w.at, env)
			if (tt.want == "") != (len(got) == 0) || tt.want != "" && !slices.ContainsFunc(got, func(f Finding) bool { return f.Code == tt.want }) {
				t.Errorf("got %+v, want %q", got, tt.want)
			}
		})
	}
}

// TestTheBooksFollowAClawback walks the rest of a reward's life.
func TestTheBooksFollowAClawback(t *testing.T) {
	t.Parallel()
	approver := aggregate.Actor{Kind: aggregate.Staff, ID: "mem_a", Roles: []aggregate.Role{aggregate.Approver}}
	for name, end := range map[string]func(*reward.Reward) error{
		"due":         func(*reward.Reward) error { return nil },
		"given back":  func(r *reward.Reward) error { return r.ClawedBack(reward.Act{By: approver, Now: now}, "statement 1") },
		"written off": func(r *reward.Reward) error { return r.WrittenOff(reward.Act{By: approver, Now: now}, "goodwill") },
	} {
		r, es, tr := paid(t)
		clock := reward.Act{By: aggregate.ByClock, Now: now}
		for _, kept := range []int64{60, 20} {
			if err := r.Follow(clock, reward.Standing{Paid: true, Gross: 100, Kept: kept, PaymentMS: 1}); err != nil {
				t.Fatal(err)
			}
		}
		if err := end(r); err != nil {
			t.Fatal(err)
		}
		es = append(es, perform(t, r)...)
		if found := Check([]*reward.Reward{r}, es, map[string][]transfer.Result{"rw_1": {tr}}, env); len(found) > 0 {
			t.Errorf("%s: %+v", name, found)
		}
	}
}
