package reward

import (
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

// paid is a deal of which the customer paid gross and kept kept.
func paid(gross, kept int64, day int) Standing {
	return Standing{Base: eur(kept), Paid: true, PaymentMS: clock(day).Now.UnixMilli(), Gross: gross, Kept: kept}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, reason string) {
	t.Helper()
	if !fault.Because(err, reason) {
		t.Fatalf("wanted %s, got %v", reason, err)
	}
}

func in(t *testing.T, r *Reward, want Status) {
	t.Helper()
	if r.Status != want {
		t.Fatalf("wanted %s, got %s; last event %+v", want, r.Status, r.Events[len(r.Events)-1])
	}
}

func TestTwoPeopleApproveWhatIsLarge(t *testing.T) {
	t.Parallel()
	r := at(t, AwaitingApproval, flat(100_000))
	refused(t, r.Approve(act(rep, 31)), "not_yours_to_do")
	involved := approver
	involved.ID = "mem_r"
	refused(t, r.Approve(act(involved, 31)), "approver_is_involved")
	involved.ID = "mem_x"
	refused(t, r.Approve(act(involved, 31)), "approver_is_paid")
	ok(t, r.Approve(act(approver, 31)))
	in(t, r, AwaitingApproval)
	ok(t, r.Approve(act(approver, 31))) // once more by the same person, with another key or not
	in(t, r, AwaitingApproval)
	if len(r.Approvals) != 1 {
		t.Fatalf("one person counts once, got %d", len(r.Approvals))
	}
	ok(t, r.Approve(act(second, 31)))
	in(t, r, Approved)
	if r.Booked != 100_000 {
		t.Errorf("an approved reward is owed; booked %d", r.Booked)
	}
}

func TestHoldCountsFromThePayment(t *testing.T) {
	t.Parallel()
	r := fresh(t, flat(5_000), Standing{})
	if r.HoldUntilMS != clock(30).Now.UnixMilli() {
		t.Errorf("without a payment the hold counts from the trigger")
	}
	ok(t, r.Follow(clock(3), paid(100, 100, 3)))
	if r.HoldUntilMS != clock(33).Now.UnixMilli() {
		t.Errorf("with one it counts from there")
	}
	refused(t, r.Release(clock(32)), "still_held")
	ok(t, r.Release(clock(33)))
	in(t, r, AwaitingApproval)
}

func TestHoldWaitsForThePaymentWhereTheRuleSaysSo(t *testing.T) {
	t.Parallel()
	rule := flat(5_000)
	rule.AfterPayment = true
	r := fresh(t, rule, Standing{Base: eur(100)})
	if r.Waiting != string(WaitPayment) || r.HoldUntilMS != 0 {
		t.Fatalf("waits for %s until %d", r.Waiting, r.HoldUntilMS)
	}
	refused(t, r.Release(clock(400)), "not_paid_yet")
	ok(t, r.Follow(clock(400), paid(100, 100, 400)))
	if r.Waiting != string(WaitHold) {
		t.Errorf("now it waits for %s", r.Waiting)
	}
}

func TestRefundPeriodLengthensTheHold(t *testing.T) {
	t.Parallel()
	terms := Default()
	terms.RefundDays = 45
	if got := terms.Hold(flat(1)); got != 45 {
		t.Errorf("got %d days", got)
	}
}

// TestALaterPaymentThatDiffersVoidsTheApproval follows PRODUCT.md §9 to the letter.
func TestALaterPaymentThatDiffersVoidsTheApproval(t *testing.T) {
	t.Parallel()
	rule := flat(0)
	rule.Price = Price{Form: Percent, BasisPoints: 1_000, Cap: money.Max}
	for name, tt := range map[string]struct {
		paid Standing
		want Status
		owed int64
	}{
		"the same":                {paid(10_000, 10_000, 0), Approved, 1_000},
		"more":                    {paid(20_000, 20_000, 0), AwaitingApproval, 0},
		"less":                    {paid(5_000, 5_000, 0), AwaitingApproval, 0},
		"another currency":        {Standing{Base: money.Of(10_000, "usd"), Paid: true, PaymentMS: 1, Gross: 10_000, Kept: 10_000}, Blocked, 0},
		"more, paid a moment ago": {paid(20_000, 20_000, 31), Held, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := fresh(t, rule, Standing{Base: eur(10_000)})
			ok(t, r.Release(clock(31)))
			ok(t, r.Approve(act(approver, 31)))
			ok(t, r.Follow(clock(31), tt.paid))
			in(t, r, tt.want)
			if r.Booked != tt.owed {
				t.Errorf("booked %d, want %d", r.Booked, tt.owed)
			}
			if tt.owed == 0 && len(r.Approvals) > 0 {
				t.Errorf("the approval is still there")
			}
		})
	}
}

