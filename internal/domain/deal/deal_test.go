package deal

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

func eur(minor int64) money.Money { return money.Of(minor, "eur") }

func invoice(id string, amount, tax int64) Payment {
	return Payment{FactID: "stripe:" + id, Amount: eur(amount), Tax: tax, PaidMS: 1_000, InvoiceID: id, ChargeID: "ch_" + id}
}

func won(t testing.TB, c Close) *Deal {
	t.Helper()
	d := &Deal{}
	if changed, err := d.Close(c); !changed || err != nil {
		t.Fatal(changed, err)
	}
	return d
}

func TestCloseOnce(t *testing.T) {
	t.Parallel()
	c := Close{FactID: "crm|7", Source: FromCRM, Amount: eur(50_000), WonMS: 5}
	d := won(t, c)
	if changed, err := d.Close(c); changed || err != nil {
		t.Errorf("the same fact again: %v, %v", changed, err)
	}
	c.FactID = "crm|8"
	if _, err := d.Close(c); !fault.Because(err, "deal_already_won") {
		t.Errorf("another fact: %v", err)
	}
}

func TestCloseNeedsItsFacts(t *testing.T) {
	t.Parallel()
	fine := Close{FactID: "crm|7", Amount: eur(1), WonMS: 5}
	for name, change := range map[string]func(*Close){
		"no fact":        func(c *Close) { c.FactID = "" },
		"no date":        func(c *Close) { c.WonMS = 0 },
		"no amount":      func(c *Close) { c.Amount = money.Money{} },
		"no currency":    func(c *Close) { c.Amount.Currency = "" },
		"below zero":     func(c *Close) { c.Amount.Amount = -1 },
		"broken payment": func(c *Close) { c.Payment = &Payment{Amount: eur(1)} },
	} {
		c := fine
		change(&c)
		if _, err := new(Deal).Close(c); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBase(t *testing.T) {
	t.Parallel()
	d := won(t, Close{FactID: "crm|7", Amount: eur(50_000), WonMS: 5})
	if base, paid, err := d.Base(); base != eur(50_000) || paid || err != nil {
		t.Fatalf("without a payment: %v, %v, %v", base, paid, err)
	}
	add := func(p Payment) {
		t.Helper()
		if changed, err := d.AddPayment(p); !changed || err != nil {
			t.Fatal(changed, err)
		}
	}
	add(invoice("in_1", 11_900, 1_900))
	add(invoice("in_2", 23_800, 3_800))
	if base, paid, err := d.Base(); base != eur(30_000) || !paid || err != nil {
		t.Errorf("two payments less tax: %v, %v, %v", base, paid, err)
	}
	if changed, err := d.Refund("ch_in_1", 5_950); !changed || err != nil {
		t.Fatal(changed, err)
	}
	if base, _, _ := d.Base(); base != eur(25_000) {
		t.Errorf("half of the first one refunded: %v", base)
	}
	dollars := invoice("in_3", 100, 0)
	dollars.Amount.Currency = "usd"
	add(dollars)
	if _, _, err := d.Base(); !fault.Because(err, "currency_mismatch") {
		t.Errorf("two currencies: %v", err)
	}
}

func TestPaymentsAreFacts(t *testing.T) {
	t.Parallel()
	d := won(t, Close{FactID: "stripe:in_1", WonMS: 5, Payment: new(invoice("in_1", 100, 0))})
	if d.Amount != eur(100) {
		t.Errorf("the deal is worth what was paid, got %v", d.Amount)
	}
	if changed, err := d.AddPayment(invoice("in_1", 100, 0)); changed || err != nil {
		t.Errorf("once more: %v, %v", changed, err)
	}
	if _, err := d.AddPayment(invoice("in_1", 200, 0)); !fault.Because(err, "payment_differs") {
		t.Errorf("with another amount: %v", err)
	}
	if _, err := d.AddPayment(invoice("in_2", 100, 101)); !fault.Is(err, fault.Invalid) {
		t.Errorf("more tax than amount: %v", err)
	}
}

func TestRefundsAreAbsolute(t *testing.T) {
	t.Parallel()
	d := won(t, Close{FactID: "stripe:in_1", WonMS: 5, Payment: new(invoice("in_1", 100, 0))})
	for _, step := range []struct {
		refunded int64
		changed  bool
	}{{30, true}, {30, false}, {20, false}, {100, true}} {
		if changed, err := d.Refund("stripe:in_1", step.refunded); changed != step.changed || err != nil {
			t.Errorf("refund %d: %v, %v", step.refunded, changed, err)
		}
	}
	if _, err := d.Refund("in_1", 101); !fault.Is(err, fault.Invalid) {
		t.Errorf("more than was paid: %v", err)
	}
	if _, err := d.Refund("in_9", 1); !fault.Because(err, "payment_unknown") {
		t.Errorf("an unknown payment: %v", err)
	}
	if _, err := d.Refund("", 1); !fault.Because(err, "payment_unknown") {
		t.Errorf("no payment: %v", err)
	}
}

func TestDisputes(t *testing.T) {
	t.Parallel()
	d := won(t, Close{FactID: "stripe:in_1", WonMS: 5, Payment: new(invoice("in_1", 100, 0))})
	say := func(state State, want bool) {
		t.Helper()
		if changed, err := d.Dispute("ch_in_1", Dispute{ID: "dp_1", State: state, Amount: 40}); changed != want || err != nil {
			t.Fatalf("%s: %v, %v", state, changed, err)
		}
	}
	say(Open, true)
	say(Open, false)
	if !d.Disputed() {
		t.Error("an open dispute freezes")
	}
	if base, _, _ := d.Base(); base != eur(100) {
		t.Errorf("nothing is lost yet: %v", base)
	}
	say(Lost, true)
	say(Open, false) // a late word
	if base, _, _ := d.Base(); base != eur(60) || d.Disputed() {
		t.Errorf("lost: %v", base)
	}
	if _, err := d.Dispute("ch_in_1", Dispute{ID: "dp_2", State: "maybe"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("an unknown state: %v", err)
	}
}

// TestOrderDoesNotMatter checks that late, repeated and reordered words end in the
// same deal, and that what is kept stays between nothing and what was paid.
func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(1, money.Max).Draw(t, "amount")
		p := invoice("in_1", amount, rapid.Int64Range(0, amount).Draw(t, "tax"))
		words := rapid.SliceOfN(rapid.Int64Range(0, amount), 1, 6).Draw(t, "refunds")
		end := func(words []int64) *Deal {
			d := &Deal{}
			_, _ = d.Close(Close{FactID: p.FactID, WonMS: 5, Payment: new(p)})
			for _, w := range words {
				_, _ = d.Refund("in_1", w)
			}
			_, _ = d.Dispute("in_1", Dispute{ID: "dp_1", State: Lost, Amount: amount / 2})
			return d
		}
		a, b := end(words), end(append(rapid.Permutation(words).Draw(t, "order"), words...))
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("%+v and %+v", a, b)
		}
		base, _, err := a.Base()
		if kept, gross := a.Left(); err != nil || base.Amount != kept || kept < 0 || kept > gross {
			t.Fatalf("base %v, kept %d of %d, %v", base, kept, gross, err)
		}
	})
}

