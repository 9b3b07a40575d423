package referral

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/vetting"
)

// life is one referral under random verbs by random people at random times, with
// what a reader of its history knows.
type life struct {
	r       *Referral
	t       Terms
	now     time.Time
	history string // the events so far, as JSON
	said    string // what the person said last with effect: "", "yes" or "no"
	class   Class
	fact    int
}

func (l *life) details(t *rapid.T) Said {
	return Said{
		Direct:  rapid.IntRange(0, 2).Draw(t, "direct") > 0,
		Details: contact.Details{Email: rapid.SampledFrom([]string{"", bobs.Email, "canary2@example.org"}).Draw(t, "email"), Phone: rapid.SampledFrom([]string{"", bobs.Phone}).Draw(t, "phone")},
		Suspect: rapid.SampledFrom([]string{"", "", "claimed"}).Draw(t, "suspect"), Match: []string{emailKey},
		Channel: rapid.SampledFrom([]string{"reply", "phone"}).Draw(t, "by"), Evidence: "Canary said so",
	}
}

// who is mostly one of those whose turn it is, and sometimes anybody.
func who(t *rapid.T, right ...aggregate.Actor) aggregate.Actor {
	if rapid.IntRange(0, 5).Draw(t, "anybody") == 0 {
		right = []aggregate.Actor{kim, stranger, bob, rep, reviewer, second, approver, crm, partner, stripe, mailer, clock}
	}
	return rapid.SampledFrom(right).Draw(t, "who")
}

// act does one random thing.
func (l *life) act(t *rapid.T) {
	r, now := l.r, l.now
	yesBefore, noBefore := r.YesMS, r.NoMS
	what := rapid.IntRange(0, 18).Draw(t, "what")
	by := who(t, [][]aggregate.Actor{{bob, rep}, {bob}, {bob}, {bob, rep}, {bob}, {bob}, {bob}, {kim}, {reviewer, second}, {rep}, {rep}, {bob, kim}, {kim, rep}}[min(what, 12)]...)
	switch what {
	case 0, 1:
		if by.Kind == aggregate.Person {
			_ = r.AgreedOnPage(by, l.t, l.details(t), nil, now)
		} else {
			_ = r.RecordedYes(by, l.t, l.details(t), nil, now)
		}
	case 2, 3:
		_ = r.ConfirmedYes(by, l.t, "Canary on the phone", nil, rapid.SampledFrom([]string{"", "claimed"}).Draw(t, "suspect"), nil, now)
	case 4:
		_ = r.Refuse(by, l.t, "Canary is cross", nil, now)
	case 5:
		if rapid.IntRange(0, 3).Draw(t, "really") == 0 {
			_ = r.RefuseForever(by, l.t, nil, now)
		}
	case 6:
		_ = r.Lifted(by, now)
	case 7:
		if vet, err := r.Answered(by, l.t, "Canary says so", nil, now); err == nil && vet {
			r.Vetted(l.t, l.verdict(t), l.hold(t), now)
		}
	case 8:
		_ = r.Accept(by, l.t, l.hold(t), "Canary fits", nil, now)
	case 9:
		l.fact++
		_ = r.Closed(by, l.t, win(fmt.Sprintf("crm|%d", l.fact)), "Canary signed", nil, now)
	case 10:
		_, _ = r.RecordContact(by, l.t, Contacted{At: now, Channel: promise.Email, Outcome: rapid.SampledFrom([]Outcome{Reached, NoAnswer, LeftWord, AskedToStop}).Draw(t, "outcome"),
			Note: "Canary", Broke: rapid.SampledFrom([]promise.Clause{"", promise.ClauseBeforeYes, promise.ClauseOutsideHours}).Draw(t, "broke")}, nil, now)
	case 11:
		_ = r.ReportBreach(by, rapid.SampledFrom(BreachKinds).Draw(t, "kind"), "Canary", nil, now)
	case 12:
		_ = r.Corrected(by, l.t, contact.Details{Email: "canary3@example.org"}, []string{"email-n3w"}, nil, now)
	default:
		all := []Verb{Ask, Decline, Appeal, Withdraw, NotNow, Bounce, Assign, Meeting, NextStep, Lose, Reopen, Suggest, Prove}
		m := rapid.SampledFrom(slices.DeleteFunc(slices.Clone(Moves), func(m Move) bool { return !slices.Contains(all, m.Verb) })).Draw(t, "move")
		_ = verbs[m.Verb](r, who(t, parties[rapid.SampledFrom(m.By).Draw(t, "party")]...), l.t, now)
	}
	switch { // what the history must agree with
	case r.NoMS != 0 && r.NoMS != noBefore:
		l.said = "no"
	case r.YesMS != 0 && r.YesMS != yesBefore:
		l.said = "yes"
	}
}

func (l *life) verdict(t *rapid.T) vetting.Verdict {
	return verdict(rapid.SampledFrom([]vetting.Result{vetting.Accepted, vetting.InReview, vetting.NeedsInfo, vetting.Declined}).Draw(t, "verdict"))
}

func (l *life) hold(t *rapid.T) *Hold {
	if rapid.IntRange(0, 3).Draw(t, "claimed") > 0 {
		return nil
	}
	return &Hold{Keys: []string{emailKey}, EndsMS: l.now.AddDate(0, 2, 0).UnixMilli()}
}