func TestRefundsOfWhatIsUnpaid(t *testing.T) {
	t.Parallel()
	r := at(t, Approved, flat(5_000))
	ok(t, r.Follow(clock(32), paid(100, 50, 0)))
	in(t, r, AwaitingApproval)
	if r.Amount != eur(2_500) || r.Booked != 0 {
		t.Fatalf("half refunded: due %v, booked %d", r.Amount, r.Booked)
	}
	events := len(r.Events)
	ok(t, r.Follow(clock(33), paid(100, 50, 0)))
	if len(r.Events) != events {
		t.Error("the same word twice changed something")
	}
	ok(t, r.Follow(clock(34), paid(100, 0, 0)))
	in(t, r, Cancelled)
	ok(t, r.Follow(clock(35), paid(100, 100, 0)))
	in(t, r, Cancelled)
}

func TestADisputeFreezes(t *testing.T) {
	t.Parallel()
	r := at(t, AwaitingApproval, flat(5_000))
	disputed := paid(100, 100, 0)
	disputed.Disputed = true
	ok(t, r.Follow(clock(31), disputed))
	refused(t, r.Approve(act(approver, 31)), "disputed")
	if r.Waiting != string(WaitDispute) {
		t.Errorf("waits for %s", r.Waiting)
	}
	ok(t, r.Follow(clock(40), paid(100, 100, 0)))
	ok(t, r.Approve(act(approver, 40)))
	ok(t, r.Follow(clock(40), disputed))
	refused(t, r.Claim(clock(40), "acct_1"), "disputed")
}

func TestWhatIsPaidIsDueBack(t *testing.T) {
	t.Parallel()
	r := at(t, Paid, flat(5_000))
	ok(t, r.Follow(clock(40), paid(100, 75, 0)))
	in(t, r, ClawbackDue)
	if r.Reclaimed != eur(1_250) {
		t.Fatalf("a quarter refunded: due back %v", r.Reclaimed)
	}
	ok(t, r.Follow(clock(41), paid(100, 0, 0)))
	if r.Reclaimed != eur(5_000) {
		t.Fatalf("all refunded: due back %v", r.Reclaimed)
	}
	ok(t, r.WrittenOff(act(approver, 42), "goodwill"))
	in(t, r, WrittenOff)
}

// TestARefundWhileTheMoneyIsOnItsWay checks that nothing alters a sent reward, and
// that the refund isn't forgotten either.
func TestARefundWhileTheMoneyIsOnItsWay(t *testing.T) {
	t.Parallel()
	r := at(t, Paying, flat(5_000))
	before := r.Request(env)
	ok(t, r.Follow(clock(32), paid(100, 50, 0)))
	if r.Request(env) != before {
		t.Fatal("the request changed after it was sent")
	}
	sent := *r
	ok(t, r.Paid(clock(33), arrived(r), env))
	in(t, r, ClawbackDue)
	if r.Reclaimed != eur(2_500) {
		t.Errorf("due back %v", r.Reclaimed)
	}
	other := sent
	ok(t, other.Refused(clock(33), "balance_insufficient"))
	in(t, &other, Blocked)
	if other.Amount != eur(2_500) || len(other.Approvals) != 0 {
		t.Errorf("due %v with %d approvals", other.Amount, len(other.Approvals))
	}
	ok(t, other.Mended(clock(34), nil))
	in(t, &other, AwaitingApproval)
}

