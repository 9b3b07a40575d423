package reward

import (
	"maps"
	"slices"
	"strconv"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
)

const (
	maxRules = 20
	maxSteps = 20
	maxDays  = 730
)

// Check returns a fault with a field for every term that is unclear, impossible or
// not offered yet. Pointers start at pointer ("/rewards").
func (t Terms) Check(pointer string) *fault.Error {
	c := checker{}
	if len(t.Rules) > maxRules {
		c.add(pointer+"/rules", "too_many", "Use at most "+strconv.Itoa(maxRules)+" rules.")
	}
	keys := map[string]bool{}
	for i, r := range t.Rules {
		at := pointer + "/rules/" + strconv.Itoa(i)
		if keys[r.Key] {
			c.add(at+"/key", "repeated", "Give each rule a key of its own.")
		}
		keys[r.Key] = true
		c.rule(at, r)
	}
	for _, cur := range t.Currencies() {
		if _, ok := t.Minimum[cur]; !ok && money.Known(cur) {
			c.add(pointer+"/minimum", "minimum_missing", "Set the smallest payout in "+cur+"; use 0 for none.")
		}
	}
	c.table(pointer+"/minimum", t.Minimum)
	c.table(pointer+"/approval/two_from", t.Approval.TwoFrom)
	c.table(pointer+"/approval/auto_below", t.Approval.AutoBelow)
	for _, cur := range slices.Sorted(maps.Keys(t.Approval.AutoBelow)) {
		if two, ok := t.Approval.TwoFrom[cur]; !ok || t.Approval.AutoBelow[cur] > two {
			c.add(pointer+"/approval/auto_below", "above_two_from", "What two people must approve can't be approved by rule ("+cur+").")
		}
	}
	c.between(pointer+"/minimum_days", t.MinimumDays, 1, maxDays)
	c.between(pointer+"/hold_days", t.HoldDays, 0, maxDays)
	c.between(pointer+"/refund_days", t.RefundDays, 0, maxDays)
	oneOf(&c, pointer+"/refund", t.Refund, Proportional, FullOnly)
	if t.Split == Split {
		c.add(pointer+"/split", "split_not_available", "Splitting a reward between two referrals isn't available yet. Use recorded.")
	} else {
		oneOf(&c, pointer+"/split", t.Split, Recorded)
	}
	return c.fault()
}

// checker collects what is wrong.
type checker struct{ fields []fault.Field }

func (c *checker) add(pointer, code, detail string) {
	c.fields = append(c.fields, fault.Field{Pointer: pointer, Code: code, Detail: detail})
}

func (c *checker) fault() *fault.Error {
	if len(c.fields) == 0 {
		return nil
	}
	return fault.OfFields(c.fields...)
}

func (c *checker) rule(at string, r Rule) {
	c.key(at+"/key", r.Key)
	oneOf(c, at+"/trigger", r.Trigger, OnWon, OnMet, OnLostWithThanks, OnPromiseBroken, OnAccepted, OnAgreed)
	c.offered(at, r)
	if !money.Known(r.Currency) {
		c.add(at+"/currency", "unknown_currency", "Use a lower-case ISO 4217 code such as eur.")
	}
	c.price(at+"/price", r, r.Price)
	for _, class := range slices.Sorted(maps.Keys(r.Classes)) {
		if class != "named" && class != "introduced" {
			c.add(at+"/classes", "not_one_of", "Use one of: named, introduced.")
			continue
		}
		c.price(at+"/classes/"+class, r, r.Classes[class])
	}
	if r.PerPayment && r.Trigger != OnWon {
		c.add(at+"/per_payment", "needs_trigger_won", "Only a rule for won deals can pay for each payment.")
	}
	if r.AfterPayment && r.Trigger != OnWon {
		c.add(at+"/after_payment", "needs_trigger_won", "Only a rule for won deals can wait for a payment.")
	}
	if r.HoldDays != nil {
		c.between(at+"/hold_days", *r.HoldDays, 0, maxDays)
	}
	c.between(at+"/per_month", r.PerMonth, 0, 1000)
	if r.Budget < 0 || r.Budget > money.Max {
		c.add(at+"/budget", "out_of_range", "Use 0 for none, or an amount in minor units.")
	}
}

// offered refuses, by name, what PRODUCT.md §9 plans and this version can't pay.
func (c *checker) offered(at string, r Rule) {
	switch r.For {
	case ToReferrer:
	case ToPerson, ToPartner:
		c.add(at+"/for", "payee_not_available", "Rewards for the "+string(r.For)+" aren't available yet. Use referrer.")
	default:
		c.add(at+"/for", "not_one_of", "Use one of: referrer.")
	}
	switch r.Kind {
	case Cash, Gift, Donation:
	case Credit, Discount:
		c.add(at+"/kind", "kind_not_available", "Rewards as "+string(r.Kind)+" aren't available yet. Use cash, gift or donation.")
	default:
		c.add(at+"/kind", "not_one_of", "Use one of: cash, gift, donation.")
	}
}

