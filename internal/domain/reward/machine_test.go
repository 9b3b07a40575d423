package reward

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/money"
)

// machine drives one reward through anything that may happen to it, in any order.
type machine struct {
	r     *Reward
	now   time.Time
	gross int64
	kept  int64
	sends map[int]money.Money // what each attempt asked for
	done  int                 // how often money moved
}

func (m *machine) act(by aggregate.Actor) Act { return Act{By: by, Now: m.now} }

// step does one thing; refusals are part of the game.
func (m *machine) step(t *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.Int64Range(0, 40*24).Draw(t, "hours")) * time.Hour)
	staff := rapid.SampledFrom([]aggregate.Actor{approver, second, {Kind: aggregate.Staff, ID: "mem_x", Roles: []aggregate.Role{aggregate.Admin}}, rep}).Draw(t, "staff")
	clock, r := m.act(aggregate.ByClock), m.r
	switch rapid.SampledFrom([]string{"pay in", "refund", "dispute", "gone", "release", "hold", "approve", "approve", "reject", "claim", "claim", "resend", "unknown", "refuse", "paid", "mend", "again", "fail", "involve", "claw", "write off", "by hand"}).Draw(t, "what") {
	case "pay in":
		m.gross = max(m.gross, rapid.Int64Range(1, 1_000_000).Draw(t, "gross"))
		m.kept = max(m.kept, m.gross/2)
		_ = r.Follow(clock, m.standing())
	case "refund":
		m.kept = rapid.Int64Range(0, m.kept).Draw(t, "kept")
		_ = r.Follow(clock, m.standing())
	case "dispute":
		s := m.standing()
		s.Disputed = rapid.Bool().Draw(t, "open")
		_ = r.Follow(clock, s)
	case "gone":
		if rapid.IntRange(0, 9).Draw(t, "rarely") == 0 {
			_ = r.Follow(clock, Standing{Gone: "withdrawn"})
		}
	case "release":
		_ = r.Release(clock)
	case "hold":
		_ = r.HoldUntil(m.act(staff), m.now.Add(100*day).UnixMilli(), "other")
	case "approve":
		_ = r.Approve(m.act(staff))
	case "reject":
		if rapid.IntRange(0, 9).Draw(t, "rarely") == 0 {
			_ = r.Reject(m.act(staff), "duplicate")
		}
	case "claim":
		if r.Claim(clock, "acct_1") == nil {
			m.sent(t)
		}
	case "resend":
		if r.Resend(m.now) == nil {
			m.sent(t)
		}
	case "unknown":
		_ = r.Unknown(clock, "no_answer", rapid.Bool().Draw(t, "park"))
	case "refuse":
		_ = r.Refused(clock, "balance_insufficient")
	case "paid":
		if r.Status == Paying && r.Paid(clock, arrived(r), env) == nil {
			m.done++
		}
	case "mend":
		_ = r.Mended(clock, nil)
	case "again":
		_ = r.SendAgain(m.act(staff), m.now)
	case "fail":
		_ = r.Failed(m.act(staff), m.now, "other")
	case "involve":
		_ = r.Involve(clock, []string{rapid.SampledFrom([]string{"mem_a", "mem_q"}).Draw(t, "who")})
	case "claw":
		_ = r.ClawedBack(m.act(staff), "statement 1")
	case "write off":
		_ = r.WrittenOff(m.act(staff), "goodwill")
	case "by hand":
		_ = r.MarkPaid(m.act(staff), "receipt 1")
	}
}

func (m *machine) standing() Standing {
	s := Standing{Base: eur(500_000)}
	if m.gross > 0 {
		s = Standing{Base: eur(m.kept), Paid: true, PaymentMS: t0.UnixMilli(), Gross: m.gross, Kept: m.kept}
	}
	return s
}

// sent checks that one attempt never asks for two things.
func (m *machine) sent(t *rapid.T) {
	asked := m.r.Request(env)
	if before, ok := m.sends[asked.Attempt]; ok && before != asked.Amount {
		t.Fatalf("attempt %d asked for %v and then for %v", asked.Attempt, before, asked.Amount)
	}
	m.sends[asked.Attempt] = asked.Amount
}