func TestAttemptsGrowOnlyPastARefusal(t *testing.T) {
	t.Parallel()
	r := at(t, Paying, flat(5_000))
	if got := r.Request(env).Key(); got != "payout:rw_1:1" {
		t.Fatalf("key %s", got)
	}
	ok(t, r.Unknown(clock(31), "no_answer", false))
	if r.Payout.Attempt != 1 {
		t.Error("no answer is no refusal")
	}
	ok(t, r.Refused(clock(31), "balance_insufficient"))
	if !r.MendsItself() {
		t.Error("a lack of funds mends itself")
	}
	ok(t, r.Mended(clock(32), nil))
	in(t, r, Approved)
	ok(t, r.Claim(clock(32), "acct_2"))
	if got := r.Request(env).Key(); got != "payout:rw_1:2" || r.Payout.Destination != "acct_2" {
		t.Errorf("key %s to %s", got, r.Payout.Destination)
	}
}

func TestSendAgainTakesAParkedReward(t *testing.T) {
	t.Parallel()
	r := at(t, Paying, flat(5_000))
	wall := time.Now()
	refused(t, r.SendAgain(act(approver, 31), wall), "not_parked")
	late := act(approver, 31)
	late.Now = late.Now.Add(26 * time.Hour)
	byClock := late
	byClock.By = clock(0).By
	ok(t, r.Unknown(byClock, "no_answer", true))
	r.Agenda = nil
	r.Schedule(TaskPay, late.Now, nil)
	if _, claimed := r.Meta.Claim(late.Now.Add(time.Hour), wall, time.Minute); !claimed {
		t.Fatal("nothing to claim")
	}
	refused(t, r.SendAgain(late, wall), "being_sent")
	refused(t, r.Failed(late, wall, "other"), "being_sent")
	ok(t, r.SendAgain(late, wall.Add(2*time.Minute)))
	if r.Payout.Attempt != 2 || r.Payout.FirstSentMS != 0 || r.Payout.Review != "" {
		t.Errorf("got %+v", r.Payout)
	}
	refused(t, r.SendAgain(late, wall.Add(2*time.Minute)), "not_parked")
}

func TestAForeignTransferPaysNothing(t *testing.T) {
	t.Parallel()
	r := at(t, Paying, flat(5_000))
	other := arrived(r)
	other.Amount = eur(4_999)
	refused(t, r.Paid(clock(31), other, env), "foreign_transfer")
	in(t, r, Paying)
}

func TestAPersonSetsAnAmount(t *testing.T) {
	t.Parallel()
	rule := flat(0)
	rule.Price = Price{Form: Percent, BasisPoints: 1_000, Cap: 9_000}
	r := fresh(t, rule, Standing{Base: money.Of(50_000, "usd"), Paid: true, PaymentMS: t0.UnixMilli(), Kept: 50_000, Gross: 50_000})
	in(t, r, Blocked)
	refused(t, r.Mended(act(approver, 1), nil), "invalid_fields")
	set := eur(9_001)
	refused(t, r.Mended(act(approver, 1), &set), "invalid_fields")
	set.Amount = 4_000
	ok(t, r.Mended(act(approver, 1), &set))
	in(t, r, AwaitingApproval)
	refused(t, r.Approve(act(approver, 1)), "approver_set_amount")
	ok(t, r.Approve(act(second, 1)))
	in(t, r, Approved)
	refused(t, r.Claim(clock(2), "acct_1"), "still_held")
	for range 2 {
		ok(t, r.Follow(clock(2), Standing{Base: money.Of(25_000, "usd"), Paid: true, PaymentMS: t0.UnixMilli(), Kept: 25_000, Gross: 50_000}))
	}
	if r.Amount != eur(2_000) {
		t.Errorf("half refunded, twice heard: due %v", r.Amount)
	}
}