// pass lets time go by and performs what is due then, as the worker would.
func (l *life) pass(t *rapid.T) {
	l.now = l.now.Add(time.Duration(rapid.Int64Range(1, int64(40*day/time.Minute)).Draw(t, "minutes")) * time.Minute)
	for range 200 {
		task, ok := l.r.Meta.Claim(l.now, l.now, 25*time.Second)
		if !ok {
			return
		}
		if !l.r.Settle(task) {
			t.Fatal("the claim isn't held")
		}
		l.perform(t, task)
	}
	t.Fatal("the agenda never empties")
}

func (l *life) perform(t *rapid.T, task aggregate.Task) {
	r := l.r
	switch task.Kind {
	case TaskMail:
		r.MailSent(l.now, task.Payload["template"], task.Payload["to"])
	case TaskRemind:
		r.Remind(l.t, l.now)
	case TaskLapse:
		r.Lapse(l.t, l.now)
	case TaskResume:
		r.Resume(l.t, l.now)
	case TaskEndClaim:
		r.EndClaim(l.now)
	case TaskErase:
		r.Erase(l.now)
	case TaskForget:
		r.Forget(l.now)
	case TaskRelease:
		if r.Status == Queued && r.Enter(l.now) == nil {
			r.Vetted(l.t, l.verdict(t), l.hold(t), l.now)
		}
	}
	for _, code := range []promise.StepCode{promise.StepVerdict, promise.StepFirstContact} {
		switch task.Kind {
		case LateTask(code):
			r.Late(l.now, l.t, code)
		case LeadTask(code):
			r.LeadTold(l.now, code)
		case BrokenTask(code):
			r.Broken(l.now, l.t, code)
		}
	}
}

// hold whatever happens.
func (l *life) invariants(t *rapid.T) {
	r := l.r
	if r.HasYes() && l.said != "yes" {
		t.Fatalf("may be contacted, though the last word was %q", l.said)
	}
	if l.class == Introduced && r.Class != Introduced {
		t.Fatal("the class fell")
	}
	l.class = r.Class
	open := map[promise.StepCode]int{}
	for _, s := range r.Steps {
		if s.Open() {
			open[s.Code]++
		}
	}
	for code, n := range open {
		if n > 1 {
			t.Fatalf("%d steps %s are open", n, code)
		}
	}
	if len(r.ClaimKeys()) > 0 && (!r.claims() || !slices.Contains([]Status{NeedsInfo, InReview, AwaitingYes, Deferred, Agreed, InContact, Met}, r.Status)) {
		t.Fatalf("holds a claim in %s (%+v)", r.Status, r.Claim)
	}
	if r.claims() && len(r.ClaimKeys()) > 0 && r.Claim.PausedMS == 0 && !pending(r, TaskEndClaim) {
		t.Fatal("a claim that never ends")
	}
	l.documents(t)
}

// documents holds of what is stored.
func (l *life) documents(t *rapid.T) {
	r := l.r
	var due *int64
	for _, task := range r.Agenda {
		if task.ParkedAtMS == 0 && (due == nil || task.DueMS < *due) {
			due = &task.DueMS
		}
	}
	if (due == nil) != (r.DueMS == nil) || due != nil && *due != *r.DueMS {
		t.Fatal("due_ms isn't the earliest of the agenda")
	}
	events := text(t, r.Events)
	if !strings.HasPrefix(events, strings.TrimSuffix(l.history, "]")) {
		t.Fatal("an event was edited")
	}
	l.history = events
	open := text(t, []any{r.Events, r.Agenda, r.Verdict, r.Contacts, r.Breaches, r.Steps, r.Mailed, r.Match, r.Queue})
	for _, canary := range []string{"Canary", "canary", bobs.Phone} {
		if strings.Contains(open, canary) {
			t.Fatalf("personal data outside the personal blocks: %s", open)
		}
	}
	if r.NeverMS != 0 && r.Pending == nil && strings.Contains(text(t, r), "anary") {
		t.Fatal("details are left after a never")
	}
	var again Referral
	if err := json.Unmarshal([]byte(text(t, r)), &again); err != nil || text(t, &again) != text(t, r) {
		t.Fatalf("it doesn't come back from JSON as it was: %v", err)
	}
	if int64(len(r.Events)) != r.Revision {
		t.Fatal("the revision counts something else than events")
	}
}

// Whatever people do at whatever time, the person's last word binds, claims and
// steps stay in order, and documents hold what they may.
func TestMachine(t *testing.T) {
	t.Parallel()
	for _, consent := range []promise.Consent{promise.ReferrerIntroduces, promise.AskFirst, promise.AlreadyAgreed} {
		t.Run(string(consent), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) { live(t, terms(consent)) })
		})
	}
}

func live(t *rapid.T, terms Terms) {
	l := &life{now: monday, class: Named, history: "[]", t: terms}
	l.t.Promise.Updates.LearnsReason = rapid.Bool().Draw(t, "learns")
	d := draft(rapid.SampledFrom([]Entry{ByReferrer, ByKey, ByStaff, ByLink}).Draw(t, "entry"))
	if l.r = New(d, kim, nil, l.now); l.r.Status == ToConfirm {
		_ = l.r.Confirmed(kim, nil, l.now)
	}
	l.r.Vetted(l.t, l.verdict(t), l.hold(t), l.now)
	if l.r.YesMS != 0 {
		l.said = "yes"
	}
	l.invariants(t)
	for range rapid.IntRange(1, 40).Draw(t, "length") {
		if rapid.IntRange(0, 2).Draw(t, "wait") == 0 {
			yesBefore := l.r.YesMS
			l.pass(t)
			if l.r.YesMS != 0 && l.r.YesMS != yesBefore {
				l.said = "yes" // let in under already_agreed
			}
		} else {
			l.now = l.now.Add(time.Minute)
			l.act(t)
		}
		l.invariants(t)
	}
}