func (c *checker) price(at string, r Rule, p Price) {
	oneOf(c, at+"/form", p.Form, Flat, Percent, Steps)
	switch p.Form {
	case Flat:
		c.amount(at+"/amount", p.Amount)
		c.none(at+"/basis_points", p.BasisPoints)
		c.none(at+"/cap", p.Cap)
	case Percent:
		c.none(at+"/amount", p.Amount)
		c.percent(at, p.BasisPoints, p.Cap)
	case Steps:
		c.none(at+"/amount", p.Amount)
		c.none(at+"/basis_points", p.BasisPoints)
		c.none(at+"/cap", p.Cap)
		c.steps(at, p)
	}
	if p.Form != Steps && (len(p.Steps) > 0 || p.By != "") {
		c.add(at+"/steps", "not_used", "Steps belong to a price in steps.")
	}
	if p.NeedsBase() && r.Trigger != OnWon {
		c.add(at+"/form", "needs_trigger_won", "Only a won deal has an amount to compute from.")
	}
}

func (c *checker) steps(at string, p Price) {
	oneOf(c, at+"/by", p.By, ByDealSize, ByCount)
	if len(p.Steps) == 0 || len(p.Steps) > maxSteps {
		c.add(at+"/steps", "out_of_range", "Use 1 to "+strconv.Itoa(maxSteps)+" steps.")
		return
	}
	first := int64(0)
	if p.By == ByCount {
		first = 1
	}
	if p.Steps[0].From != first {
		c.add(at+"/steps/0/from", "not_from_start", "The first step starts at "+strconv.FormatInt(first, 10)+".")
	}
	for i, s := range p.Steps {
		rung := at + "/steps/" + strconv.Itoa(i)
		if i > 0 && s.From <= p.Steps[i-1].From {
			c.add(rung+"/from", "not_ascending", "List the steps in ascending order.")
		}
		if s.From > money.Max {
			c.add(rung+"/from", "too_large", "The step starts beyond every deal.")
		}
		if s.BasisPoints != 0 {
			c.none(rung+"/amount", s.Amount)
			c.percent(rung, s.BasisPoints, s.Cap)
			continue
		}
		c.amount(rung+"/amount", s.Amount)
		c.none(rung+"/cap", s.Cap)
	}
}

func (c *checker) percent(at string, basisPoints, most int64) {
	if basisPoints < 1 || basisPoints > 10_000 {
		c.add(at+"/basis_points", "out_of_range", "Use 1 to 10000; 250 is 2.5 percent.")
	}
	if most < 1 || most > money.Max {
		c.add(at+"/cap", "required", "Say the most that the percentage may come to, in minor units.")
	}
}

func (c *checker) amount(at string, v int64) {
	if v < 1 || v > money.Max {
		c.add(at, "out_of_range", "Use a positive amount in minor units.")
	}
}

func (c *checker) none(at string, v int64) {
	if v != 0 {
		c.add(at, "not_used", "This belongs to another form of price.")
	}
}

func (c *checker) between(at string, v, low, high int) {
	if v < low || v > high {
		c.add(at, "out_of_range", "Use "+strconv.Itoa(low)+" to "+strconv.Itoa(high)+".")
	}
}

// table checks amounts per currency.
func (c *checker) table(at string, rows map[string]int64) {
	for _, cur := range slices.Sorted(maps.Keys(rows)) {
		switch {
		case !money.Known(cur):
			c.add(at, "unknown_currency", "Use lower-case ISO 4217 codes such as eur.")
		case rows[cur] < 0 || rows[cur] > money.Max:
			c.add(at+"/"+cur, "out_of_range", "Use an amount in minor units, 0 or more.")
		}
	}
}

func (c *checker) key(at, key string) {
	ok := key != "" && len(key) <= 40
	for _, r := range key {
		ok = ok && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_')
	}
	if !ok {
		c.add(at, "invalid_key", "Use up to 40 of a-z, 0-9, - and _.")
	}
}

func oneOf[S ~string](c *checker, at string, v S, allowed ...S) {
	if slices.Contains(allowed, v) {
		return
	}
	list := ""
	for i, a := range allowed {
		if i > 0 {
			list += ", "
		}
		list += string(a)
	}
	c.add(at, "not_one_of", "Use one of: "+list+".")
}
