package promise

import (
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/message"
)

// TimelineInput is what a timeline is built from.
type TimelineInput struct {
	Promise  Promise
	Calendar calendar.Calendar
	Wish     Wish
	Zone     string // the person's, see calendar.PersonZone
	Facts    Facts
	Names    Names
	Reader   Reader
	NowMS    int64
	// Ahead is set while nothing has happened: the facts are what would be done at
	// once if it began now, and are told as what comes.
	Ahead bool
}

// Timeline returns the steps of one referral as the reader may see them: done,
// next with its due time, late, kept or broken. The person sees no step of the
// reward. The referrer sees of the person's answer what the updates clause says.
func Timeline(in TimelineInput) []Step {
	var steps []Step
	for _, p := range in.points() {
		if in.Reader == ReaderPerson && !p.forPerson {
			continue
		}
		p.state = in.state(p)
		if in.Ahead {
			p = p.ahead()
		}
		steps = append(steps, Step{
			Code: p.code, State: p.state, AtMS: p.doneMS, DueMS: p.dueMS,
			Title:  message.Of("promise.step."+string(p.code)+"."+string(in.Reader)+"."+p.phase(), in.args(p)...),
			Detail: in.detail(p),
		})
	}
	return steps
}

// point is one step before it is put into words.
type point struct {
	code      StepCode
	doneMS    int64
	dueMS     int64
	promised  bool   // ours to keep: it can be late and broken
	current   bool   // its turn has come
	paused    bool   // the person asked us to wait
	over      bool   // it can't come any more, whatever happens to the referral
	forPerson bool   // the person sees it
	outcome   string // how it came out, where there are several ways
	variant   string // what kind of step it is, where there are several
	within    *Span  // promised time, shown before the due time is known
	atOnce    bool   // it would be done at once
	state     State
}

// ahead is a step that would be done by now, before anything is.
func (p point) ahead() point {
	if p.doneMS != 0 {
		p.atOnce, p.doneMS, p.dueMS = p.code != StepSubmitted, 0, 0
	}
	switch {
	case p.code == StepSubmitted:
		p.state = StateNow
	case p.state != StateSkipped:
		p.state = StateNext
	}
	return p
}

// phase names the title: how the step came out, done, or open.
func (p point) phase() string {
	phase := "done"
	switch {
	case p.doneMS == 0:
		phase = "open"
	case p.outcome != "":
		phase = p.outcome
	}
	if p.variant != "" {
		return p.variant + "_" + phase
	}
	return phase
}

// points returns the steps that this referral has, in their order.
func (in TimelineInput) points() []point {
	f := in.Facts
	points := []point{in.submitted(), in.verdict()}
	if !f.ByPerson {
		points = append(points, in.letter())
	}
	points = append(points, in.answer()...)
	points = append(points, in.firstContact(), in.meeting(), in.decision())
	if f.RewardOpen || f.Reward != OutcomeNone || f.PaidMS != 0 {
		points = append(points, in.reward(), in.paid())
	}
	return points
}

func (in TimelineInput) submitted() point {
	p := point{code: StepSubmitted, doneMS: in.Facts.SubmittedMS, current: true, forPerson: true}
	if in.Facts.ByPerson {
		p.variant = "by_link"
	}
	return p
}

// letter is not needed when the person answered without one.
func (in TimelineInput) letter() point {
	f := in.Facts
	return point{
		code: StepLetter, doneMS: f.LetterMS, current: f.Verdict == OutcomeAccepted && !f.Queued, variant: string(in.Promise.Consent),
		over: f.YesMS != 0 && in.Promise.Consent != AlreadyAgreed,
	}
}

func (in TimelineInput) verdict() point {
	f := in.Facts
	p := point{code: StepVerdict, doneMS: f.VerdictMS, promised: true, current: f.SubmittedMS != 0, outcome: string(f.Verdict), within: &in.Promise.Answer}
	if f.SubmittedMS != 0 {
		p.dueMS = orElse(f.VerdictDueMS, in.Promise.AnswerBy(in.Calendar, f.SubmittedMS))
	}
	return p
}

// answer is the person's; where the referrer brings the yes along there is
// nothing to wait for, and the step shows only if the person says otherwise.
func (in TimelineInput) answer() []point {
	f := in.Facts
	outcome, doneMS := in.answered()
	if in.Promise.Consent == AlreadyAgreed && !f.ByPerson && (outcome == "yes" || doneMS == 0) {
		return nil
	}
	p := point{code: StepAnswer, doneMS: doneMS, current: f.LetterMS != 0 || f.ByPerson && f.Verdict == OutcomeAccepted && !f.Queued, outcome: outcome, forPerson: true}
	paused := f.Answer == AnswerNotNow && f.YesMS == 0
	p.paused = paused && in.learns() || f.Bounced
	if !paused && !f.Bounced && f.LetterMS != 0 {
		p.dueMS = orElse(f.AnswerDueMS, in.Promise.PersonAnswerBy(f.LetterMS))
	}
	if doneMS == 0 && p.dueMS <= in.NowMS {
		p.dueMS = 0 // a yes waits to be confirmed, say: no date is better than one that has passed
	}
	return []point{p}
}

