package referral

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
)

// verbs does each verb that somebody can ask for.
var verbs = map[Verb]func(*Referral, aggregate.Actor, Terms, time.Time) error{
	Confirm: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error { return r.Confirmed(by, nil, now) },
	Accept: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.Accept(by, t, nil, "ok", nil, now)
	},
	Ask: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.Ask(by, t, "Which?", nil, now)
	},
	Decline: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.Decline(by, t, "other", "no", nil, now)
	},
	Answer: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		_, err := r.Answered(by, t, "", nil, now)
		return err
	},
	Appeal: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.Appeal(by, t, "please", nil, now)
	},
	Withdraw: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.Withdraw(by, t, "", nil, now)
	},
	Yes: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		if by.Kind == aggregate.Person {
			return r.AgreedOnPage(by, t, Said{Direct: true, Wish: promise.Wish{Channels: []promise.Channel{promise.Email}}}, nil, now)
		}
		return r.RecordedYes(by, t, Said{Channel: "reply", Evidence: "Yes!"}, nil, now)
	},
	ConfirmYes: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		r.Pending = &Pending{Seq: 1, Details: bobs, ByPhone: by.Kind != aggregate.Person}
		return r.ConfirmedYes(by, t, "", nil, "", nil, now)
	},
	Disown: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		r.Pending = &Pending{Seq: 1, Details: bobs}
		return r.Disowned(by, now)
	},
	NotNow: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.NotNow(by, t, now.AddDate(0, 1, 0), "", nil, now)
	},
	No: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.Refuse(by, t, "", nil, now)
	},
	Never: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.RefuseForever(by, t, nil, now)
	},
	Lift: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		r.NoMS = 1
		return r.Lifted(by, now)
	},
	Bounce: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error { return r.Bounced(by, t, nil, now) },
	Correct: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		r.Review.Bounced = true
		return r.Corrected(by, t, contact.Details{Email: "bob@example.org"}, []string{"email-n3w"}, nil, now)
	},
	Assign: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		return r.Assigned(by, "mem_new", nil, now)
	},
	Contact: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		_, err := r.RecordContact(by, t, Contacted{At: now, Channel: promise.Email, Outcome: NoAnswer}, nil, now)
		return err
	},
	Meeting: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.Meet(by, t, now, "", nil, now)
	},
	NextStep: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		return r.AgreeNext(by, now, "call", nil, now)
	},
	Win: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.Closed(by, t, win("crm|1"), "", nil, now)
	},
	Suggest: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		return r.WinSuggested(by, win("crm|2"), "late", nil, now)
	},
	Dismiss: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		r.Wins = []SuggestedWin{{N: 1}}
		return r.DismissWin(by, 1, "", nil, now)
	},
	Lose: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.Lost(by, t, "no_need", "", nil, now)
	},
	Reopen: func(r *Referral, by aggregate.Actor, t Terms, now time.Time) error {
		return r.Reopened(by, t, "again", nil, now)
	},
	Payment: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		return r.Paid(by, deal.Payment{FactID: "crm|p2", Amount: money.Of(100, "eur"), PaidMS: 1}, nil, now)
	},
	Refund: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		return r.Refunded(by, "crm|p1", 50, nil, now)
	},
	Dispute: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		return r.Disputed(by, "crm|p1", deal.Dispute{ID: "dp_1", State: deal.Open, Amount: 50}, nil, now)
	},
	Report: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		return r.ReportBreach(by, "not_as_promised", "", nil, now)
	},
	Judge: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		r.Breaches = []Breach{{N: 1, By: "person", Kind: "not_as_promised"}}
		return r.AnswerBreach(by, 1, false, "It was as promised.", nil, now)
	},
	Prove: func(r *Referral, by aggregate.Actor, _ Terms, now time.Time) error {
		return r.Proven(by, "Hello!", nil, now)
	},
}

// byTasks are verbs that only tasks bring about; they have tests of their own.
var byTasks = []Verb{Enter, Resume, Lapse, EndClaim, Erase, Forget, StepLate, StepBroken}

