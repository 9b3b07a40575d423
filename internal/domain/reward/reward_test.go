package reward

import (
	"slices"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
)

const env = "test"

var (
	t0       = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC) // a Monday
	approver = aggregate.Actor{Kind: aggregate.Staff, ID: "mem_a", Roles: []aggregate.Role{aggregate.Approver}}
	second   = aggregate.Actor{Kind: aggregate.Staff, ID: "mem_b", Roles: []aggregate.Role{aggregate.Approver}}
	rep      = aggregate.Actor{Kind: aggregate.Staff, ID: "mem_r", Roles: []aggregate.Role{aggregate.Rep}}
)

// act is done by somebody, days after t0.
func act(by aggregate.Actor, days int) Act {
	return Act{By: by, Now: t0.Add(time.Duration(days) * day)}
}

func clock(days int) Act { return act(aggregate.ByClock, days) }

func flat(minor int64) Rule {
	return Rule{Key: "won", Trigger: OnWon, For: ToReferrer, Kind: Cash, Currency: "eur", Price: Price{Form: Flat, Amount: minor}}
}

func draft(r Rule) Draft {
	return Draft{
		ID: "rw_1", Once: "ref_1|won|mem_x|1", ReferralID: "ref_1", ProgramID: "prg_1", RevisionN: 1, ReferrerID: "mem_x", PayeeID: "mem_x",
		Rule: r, Terms: Default(), Decision: promise.BusinessDays(5), Calendar: calendar.Default("Europe/Berlin"),
		Class: "named", TriggerMS: t0.UnixMilli(), Involved: []string{"mem_r"},
	}
}

func fresh(t testing.TB, r Rule, s Standing) *Reward {
	t.Helper()
	rw, err := New(draft(r), s, clock(0))
	if err != nil {
		t.Fatal(err)
	}
	return rw
}

// at brings a new reward into a status the way the product does.
func at(t testing.TB, status Status, rule Rule) *Reward {
	t.Helper()
	r := fresh(t, rule, Standing{})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	if status == Held {
		return r
	}
	must(r.Release(clock(31)))
	switch status {
	case AwaitingApproval:
		return r
	case Rejected:
		must(r.Reject(act(approver, 31), "not_genuine"))
		return r
	case Cancelled:
		must(r.Follow(clock(31), Standing{Gone: "withdrawn"}))
		return r
	}
	must(r.Approve(act(approver, 31)))
	if r.Status != Approved {
		must(r.Approve(act(second, 31)))
	}
	if status == Approved {
		return r
	}
	if rule.Kind == Cash {
		must(r.Claim(clock(31), "acct_1"))
	} else {
		must(r.MarkPaid(act(approver, 31), "receipt 7"))
	}
	switch status {
	case Blocked, Failed:
		must(r.Refused(clock(31), "balance_insufficient"))
	case Paid, ClawbackDue, ClawedBack, WrittenOff:
		if rule.Kind == Cash {
			must(r.Paid(clock(31), arrived(r), env))
		}
	}
	if status == Failed {
		must(r.Failed(act(approver, 32), t0, "other"))
	}
	if status == ClawbackDue || status == ClawedBack || status == WrittenOff {
		must(r.Follow(clock(40), Standing{Gross: 100, Kept: 0, Paid: true, PaymentMS: t0.UnixMilli()}))
	}
	switch status {
	case ClawedBack:
		must(r.ClawedBack(act(approver, 41), "statement 9"))
	case WrittenOff:
		must(r.WrittenOff(act(approver, 41), "goodwill"))
	}
	if r.Status != status {
		t.Fatalf("wanted a reward in %s, got %s", status, r.Status)
	}
	return r
}

// arrived is the transfer that fulfils what the reward asked for.
func arrived(r *Reward) transfer.Result {
	return transfer.Result{ID: "tr_" + r.ID, RewardID: r.ID, Env: env, Amount: r.Amount, Destination: r.Payout.Destination}
}

// calls maps every verb to the method that does it, with arguments that nothing
// but who and state could speak against.
func calls(r *Reward) map[Verb]func(Act) error {
	wall := t0.Add(1000 * day)
	return map[Verb]func(Act) error{
		Create:    func(a Act) error { _, err := New(draft(flat(100)), Standing{}, a); return err },
		HoldUntil: func(a Act) error { return r.HoldUntil(a, a.Now.Add(60*day).UnixMilli(), "other") },
		Release:   func(a Act) error { r.HeldBy = "mem_a"; return r.Release(a) },
		Approve:   func(a Act) error { return r.Approve(a) },
		Reject:    func(a Act) error { return r.Reject(a, "duplicate") },
		Claim: func(a Act) error {
			return r.Claim(a, "acct_1")
		},
		Unknown: func(a Act) error { return r.Unknown(a, "no_answer", false) },
		Refuse:  func(a Act) error { return r.Refused(a, "account_invalid") },
		Pay: func(a Act) error {
			return r.Paid(a, transfer.Result{ID: "tr_2", RewardID: r.ID, Env: env, Amount: r.Amount, Destination: r.Payout.Destination}, env)
		},
		SendAgain: func(a Act) error { return r.SendAgain(a, wall) },
		Fail:      func(a Act) error { return r.Failed(a, wall, "payee_unreachable") },
		MarkPaid:  func(a Act) error { return r.MarkPaid(a, "receipt 8") },
		Block:     func(a Act) error { return r.Block(a, "base_currency") },
		Mend:      func(a Act) error { return r.Mended(a, nil) },
		Adjust:    func(a Act) error { return r.reprice(a, money.Of(r.Amount.Amount+1, "eur")) },
		Cancel:    func(a Act) error { return r.Follow(a, Standing{Gone: "withdrawn"}) },
		Freeze:    func(a Act) error { return r.freeze(a, true) },
		Unfreeze:  func(a Act) error { r.Frozen = true; return r.freeze(a, false) },
		Reclaim:   func(a Act) error { return r.claimBack(a, r.Reclaimed.Amount+1) },
		ClawBack:  func(a Act) error { return r.ClawedBack(a, "statement 10") },
		WriteOff:  func(a Act) error { return r.WrittenOff(a, "too_small") },
		Escalate:  func(a Act) error { return r.Escalate(a) },
		Involve: func(a Act) error {
			if len(r.Approvals) == 0 {
				r.Approvals = []Approval{{MemberID: "mem_b", Amount: r.Amount, PayeeID: r.PayeeID}}
			}
			return r.Involve(a, []string{r.Approvals[0].MemberID})
		},
	}
}

