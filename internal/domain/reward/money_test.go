package reward

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

func eur(minor int64) money.Money { return money.Of(minor, "eur") }

func TestAmount(t *testing.T) {
	t.Parallel()
	percent := Price{Form: Percent, BasisPoints: 333, Cap: 50_000}
	bySize := Price{Form: Steps, By: ByDealSize, Steps: []Step{{From: 0, Amount: 1_000}, {From: 100_000, Amount: 5_000}, {From: 1_000_000, BasisPoints: 100, Cap: 30_000}}}
	byCount := Price{Form: Steps, By: ByCount, Steps: []Step{{From: 1, Amount: 1_000}, {From: 3, Amount: 2_000}}}
	tests := map[string]struct {
		price  Price
		basis  Basis
		policy RefundPolicy
		want   int64
		reason string
	}{
		"flat":                                {price: Price{Form: Flat, Amount: 5_000}, want: 5_000},
		"flat, half refunded":                 {price: Price{Form: Flat, Amount: 5_001}, basis: Basis{Kept: 50, Gross: 100}, want: 2_500},
		"flat, half refunded, full only":      {price: Price{Form: Flat, Amount: 5_001}, basis: Basis{Kept: 50, Gross: 100}, policy: FullOnly, want: 5_001},
		"flat, all refunded, full only":       {price: Price{Form: Flat, Amount: 5_001}, basis: Basis{Kept: 0, Gross: 100}, policy: FullOnly, want: 0},
		"percent rounds down":                 {price: percent, basis: Basis{Base: eur(1_001)}, want: 33},
		"percent shrinks with the base only":  {price: percent, basis: Basis{Base: eur(500), Kept: 500, Gross: 1_000}, want: 16},
		"percent stops at the cap":            {price: percent, basis: Basis{Base: eur(money.Max)}, want: 50_000},
		"percent of another currency":         {price: percent, basis: Basis{Base: money.Of(1_000, "usd")}, reason: "base_currency"},
		"percent of nothing known":            {price: percent, reason: "base_missing"},
		"flat doesn't care about the base":    {price: Price{Form: Flat, Amount: 700}, basis: Basis{Base: money.Of(1_000, "usd")}, want: 700},
		"lowest step":                         {price: bySize, basis: Basis{Base: eur(99_999)}, want: 1_000},
		"middle step":                         {price: bySize, basis: Basis{Base: eur(100_000)}, want: 5_000},
		"percent step":                        {price: bySize, basis: Basis{Base: eur(2_000_000)}, want: 20_000},
		"percent step stops at its cap":       {price: bySize, basis: Basis{Base: eur(9_000_000)}, want: 30_000},
		"a flat step shrinks with the refund": {price: bySize, basis: Basis{Base: eur(100_000), Kept: 1, Gross: 2}, want: 2_500},
		"first by count":                      {price: byCount, basis: Basis{Count: 0}, want: 1_000},
		"third by count":                      {price: byCount, basis: Basis{Count: 2}, want: 2_000},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			terms := Default()
			if tt.policy != "" {
				terms.Refund = tt.policy
			}
			got, err := terms.Amount(Rule{Currency: "eur", Price: tt.price}, tt.basis)
			if tt.reason != "" {
				if !fault.Because(err, tt.reason) {
					t.Fatalf("got %v, %v; want %s", got, err, tt.reason)
				}
				return
			}
			if err != nil || got != eur(tt.want) {
				t.Errorf("got %v, %v; want %d", got, err, tt.want)
			}
		})
	}
}

func TestAmountByClass(t *testing.T) {
	t.Parallel()
	r := flat(2_000)
	r.Classes = map[string]Price{"introduced": {Form: Flat, Amount: 9_000}}
	for class, want := range map[string]int64{"named": 2_000, "introduced": 9_000} {
		if got, err := Default().Amount(r, Basis{Class: class}); err != nil || got != eur(want) {
			t.Errorf("%s: got %v, %v; want %d", class, got, err, want)
		}
	}
	if got := r.Most(); got != eur(9_000) {
		t.Errorf("the most that the rule pays: got %v", got)
	}
}