func TestADealSurvivesTheStore(t *testing.T) {
	t.Parallel()
	d := won(t, Close{FactID: StripeFact("in_1", "pi_1"), WonMS: 5, CustomerID: "cus_1", Payment: new(invoice("in_1", 100, 5))})
	_, _ = d.Dispute("in_1", Dispute{ID: "dp_1", State: Open})
	body, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var back Deal
	if err := json.Unmarshal(body, &back); err != nil || !reflect.DeepEqual(*d, back) {
		t.Errorf("%v: %s", err, body)
	}
	if StripeFact("", "pi_1") != "stripe:pi_1" {
		t.Error("without an invoice the payment intent is the fact")
	}
}

func TestAFactBelongsToOneReferral(t *testing.T) {
	t.Parallel()
	f := NewFact(ExternalFact("crm", "7"), "ref_1", FromCRM, time.UnixMilli(5))
	if err := f.Belongs("ref_1"); err != nil {
		t.Errorf("its own referral: %v", err)
	}
	if err := f.Belongs("ref_2"); !fault.Because(err, "fact_used") {
		t.Errorf("another referral: %v", err)
	}
}

// TestFactsDontCollide checks that no two pairs of source and id make one fact.
func TestFactsDontCollide(t *testing.T) {
	t.Parallel()
	part := rapid.StringMatching(`[ab|%7C25]{0,5}`)
	rapid.Check(t, func(t *rapid.T) {
		s1, i1, s2, i2 := part.Draw(t, "s1"), part.Draw(t, "i1"), part.Draw(t, "s2"), part.Draw(t, "i2")
		if ExternalFact(s1, i1) == ExternalFact(s2, i2) && (s1 != s2 || i1 != i2) {
			t.Fatalf("%q %q and %q %q", s1, i1, s2, i2)
		}
	})
}