func TestTheRuleApprovesByItself(t *testing.T) {
	t.Parallel()
	d := draft(flat(900))
	d.Terms.Approval.AutoBelow = map[string]int64{"eur": 1_000}
	for _, clean := range []bool{true, false} {
		d.Clean = clean
		r, err := New(d, Standing{}, clock(0))
		ok(t, err)
		ok(t, r.Release(clock(31)))
		if (r.Status == Approved) != clean {
			t.Errorf("clean %v: %s", clean, r.Status)
		}
	}
}

func TestWhoeverWorkedTheDealTakesTheirApprovalBack(t *testing.T) {
	t.Parallel()
	r := at(t, Approved, flat(5_000))
	ok(t, r.Involve(clock(32), []string{"mem_z"}))
	in(t, r, Approved)
	ok(t, r.Involve(clock(32), []string{"mem_a"}))
	in(t, r, AwaitingApproval)
	if _, pays := r.Pending(TaskPay); pays || r.Booked != 0 {
		t.Error("it is still going to be paid")
	}
}

func TestClear(t *testing.T) {
	t.Parallel()
	fine := Facts{Payable: true, Pot: eur(5_000), Funds: eur(5_000)}
	tests := map[string]struct {
		change func(*Facts)
		days   int
		want   string
	}{
		"all there":               {func(*Facts) {}, 32, ""},
		"no bank":                 {func(f *Facts) { f.Payable = false }, 32, "bank_details"},
		"bank changed":            {func(f *Facts) { f.PauseEndsMS = clock(39).Now.UnixMilli() }, 32, "bank_pause"},
		"pause over":              {func(f *Facts) { f.PauseEndsMS = clock(39).Now.UnixMilli() }, 39, ""},
		"too little":              {func(f *Facts) { f.Pot = eur(2_499) }, 32, "minimum"},
		"too little for too long": {func(f *Facts) { f.Pot = eur(2_499) }, 31 + 90, ""},
		"no tax form":             {func(f *Facts) { f.TaxFormOwed = true }, 32, "tax_form"},
		"no funds":                {func(f *Facts) { f.Funds = eur(4_999) }, 32, "funds"},
		"funds unknown":           {func(f *Facts) { f.Funds, f.FundsUnknown = eur(0), true }, 32, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := at(t, Approved, flat(5_000))
			f := fine
			tt.change(&f)
			if got := r.Clear(clock(tt.days).Now, f); got != (tt.want == "") {
				t.Errorf("clear is %v, short of %v", got, r.Clearance.Short)
			}
			if tt.want != "" && r.Waiting != tt.want {
				t.Errorf("waits for %s, want %s", r.Waiting, tt.want)
			}
		})
	}
}

// TestEveryOpenRewardSaysWhatItWaitsFor checks that no state without an end leaves
// people in the dark, and that every key is the catalogues' to answer.
func TestEveryOpenRewardSaysWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	for _, kind := range []Kind{Cash, Gift} {
		for _, s := range Statuses {
			if kind == Gift && (s == Paying || s == Blocked || s == Failed) {
				continue
			}
			rule := flat(5_000)
			rule.Kind = kind
			r := at(t, s, rule)
			waits := r.WaitsFor()
			if (len(waits) == 0) != (s.Final() || s == Paid) {
				t.Errorf("%s waits for %v", s, waits)
			}
			for _, w := range waits {
				if !strings.HasPrefix(w.Message.Key, "reward.wait.") {
					t.Errorf("%s: key %s", s, w.Message.Key)
				}
			}
		}
	}
}