// answered returns how the person's answer came out and when, as far as the
// reader may know. A not-now is no outcome: the step waits.
func (in TimelineInput) answered() (outcome string, ms int64) {
	f := in.Facts
	switch outcome = in.refusal(); {
	case f.YesMS != 0: // a no after it is where it ended: see decision
		return "yes", f.YesMS
	case outcome != "":
		return outcome, f.AnswerMS
	case f.LapsedMS == 0:
		return "yes", 0
	case !in.learns():
		return "not_going_ahead", f.LapsedMS
	}
	return "lapsed", f.LapsedMS
}

// refusal is the person's no, as far as the reader may know it; "" without one.
func (in TimelineInput) refusal() string {
	switch in.Facts.Answer {
	case AnswerNo, AnswerNever, AnswerTakenBack:
	default:
		return ""
	}
	switch {
	case !in.learns():
		return "not_going_ahead"
	case in.Facts.Answer == AnswerTakenBack:
		return "taken_back"
	}
	return "no"
}

// learns reports whether the reader may know what exactly the person answered.
func (in TimelineInput) learns() bool {
	return in.Reader != ReaderReferrer || in.Promise.Updates.LearnsReason
}

func (in TimelineInput) firstContact() point {
	f := in.Facts
	p := point{code: StepFirstContact, doneMS: f.FirstContactMS, promised: true, current: f.YesMS != 0, within: &in.Promise.FirstContact, forPerson: true}
	waits := f.Answer == AnswerNotNow && f.FirstContactMS == 0
	p.paused = waits && f.YesMS != 0 && in.learns()
	if f.YesMS != 0 && !waits {
		p.dueMS = orElse(f.FirstContactDueMS, in.Promise.FirstContactBy(in.Calendar, in.Wish, in.Zone, f.YesMS))
	}
	return p
}

func (in TimelineInput) meeting() point {
	f := in.Facts
	return point{code: StepMeeting, doneMS: f.MeetingMS, current: f.FirstContactMS != 0, over: f.DecisionMS != 0 && f.MeetingMS == 0, forPerson: true}
}

func (in TimelineInput) decision() point {
	f := in.Facts
	p := point{code: StepDecision, doneMS: f.DecisionMS, current: f.MeetingMS != 0, outcome: string(f.Decision), forPerson: true}
	if no := in.refusal(); no != "" && f.YesMS != 0 && f.DecisionMS == 0 {
		p.doneMS, p.outcome = f.AnswerMS, no
	}
	return p
}

func (in TimelineInput) reward() point {
	f := in.Facts
	p := point{code: StepReward, doneMS: f.RewardMS, promised: true, current: f.RewardWaitsMS != 0, outcome: string(f.Reward), within: &in.Promise.RewardDecision, over: !f.RewardOpen}
	if f.RewardWaitsMS != 0 {
		p.dueMS = orElse(f.RewardDueMS, in.Promise.RewardDecisionBy(in.Calendar, f.RewardWaitsMS))
	}
	return p
}

func (in TimelineInput) paid() point {
	f := in.Facts
	return point{code: StepPaid, doneMS: f.PaidMS, current: f.Reward == OutcomeApproved, over: f.Reward == OutcomeRejected || !f.RewardOpen && f.Reward == OutcomeNone}
}

// state says how a step stands. A promised step that was broken stays broken
// when the referral ends; any other that is open then is skipped.
func (in TimelineInput) state(p point) State {
	ended := in.endedMS(p.code)
	open := p.doneMS == 0
	switch {
	case p.promised && p.dueMS != 0:
		now := in.NowMS
		if open && ended != 0 {
			now = min(now, ended)
		}
		judged := Judge(in.Calendar, p.dueMS, p.doneMS, now)
		if open && judged != StateBroken && (ended != 0 || p.over) {
			return StateSkipped
		}
		return judged
	case !open:
		return StateDone
	case ended != 0 || p.over:
		return StateSkipped
	case p.paused:
		return StatePaused
	case p.current:
		return StateNow
	}
	return StateNext
}

// endedMS returns when a step became impossible because the referral ended
// before it, or 0. The reward outlives the deal that was won or lost.
func (in TimelineInput) endedMS(code StepCode) int64 {
	f := in.Facts
	reward := code == StepReward || code == StepPaid
	switch {
	case f.WithdrawnMS != 0:
		return f.WithdrawnMS
	case reward && f.RewardOpen:
		return 0
	case f.Verdict == OutcomeDeclined:
		return f.VerdictMS
	case f.Answer == AnswerNo || f.Answer == AnswerNever || f.Answer == AnswerTakenBack:
		return f.AnswerMS
	case f.LapsedMS != 0 && f.YesMS == 0:
		return f.LapsedMS
	}
	return f.DecisionMS
}

func orElse(ms, computed int64) int64 {
	if ms != 0 {
		return ms
	}
	return computed
}