// TestAmountStaysWithinItsRule checks that no base and no refund takes an amount
// below zero or above what the rule can ever pay.
func TestAmountStaysWithinItsRule(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.Int64Range(1, money.Max)
		r := Rule{Currency: "eur", Price: rapid.SampledFrom([]Price{
			{Form: Flat, Amount: limit.Draw(t, "flat")},
			{Form: Percent, BasisPoints: rapid.Int64Range(1, 10_000).Draw(t, "bp"), Cap: limit.Draw(t, "cap")},
			{Form: Steps, By: ByDealSize, Steps: []Step{{Amount: limit.Draw(t, "low")}, {From: limit.Draw(t, "from"), BasisPoints: 500, Cap: limit.Draw(t, "high")}}},
		}).Draw(t, "price")}
		gross := rapid.Int64Range(0, money.Max).Draw(t, "gross")
		b := Basis{Base: eur(rapid.Int64Range(0, money.Max).Draw(t, "base")), Gross: gross, Kept: rapid.Int64Range(0, gross).Draw(t, "kept")}
		got, err := Default().Amount(r, b)
		if err != nil || got.Amount < 0 || got.Amount > r.Most().Amount {
			t.Fatalf("got %v, %v; the rule pays at most %v", got, err, r.Most())
		}
	})
}

func TestNeeded(t *testing.T) {
	t.Parallel()
	a := ApprovalTerms{TwoFrom: map[string]int64{"eur": 100_000}, AutoBelow: map[string]int64{"eur": 1_000, "gbp": 500}}
	tests := map[string]struct {
		amount money.Money
		clean  bool
		want   int
	}{
		"below the rule's limit, clean":     {eur(999), true, 0},
		"below the rule's limit, not clean": {eur(999), false, 1},
		"at the rule's limit":               {eur(1_000), true, 1},
		"just below two":                    {eur(99_999), true, 1},
		"at two":                            {eur(100_000), true, 2},
		"a currency without a row":          {money.Of(1, "usd"), true, 2},
	}
	for name, tt := range tests {
		if got := a.Needed(tt.amount, tt.clean); got != tt.want {
			t.Errorf("%s: got %d, want %d", name, got, tt.want)
		}
	}
}

