package referral

import (
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/promise"
)

// Step is one deadline of the promise: late when its time has passed, broken one
// business day later, and kept late in between.
type Step struct {
	Code     promise.StepCode `json:"code"`
	StartMS  int64            `json:"start_ms"`
	DueMS    int64            `json:"due_ms"`
	LateMS   int64            `json:"late_ms,omitempty"`
	BrokenMS int64            `json:"broken_ms,omitempty"`
	DoneMS   int64            `json:"done_ms,omitempty"`
	EndedMS  int64            `json:"ended_ms,omitempty"` // no longer owed
}

// Open reports whether the step is still owed.
func (s Step) Open() bool { return s.DoneMS == 0 && s.EndedMS == 0 }

// Step returns the newest step with this code.
func (r *Referral) Step(code promise.StepCode) (Step, bool) {
	if i := r.stepIndex(code); i >= 0 {
		return r.Steps[i], true
	}
	return Step{}, false
}

func (r *Referral) stepIndex(code promise.StepCode) int {
	for i := len(r.Steps) - 1; i >= 0; i-- {
		if r.Steps[i].Code == code {
			return i
		}
	}
	return -1
}

// start makes a step owed until due.
func (r *Referral) start(now time.Time, t Terms, code promise.StepCode, due time.Time) {
	s := Step{Code: code, StartMS: now.UnixMilli(), DueMS: due.UnixMilli()}
	r.Steps = append(r.Steps, s)
	r.watch(t, s)
}

// watch schedules what happens when an owed step's time passes.
func (r *Referral) watch(t Terms, s Step) {
	r.dropStepTasks(s.Code)
	r.Schedule(LateTask(s.Code), time.UnixMilli(s.DueMS+1), nil)
	r.Schedule(LeadTask(s.Code), time.UnixMilli(promise.LeadToldAt(t.Calendar, s.DueMS)), nil)
	r.Schedule(BrokenTask(s.Code), time.UnixMilli(promise.BrokenAt(t.Calendar, s.DueMS)), nil)
}

// done marks an owed step as done at a time and counts how. What took place before
// it is recorded counts from when it took place; but a broken promise that was
// counted and told stays broken, done when it was recorded.
func (r *Referral) done(now, at time.Time, t Terms, code promise.StepCode) {
	i := r.stepIndex(code)
	if i < 0 || !r.Steps[i].Open() {
		return
	}
	s := &r.Steps[i]
	doneMS := max(at.UnixMilli(), s.StartMS)
	if s.BrokenMS != 0 {
		s.DoneMS = now.UnixMilli()
		r.dropStepTasks(code)
		return
	}
	state := promise.Judge(t.Calendar, s.DueMS, doneMS, now.UnixMilli())
	if state == promise.StateBroken { // the clock hadn't come to it yet
		r.Broken(now, t, code)
	}
	s.DoneMS = doneMS
	r.dropStepTasks(code)
	if state != promise.StateBroken {
		r.outcome(now, i, state)
	}
}

// Late marks an owed step as late and reminds whoever owes it at once.
func (r *Referral) Late(now time.Time, t Terms, code promise.StepCode) {
	i := r.stepIndex(code)
	if i < 0 || !r.Steps[i].Open() || r.Steps[i].LateMS != 0 || r.Steps[i].DueMS >= now.UnixMilli() {
		return
	}
	r.Steps[i].LateMS = now.UnixMilli()
	r.record(now, aggregate.ByClock, StepLate, string(code), nil)
	r.mail(now, "step_late", r.owner(code), "step", string(code))
}

// LeadTold tells the lead of whoever owes a step that is still late.
func (r *Referral) LeadTold(now time.Time, code promise.StepCode) {
	i := r.stepIndex(code)
	if i < 0 || !r.Steps[i].Open() || r.Steps[i].BrokenMS != 0 || r.Steps[i].DueMS >= now.UnixMilli() {
		return
	}
	r.mail(now, "step_late_lead", r.lead(code), "step", string(code))
}

// Broken marks a late step as broken, counts it and tells the referrer.
func (r *Referral) Broken(now time.Time, t Terms, code promise.StepCode) {
	i := r.stepIndex(code)
	if i < 0 || !r.Steps[i].Open() || r.Steps[i].BrokenMS != 0 || r.Steps[i].DueMS >= now.UnixMilli() {
		return
	}
	s := &r.Steps[i]
	if s.LateMS == 0 {
		s.LateMS = s.DueMS + 1
	}
	s.BrokenMS = now.UnixMilli()
	r.record(now, aggregate.ByClock, StepBroken, string(code), nil)
	r.outcome(now, i, promise.StateBroken)
	if r.ReferrerID != "" {
		r.mail(now, "step_broken", toReferrer, "step", string(code))
	}
	r.mail(now, "step_broken_staff", r.lead(code), "step", string(code))
	r.Reschedule(TaskReward, now, nil)
}

// owner is who owes a step.
func (r *Referral) owner(code promise.StepCode) string {
	if code == promise.StepFirstContact {
		return toRep
	}
	return toReviewers
}

// lead is who is told when the owner of a step doesn't do it.
func (r *Referral) lead(code promise.StepCode) string {
	if code == promise.StepFirstContact {
		return toLead
	}
	return toStaff
}

// cancelSteps ends what is owed without counting it.
func (r *Referral) cancelSteps(now time.Time) {
	for i := range r.Steps {
		if r.Steps[i].Open() {
			r.Steps[i].EndedMS = now.UnixMilli()
			r.dropStepTasks(r.Steps[i].Code)
		}
	}
}

func (r *Referral) dropStepTasks(code promise.StepCode) {
	r.Unschedule(LateTask(code), LeadTask(code), BrokenTask(code))
}

// outcome has the decided step counted; a step of one referral counts once.
func (r *Referral) outcome(now time.Time, step int, o promise.State) {
	r.Schedule(TaskOutcome, now, map[string]string{"key": string(r.Steps[step].Code) + "-" + seq(int64(step)), "outcome": string(o), "at": seq(now.UnixMilli())})
}

// verdictDue is by when the referrer hears yes, no or a question.
func (r *Referral) verdictDue(now time.Time, t Terms) time.Time {
	return time.UnixMilli(t.Promise.AnswerBy(t.Calendar, now.UnixMilli()))
}

// contactDue is by when the person hears from us after their yes.
func (r *Referral) contactDue(from time.Time, t Terms) time.Time {
	return time.UnixMilli(t.Promise.FirstContactBy(t.Calendar, r.Wish(), r.Zone(t), from.UnixMilli()))
}

// Wish is the person's own words about how and when, empty when they said none.
func (r *Referral) Wish() promise.Wish {
	if r.Personal.Wish == nil {
		return promise.Wish{}
	}
	return *r.Personal.Wish
}

// Zone is the person's time zone: their own choice, else what country or phone
// gives if that is one zone, else the program's.
func (r *Referral) Zone(t Terms) string {
	return calendar.PersonZone(r.Personal.Zone, r.Personal.Country, phoneCountry(r.Personal.Phone), t.Calendar.Zone)
}

// phoneCountry is the country of a checked number, "" for none.
func phoneCountry(e164 string) string {
	if e164 == "" {
		return ""
	}
	p, f := contact.ParsePhone("", e164, "")
	if f != nil {
		return ""
	}
	return p.Region
}