// silent are verbs whose methods keep quiet where the table has no row: a repeated
// or late word from outside is no error there.
var silent = map[Verb]bool{Cancel: true, Involve: true, Block: true}

// TestEveryVerbInEveryState walks status × verb × actor and compares with Moves.
func TestEveryVerbInEveryState(t *testing.T) {
	t.Parallel()
	actors := map[string]aggregate.Actor{
		"clock": aggregate.ByClock, "approver": {Kind: aggregate.Staff, ID: "mem_c", Roles: []aggregate.Role{aggregate.Approver}},
		"admin": {Kind: aggregate.Staff, ID: "mem_d", Roles: []aggregate.Role{aggregate.Admin}}, "operator": {Kind: aggregate.Operator},
		"rep": rep, "referrer": {Kind: aggregate.Referrer, ID: "mem_x"}, "person": {Kind: aggregate.Person, ID: "ref_1"},
		"partner": {Kind: aggregate.Partner, ID: "key_1"}, "installation": {Kind: aggregate.Installation, ID: "key_2"}, "stripe": {Kind: aggregate.Stripe, ID: "evt_1"},
	}
	seen := map[Verb]bool{}
	for _, kind := range []Kind{Cash, Gift} {
		for _, status := range Statuses {
			if kind == Gift && slices.Contains([]Status{Paying, Blocked, Failed}, status) {
				continue
			}
			for verb := range calls(&Reward{}) {
				for name, actor := range actors {
					rule := flat(5_000)
					rule.Kind = kind
					r := at(t, status, rule)
					events := len(r.Events)
					err := calls(r)[verb](act(actor, 100))
					want := listed(verb, status, actor)
					refused := fault.Because(err, "wrong_state") || fault.Because(err, "not_yours_to_do")
					switch {
					case verb == Create:
						if (err == nil) != (actor.Kind == aggregate.Clock) {
							t.Errorf("create by %s: %v", name, err)
						}
						continue
					case want && refused:
						t.Errorf("%s by %s while %s (%s): refused, but the table allows it: %v", verb, name, status, kind, err)
					case !want && err == nil && !silent[verb] && len(r.Events) != events:
						t.Errorf("%s by %s while %s (%s): done, but the table has no such row", verb, name, status, kind)
					case !want && len(r.Events) != events:
						if last := r.Events[len(r.Events)-1]; last.Verb == string(verb) {
							t.Errorf("%s by %s while %s (%s): recorded, but the table has no such row", verb, name, status, kind)
						}
					}
					if err != nil && len(r.Events) != events {
						t.Errorf("%s by %s while %s: an error and an event", verb, name, status)
					}
					if err == nil && len(r.Events) > events {
						seen[verb] = true
						checkTarget(t, verb, status, r, events)
					}
				}
			}
		}
	}
	for verb := range calls(&Reward{}) {
		if verb != Create && verb != SendAgain && !seen[verb] {
			t.Errorf("%s never took effect in this test", verb)
		}
	}
}

// checkTarget compares where the first event led with the table.
func checkTarget(t *testing.T, verb Verb, from Status, r *Reward, events int) {
	t.Helper()
	e := r.Events[events]
	to := Status(e.To)
	if e.To == "" {
		to = from
	}
	for _, m := range Moves {
		if m.Verb == Verb(e.Verb) && slices.Contains(m.From, from) && (slices.Contains(m.To, to) || m.To == nil && to == from) {
			return
		}
	}
	t.Errorf("%s from %s led to %s (event %s), which the table doesn't know", verb, from, to, e.Verb)
}

// listed reports what the table says.
func listed(verb Verb, from Status, by aggregate.Actor) bool {
	for _, m := range Moves {
		if m.Verb == verb && slices.Contains(m.From, from) && slices.ContainsFunc(m.By, func(role Role) bool { return is(by, role) }) {
			return true
		}
	}
	return false
}

// TestMovesAreComplete checks that the table names every status and every verb.
func TestMovesAreComplete(t *testing.T) {
	t.Parallel()
	reached := map[Status]bool{}
	for _, m := range Moves {
		for _, s := range slices.Concat(m.From, m.To) {
			if !slices.Contains(Statuses, s) {
				t.Errorf("%s names the unknown status %q", m.Verb, s)
			}
		}
		for _, s := range m.From {
			if s.Final() {
				t.Errorf("%s leaves the final status %s", m.Verb, s)
			}
		}
		for _, s := range m.To {
			reached[s] = true
		}
		if calls(&Reward{})[m.Verb] == nil {
			t.Errorf("%s has no method in this test", m.Verb)
		}
	}
	for _, s := range Statuses {
		if !reached[s] {
			t.Errorf("nothing leads to %s", s)
		}
	}
}