func TestDefaultTermsAreFine(t *testing.T) {
	t.Parallel()
	terms := Default()
	terms.Rules = []Rule{flat(5_000)}
	if f := terms.Check("/rewards"); f != nil {
		t.Fatal(f)
	}
	if terms.MostApprovers() != 1 {
		t.Errorf("50.00 takes one approver, got %d", terms.MostApprovers())
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	neg := -1
	tests := map[string]struct {
		change  func(*Terms)
		pointer string
		code    string
	}{
		"a payee to come":       {func(t *Terms) { t.Rules[0].For = ToPerson }, "/r/rules/0/for", "payee_not_available"},
		"an unknown payee":      {func(t *Terms) { t.Rules[0].For = "me" }, "/r/rules/0/for", "not_one_of"},
		"a kind to come":        {func(t *Terms) { t.Rules[0].Kind = Credit }, "/r/rules/0/kind", "kind_not_available"},
		"an unknown kind":       {func(t *Terms) { t.Rules[0].Kind = "gold" }, "/r/rules/0/kind", "not_one_of"},
		"an unknown trigger":    {func(t *Terms) { t.Rules[0].Trigger = "" }, "/r/rules/0/trigger", "not_one_of"},
		"no key":                {func(t *Terms) { t.Rules[0].Key = "" }, "/r/rules/0/key", "invalid_key"},
		"a hostile key":         {func(t *Terms) { t.Rules[0].Key = "a|b" }, "/r/rules/0/key", "invalid_key"},
		"a key twice":           {func(t *Terms) { t.Rules = append(t.Rules, t.Rules[0]) }, "/r/rules/1/key", "repeated"},
		"an unknown currency":   {func(t *Terms) { t.Rules[0].Currency = "EUR" }, "/r/rules/0/currency", "unknown_currency"},
		"no minimum":            {func(t *Terms) { t.Rules[0].Currency = "gbp" }, "/r/minimum", "minimum_missing"},
		"nothing to pay":        {func(t *Terms) { t.Rules[0].Price.Amount = 0 }, "/r/rules/0/price/amount", "out_of_range"},
		"too much":              {func(t *Terms) { t.Rules[0].Price.Amount = money.Max + 1 }, "/r/rules/0/price/amount", "out_of_range"},
		"less than nothing":     {func(t *Terms) { t.Rules[0].Price.Amount = -5 }, "/r/rules/0/price/amount", "out_of_range"},
		"percent without a cap": {func(t *Terms) { t.Rules[0].Price = Price{Form: Percent, BasisPoints: 100} }, "/r/rules/0/price/cap", "required"},
		"more than all of it":   {func(t *Terms) { t.Rules[0].Price = Price{Form: Percent, BasisPoints: 10_001, Cap: 1} }, "/r/rules/0/price/basis_points", "out_of_range"},
		"flat with a cap":       {func(t *Terms) { t.Rules[0].Price.Cap = 5 }, "/r/rules/0/price/cap", "not_used"},
		"flat with steps":       {func(t *Terms) { t.Rules[0].Price.By = ByCount }, "/r/rules/0/price/steps", "not_used"},
		"no steps":              {func(t *Terms) { t.Rules[0].Price = Price{Form: Steps, By: ByCount} }, "/r/rules/0/price/steps", "out_of_range"},
		"steps that don't start": {func(t *Terms) {
			t.Rules[0].Price = Price{Form: Steps, By: ByCount, Steps: []Step{{From: 2, Amount: 1}}}
		}, "/r/rules/0/price/steps/0/from", "not_from_start"},
		"steps that fall": {func(t *Terms) {
			t.Rules[0].Price = Price{Form: Steps, By: ByCount, Steps: []Step{{From: 1, Amount: 1}, {From: 1, Amount: 2}}}
		}, "/r/rules/0/price/steps/1/from", "not_ascending"},
		"a percentage of a meeting": {func(t *Terms) {
			t.Rules[0].Trigger, t.Rules[0].Price = OnMet, Price{Form: Percent, BasisPoints: 1, Cap: 1}
		}, "/r/rules/0/price/form", "needs_trigger_won"},
		"a payment for a meeting":    {func(t *Terms) { t.Rules[0].Trigger, t.Rules[0].PerPayment = OnMet, true }, "/r/rules/0/per_payment", "needs_trigger_won"},
		"a class nobody has":         {func(t *Terms) { t.Rules[0].Classes = map[string]Price{"gold": {}} }, "/r/rules/0/classes", "not_one_of"},
		"a wrong price for a class":  {func(t *Terms) { t.Rules[0].Classes = map[string]Price{"named": {}} }, "/r/rules/0/classes/named/form", "not_one_of"},
		"a hold below zero":          {func(t *Terms) { t.Rules[0].HoldDays = &neg }, "/r/rules/0/hold_days", "out_of_range"},
		"a budget below zero":        {func(t *Terms) { t.Rules[0].Budget = -1 }, "/r/rules/0/budget", "out_of_range"},
		"a limit below zero":         {func(t *Terms) { t.Rules[0].PerMonth = -1 }, "/r/rules/0/per_month", "out_of_range"},
		"a table with a wrong name":  {func(t *Terms) { t.Minimum["<b>"] = 1 }, "/r/minimum", "unknown_currency"},
		"a table below zero":         {func(t *Terms) { t.Approval.TwoFrom["eur"] = -1 }, "/r/approval/two_from/eur", "out_of_range"},
		"a rule above two people":    {func(t *Terms) { t.Approval.AutoBelow = map[string]int64{"eur": 100_001} }, "/r/approval/auto_below", "above_two_from"},
		"a rule where two must":      {func(t *Terms) { t.Approval.AutoBelow = map[string]int64{"gbp": 1} }, "/r/approval/auto_below", "above_two_from"},
		"a split that is to come":    {func(t *Terms) { t.Split = Split }, "/r/split", "split_not_available"},
		"an unknown refund policy":   {func(t *Terms) { t.Refund = "" }, "/r/refund", "not_one_of"},
		"more rules than we look at": {func(t *Terms) { t.Rules = slices.Repeat(t.Rules, 21) }, "/r/rules", "too_many"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			terms := Default()
			terms.Rules = []Rule{flat(5_000)}
			tt.change(&terms)
			f := terms.Check("/r")
			if f == nil || !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.Pointer == tt.pointer && x.Code == tt.code }) {
				t.Errorf("wanted %s at %s, got %v", tt.code, tt.pointer, f)
			}
		})
	}
}

// TestWhatIsToComeIsNamed checks that the refusal says which kind or payee it is.
func TestWhatIsToComeIsNamed(t *testing.T) {
	t.Parallel()
	terms := Default()
	terms.Rules = []Rule{flat(5_000)}
	terms.Rules[0].For, terms.Rules[0].Kind = ToPartner, Discount
	f := terms.Check("")
	if f == nil || !strings.Contains(f.Error(), "payee_not_available") || !strings.Contains(f.Fields[0].Detail, "partner") || !strings.Contains(f.Fields[1].Detail, "discount") {
		t.Errorf("got %+v", f)
	}
}