// TestAnyOrderOfThings drives rewards at random and checks what must always hold.
func TestAnyOrderOfThings(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule := flat(rapid.SampledFrom([]int64{5_000, 150_000}).Draw(t, "flat"))
		if rapid.Bool().Draw(t, "percent") {
			rule.Price = Price{Form: Percent, BasisPoints: 1_000, Cap: 200_000}
		}
		r, err := New(draft(rule), Standing{Base: eur(500_000)}, clock(0))
		if err != nil {
			t.Fatal(err)
		}
		m := &machine{r: r, now: t0, sends: map[int]money.Money{}}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			before := *r
			before.Events = slices.Clone(r.Events)
			m.step(t)
			m.check(t, &before)
		}
	})
}

func (m *machine) check(t *rapid.T, before *Reward) {
	r := m.r
	if before.Status.Final() && (r.Status != before.Status || len(r.Events) != len(before.Events)) {
		t.Fatalf("%s is final, and now it is %s", before.Status, r.Status)
	}
	if m.done > 1 {
		t.Fatal("paid twice")
	}
	approved := r.Status == Approved || r.Status == Paying || r.Status == Paid
	if approved && r.binding() < r.Needed() {
		t.Fatalf("%s with %d of %d approvals for %v", r.Status, r.binding(), r.Needed(), r.Amount)
	}
	for _, a := range r.Approvals {
		if a.MemberID == r.PayeeID || slices.Contains(before.Involved, a.MemberID) && before.Status.Unpaid() && approved && r.Status != before.Status {
			t.Fatalf("%s approved", a.MemberID)
		}
	}
	if before.Status == Paying && r.Status == Paying && before.Payout.Attempt == r.Payout.Attempt && r.Amount != before.Amount {
		t.Fatalf("the amount of a sent reward went from %v to %v", before.Amount, r.Amount)
	}
	if owed := booked(r); owed != r.Booked || owed < 0 {
		t.Fatalf("%s: the entries say that we owe %d, the reward says %d", r.Status, owed, r.Booked)
	}
	if (r.Status == Approved || r.Status == Paying) != (r.Booked > 0) && r.Status != Blocked {
		t.Fatalf("%s and %d owed", r.Status, r.Booked)
	}
	if r.Reclaimed.Amount > r.Amount.Amount && r.Status != Blocked {
		t.Fatalf("%v due back of %v", r.Reclaimed, r.Amount)
	}
	for _, e := range r.Events[len(before.Events):] {
		if !allowed(e) {
			t.Fatalf("%s from %q to %q isn't in the table", e.Verb, e.From, e.To)
		}
	}
	if !r.Status.Final() && r.Status != Paid && len(r.WaitsFor()) == 0 {
		t.Fatalf("%s waits for nothing", r.Status)
	}
}

// booked adds up the entries that the reward scheduled.
func booked(r *Reward) int64 {
	var owed int64
	for _, task := range r.Agenda {
		n, _ := strconv.ParseInt(task.Payload["amount"], 10, 64)
		switch Posting(task.Payload["posting"]) {
		case PostOwed:
			owed += n
		case PostReleased, PostPaid, PostGiven:
			owed -= n
		}
	}
	return owed
}

// allowed reports whether the table knows the move that an event records.
func allowed(e aggregate.Event) bool {
	return slices.ContainsFunc(Moves, func(m Move) bool {
		if m.Verb != Verb(e.Verb) {
			return false
		}
		return e.To == "" || e.From == "" && m.From == nil || slices.Contains(m.From, Status(e.From)) && slices.Contains(m.To, Status(e.To))
	})
}

// TestQuota drives a budget through races of reserving and giving back.
func TestQuota(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const limit = 1_000
		q := &Quota{}
		spent := int64(0)
		for range rapid.IntRange(1, 50).Draw(t, "steps") {
			id := rapid.SampledFrom([]string{"rw_1", "rw_2", "rw_3"}).Draw(t, "reward")
			revision := rapid.Int64Range(1, 5).Draw(t, "revision")
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				_ = q.Reserve(id, rapid.Int64Range(1, 600).Draw(t, "part"), limit, revision, "budget_exhausted")
			case 1:
				had := q.Reserved[id]
				q.Release(id, revision)
				if _, still := q.Reserved[id]; had.At > revision && !still {
					t.Fatal("an older look gave a newer reservation back")
				}
			case 2:
				spent += q.Reserved[id].Part
				q.Close(id)
			}
			if q.Taken() > limit || q.Closed != spent {
				t.Fatalf("taken %d of %d, closed %d of %d", q.Taken(), limit, q.Closed, spent)
			}
		}
	})
}