// parties acts for each party of the table; none of these people did anything with
// the referral before.
var parties = map[Party][]aggregate.Actor{
	ByReferrerParty: {kim}, ByPersonParty: {bob}, ByRep: {rep}, ByReviewer: {reviewer}, ByOtherReviewer: {second}, ByAnyStaff: {rep, reviewer},
	ByPartner: {partner}, ByInstallation: {crm}, ByStripe: {stripe}, ByClock: {clock}, ByMailServer: {mailer}, ByUninvolvedHand: {approver},
}

// standing is a referral put into a state, with what belongs to it.
func standing(s Status) *Referral {
	r := entered(terms(promise.AlreadyAgreed), vetting.InReview)
	r.Status, r.AcceptedMS = s, 0
	switch s {
	case Deferred:
		r.Deferral = Deferral{From: AwaitingYes, UntilMS: monday.AddDate(0, 0, 9).UnixMilli()}
	case Agreed, InContact, Met, Lost, Stopped:
		r.YesMS, r.YesBy, r.LostFrom = 1, yesByReferrer, Agreed
	case Won:
		c := win("crm|1")
		c.Payment = &deal.Payment{FactID: "crm|p1", Amount: money.Of(100, "eur"), PaidMS: 1}
		_, _ = r.Deal.Close(c)
	}
	if !s.Open() {
		r.DecidedMS = monday.UnixMilli()
	}
	return r
}

// Whoever the table names may do the verb in the states that it names, and nobody
// else and nowhere else; what is refused changes nothing.
func TestMovesIsTheTruth(t *testing.T) {
	t.Parallel()
	strangers := []aggregate.Actor{stranger, {Kind: aggregate.Person, ID: "ref_2"}, {Kind: aggregate.Staff, ID: "mem_none"}, {}}
	for verb, do := range verbs {
		for _, s := range Statuses {
			for _, by := range append(slices.Concat(slices.Collect(maps.Values(parties))...), strangers...) {
				check(t, verb, do, s, by)
			}
		}
	}
}

func check(t *testing.T, verb Verb, do func(*Referral, aggregate.Actor, Terms, time.Time) error, s Status, by aggregate.Actor) {
	t.Helper()
	r := standing(s)
	allowed, ever := false, false
	for _, m := range Moves {
		if m.Verb == verb && slices.ContainsFunc(m.By, func(p Party) bool { return r.is(by, p) }) {
			ever = true
			allowed = allowed || m.From == nil || slices.Contains(m.From, s)
		}
	}
	events, agenda := len(r.Events), text(t, r.Agenda)
	err := do(r, by, terms(promise.AlreadyAgreed), monday.Add(time.Hour))
	tableSays := fault.Because(err, "wrong_state") || fault.Because(err, "not_yours_to_do")
	switch {
	case allowed && tableSays:
		t.Errorf("%s by %s %s in %s: the table allows it, the verb says %v", verb, by.Kind, by.ID, s, err)
	case !allowed && err == nil && !ever:
		t.Errorf("%s by %s %s in %s isn't refused", verb, by.Kind, by.ID, s)
	case (!allowed || err != nil) && (len(r.Events) != events || text(t, r.Agenda) != agenda || r.Status != s):
		t.Errorf("%s by %s %s in %s is refused or a repeat, and changes something (%v)", verb, by.Kind, by.ID, s, err)
	case !ever && !fault.Is(err, fault.Forbidden):
		t.Errorf("%s by %s %s in %s: %v, want forbidden", verb, by.Kind, by.ID, s, err)
	case allowed && err == nil && (len(r.Events) <= events):
		t.Errorf("%s by %s %s in %s leaves no event", verb, by.Kind, by.ID, s)
	}
}

// Each verb of the table is tried, and each party has somebody.
func TestMovesAreAllTried(t *testing.T) {
	t.Parallel()
	for _, m := range Moves {
		if verbs[m.Verb] == nil && !slices.Contains(byTasks, m.Verb) {
			t.Errorf("nobody tries %s", m.Verb)
		}
		for _, p := range m.By {
			if len(parties[p]) == 0 {
				t.Errorf("%s: nobody is %s", m.Verb, p)
			}
		}
		for _, s := range m.From {
			if !slices.ContainsFunc(m.By, func(p Party) bool { return Possible(m.Verb, p, s) }) {
				t.Errorf("%s isn't possible in %s", m.Verb, s)
			}
		}
	}
}
