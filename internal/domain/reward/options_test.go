package reward

import (
	"slices"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// What is offered is done, and what isn't is refused: in every state, to everybody.
func TestOptionsAreWhatTheVerbsAllow(t *testing.T) {
	t.Parallel()
	people := map[string]aggregate.Actor{
		"approver": {Kind: aggregate.Staff, ID: "mem_c", Roles: []aggregate.Role{aggregate.Approver}}, "rep": rep,
		"payee":      {Kind: aggregate.Staff, ID: "mem_x", Roles: []aggregate.Role{aggregate.Admin}},
		"who worked": {Kind: aggregate.Staff, ID: "mem_r", Roles: []aggregate.Role{aggregate.Approver}},
		"operator":   {Kind: aggregate.Operator}, "referrer": {Kind: aggregate.Referrer, ID: "mem_x"},
	}
	offered := map[Verb]bool{}
	for _, kind := range []Kind{Cash, Gift} {
		for _, status := range Statuses {
			if kind == Gift && slices.Contains([]Status{Paying, Blocked, Failed}, status) {
				continue
			}
			for name, by := range people {
				for _, verb := range byHand {
					rule := flat(5_000)
					rule.Kind = kind
					r := at(t, status, rule)
					if status == Held {
						r.HeldBy = "mem_a"
					}
					now, wall := act(by, 100), t0.Add(1000*day)
					has, events := slices.Contains(r.Options(now, wall), verb), len(r.Events)
					err := calls(r)[verb](now)
					if did := err == nil && len(r.Events) > events; did != has {
						t.Errorf("%s by %s while %s (%s): offered %v, done %v: %v", verb, name, status, kind, has, did, err)
					}
					offered[verb] = offered[verb] || has
				}
			}
		}
	}
	for _, verb := range byHand {
		if !offered[verb] && verb != SendAgain { // it needs a parked payment, see TestSendAgainTakesAParkedReward
			t.Errorf("%s was never offered", verb)
		}
	}
}

func TestAParkedPaymentCanBeSentAgain(t *testing.T) {
	t.Parallel()
	r := at(t, Paying, flat(5_000))
	by := Act{By: approver, Now: t0.Add(200 * day)}
	wall := t0.Add(1000 * day)
	if has := r.Options(by, wall); slices.Contains(has, SendAgain) || slices.Contains(has, Fail) {
		t.Errorf("before it is parked: %v", has)
	}
	ok(t, r.Unknown(Act{By: aggregate.ByClock, Now: by.Now}, "no_answer", true))
	if has := r.Options(by, wall); !slices.Contains(has, SendAgain) || !slices.Contains(has, Fail) {
		t.Errorf("once it is parked: %v", has)
	}
}

func TestTheStepThatAnAmountComesFrom(t *testing.T) {
	t.Parallel()
	rule := flat(0)
	rule.Price = Price{Form: Steps, By: ByCount, Steps: []Step{{From: 1, Amount: 5_000}, {From: 3, Amount: 8_000}}}
	for count, want := range map[int64]int64{0: 5_000, 1: 5_000, 2: 8_000, 9: 8_000} {
		d := draft(rule)
		d.Count = count
		r, err := New(d, Standing{}, clock(0))
		ok(t, err)
		if got := r.Step().Amount; got != want || r.Amount.Amount != want {
			t.Errorf("after %d: step %d, amount %d, want %d", count, got, r.Amount.Amount, want)
		}
	}
	if got := at(t, Held, flat(100)).Step(); got != (Step{}) {
		t.Errorf("a flat price has step %+v", got)
	}
}
