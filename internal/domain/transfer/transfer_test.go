package transfer_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/transfer"
)

func request() transfer.Request {
	return transfer.Request{RewardID: "rw1", Attempt: 2, Amount: money.Of(5000, "eur"), Destination: "acct_1", Env: "demo"}
}

func fitting() transfer.Result {
	return transfer.Result{ID: "tr_1", RewardID: "rw1", Env: "demo", Amount: money.Of(5000, "eur"), Destination: "acct_1"}
}

func TestKeyNamesTheAttemptAndGroupTheReward(t *testing.T) {
	t.Parallel()
	r := request()
	if r.Key() != "payout:rw1:2" || r.Group() != "rwd_rw1" {
		t.Fatalf("key %q, group %q", r.Key(), r.Group())
	}
}

func TestCheckRefusesWhatCannotBeSent(t *testing.T) {
	t.Parallel()
	if err := request().Check(); err != nil {
		t.Fatalf("a good request: %v", err)
	}
	for name, spoil := range map[string]func(*transfer.Request){
		"no reward":     func(r *transfer.Request) { r.RewardID = "" },
		"colon in id":   func(r *transfer.Request) { r.RewardID = "a:1" },
		"attempt 0":     func(r *transfer.Request) { r.Attempt = 0 },
		"destination":   func(r *transfer.Request) { r.Destination = "ba_1" },
		"no env":        func(r *transfer.Request) { r.Env = "" },
		"zero":          func(r *transfer.Request) { r.Amount.Amount = 0 },
		"negative":      func(r *transfer.Request) { r.Amount.Amount = -1 },
		"odd currency":  func(r *transfer.Request) { r.Amount.Currency = "EUR" },
		"beyond amount": func(r *transfer.Request) { r.Amount.Amount = money.Max + 1 },
	} {
		r := request()
		spoil(&r)
		if r.Check() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestMatchAcceptsOnlyTheOneTransferThatWasAsked(t *testing.T) {
	t.Parallel()
	r := request()
	if got, err := transfer.Match(r, nil); got != nil || err != nil {
		t.Fatalf("nothing found: %v, %v", got, err)
	}
	if got, err := transfer.Match(r, []transfer.Result{fitting()}); err != nil || got.ID != "tr_1" {
		t.Fatalf("the transfer: %v, %v", got, err)
	}
	for name, found := range map[string][]transfer.Result{
		"two":         {fitting(), fitting()},
		"amount":      {with(func(f *transfer.Result) { f.Amount.Amount++ })},
		"currency":    {with(func(f *transfer.Result) { f.Amount.Currency = "usd" })},
		"destination": {with(func(f *transfer.Result) { f.Destination = "acct_2" })},
		"reward":      {with(func(f *transfer.Result) { f.RewardID = "" })},
		"env":         {with(func(f *transfer.Result) { f.Env = "other" })},
	} {
		if got, err := transfer.Match(r, found); got != nil || transfer.ClassOf(err) != transfer.Frozen {
			t.Errorf("%s: %v, %v; want frozen", name, got, err)
		}
	}
}

func with(change func(*transfer.Result)) transfer.Result {
	f := fitting()
	change(&f)
	return f
}

func TestClassOfAnUnknownErrorIsAmbiguous(t *testing.T) {
	t.Parallel()
	no := &transfer.Refusal{Class: transfer.DefiniteNo, Code: "balance_insufficient", RequestID: "req_1", Cause: errors.New("low")}
	for want, err := range map[transfer.Class]error{
		transfer.OK:         nil,
		transfer.Ambiguous:  errors.New("boom"),
		transfer.DefiniteNo: fmt.Errorf("pay: %w", no),
	} {
		if got := transfer.ClassOf(err); got != want {
			t.Errorf("%v: %s, want %s", err, got, want)
		}
	}
	if s := no.Error(); s != "stripe: definite_no/balance_insufficient (req_1): low" {
		t.Errorf("text: %s", s)
	}
}

func TestNextByTime(t *testing.T) {
	t.Parallel()
	const first = int64(1_700_000_000_000)
	h := func(d time.Duration) int64 { return first + d.Milliseconds() }
	for _, c := range []struct {
		name        string
		first, last int64
		now         int64
		want        transfer.Step
	}{
		{"never sent", 0, 0, first, transfer.Send},
		{"just now", first, first, first, transfer.Send},
		{"before 23 h", first, first, h(23*time.Hour - time.Millisecond), transfer.Send},
		{"at 23 h", first, first, h(23 * time.Hour), transfer.Look},
		{"before 25 h", first, first, h(25*time.Hour - time.Millisecond), transfer.Look},
		{"at 25 h", first, first, h(25 * time.Hour), transfer.Park},
		{"25 h after the first, but sent again later", first, h(20 * time.Hour), h(26 * time.Hour), transfer.Look},
		{"25 h after the last", first, h(20 * time.Hour), h(45 * time.Hour), transfer.Park},
		{"clock went back", first, first, first - 1, transfer.Look},
		{"last before first", first, first - 1, first, transfer.Look},
		{"last forgotten", first, 0, first, transfer.Park},
	} {
		if got := (transfer.Sends{FirstMS: c.first, LastMS: c.last}).Next(c.now); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Nothing is ever resent when Stripe may have forgotten the key, and everything
// that isn't resent is parked in the end.
func TestNextNeverResendsWithoutTheKey(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.Int64Range(1, 1<<45).Draw(t, "first")
		last := first + rapid.Int64Range(0, transfer.ResendWithin.Milliseconds()).Draw(t, "again")
		now := rapid.Int64Range(1, 1<<46).Draw(t, "now")
		s := transfer.Sends{FirstMS: first, LastMS: last}
		if s.Next(now) == transfer.Send && now-first >= transfer.ResendWithin.Milliseconds() {
			t.Fatal("sent after the key may be gone")
		}
		if s.Next(s.NextChangeMS()) != transfer.Park {
			t.Fatal("not parked at the end of the window")
		}
	})
}

func TestStandingSumsAnAccountUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		a    transfer.Account
		want transfer.Standing
	}{
		{"fresh", transfer.Account{Due: []string{"external_account"}, DisabledReason: "requirements.past_due"}, transfer.Incomplete},
		{"ready", transfer.Account{DetailsSubmitted: true, PayoutsEnabled: true, TransfersActive: true}, transfer.Ready},
		{"no transfers yet", transfer.Account{DetailsSubmitted: true, PayoutsEnabled: true, Pending: []string{"individual.verification"}}, transfer.Checking},
		{"more asked", transfer.Account{DetailsSubmitted: true, Due: []string{"individual.id_number"}}, transfer.Incomplete},
		{"switched off", transfer.Account{DetailsSubmitted: true, Due: []string{"x"}, DisabledReason: "requirements.past_due"}, transfer.Restricted},
	} {
		if got := c.a.Standing(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if c.a.Payable() != (c.want == transfer.Ready) {
			t.Errorf("%s: payable and standing differ", c.name)
		}
	}
}

func TestNetLeavesTheTaxOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ paid, total, net, want int64 }{
		{11900, 11900, 10000, 10000}, {5950, 11900, 10000, 5000}, {100, 11900, 10000, 84}, {0, 11900, 10000, 0}, {100, 0, 0, 0}, {10000, 10000, 10000, 10000},
	} {
		got := transfer.Invoice{AmountPaid: c.paid, Total: c.total, TotalExcludingTax: c.net, Currency: "eur"}.Net()
		if got != money.Of(c.want, "eur") {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestDisputeIsOpenUntilDecided(t *testing.T) {
	t.Parallel()
	for status, open := range map[string]bool{"needs_response": true, "under_review": true, "warning_needs_response": true, "won": false, "lost": false, "warning_closed": false} {
		d := transfer.Dispute{Status: status}
		if d.Open() != open || d.Lost() != (status == "lost") {
			t.Errorf("%s: open %v, lost %v", status, d.Open(), d.Lost())
		}
	}
}
