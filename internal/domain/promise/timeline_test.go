package promise

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/money"
)

// states writes a timeline as "submitted:done verdict:now …".
func states(steps []Step) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteString(string(s.Code) + ":" + string(s.State) + " ")
	}
	return strings.TrimSpace(b.String())
}

// story is a referral that went all the way, each step in time.
func story(t *testing.T) Facts {
	t.Helper()
	return Facts{
		SubmittedMS: berlin(t, "2026-11-24 15:00"), Verdict: OutcomeAccepted, VerdictMS: berlin(t, "2026-11-24 15:00"),
		LetterMS: berlin(t, "2026-11-24 15:00"), Answer: AnswerYes, AnswerMS: berlin(t, "2026-11-26 20:00"), YesMS: berlin(t, "2026-11-26 20:00"),
		FirstContactMS: berlin(t, "2026-11-27 10:00"), Attempts: 1, ConversationMS: berlin(t, "2026-11-27 10:00"),
		MeetingMS: berlin(t, "2026-12-03 10:00"), Decision: OutcomeWon, DecisionMS: berlin(t, "2026-12-10 10:00"),
		RewardOpen: true, RewardWaitsMS: berlin(t, "2027-01-11 10:00"), Reward: OutcomeApproved, RewardMS: berlin(t, "2027-01-12 10:00"), PaidMS: berlin(t, "2027-01-12 11:00"),
	}
}

func TestTimelineStates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		now    string
		reader Reader
		change func(*TimelineInput)
		want   string
	}{
		{"a preview", "2026-11-24 14:00", ReaderReferrer, func(in *TimelineInput) { in.Facts = Facts{RewardOpen: true} },
			"submitted:now verdict:next letter:next answer:next first_contact:next meeting:next decision:next reward:next paid:next"},
		{"all of it", "2027-02-01 10:00", ReaderReferrer, func(*TimelineInput) {},
			"submitted:done verdict:kept letter:done answer:done first_contact:kept meeting:done decision:done reward:kept paid:done"},
		{"all of it, for the person", "2027-02-01 10:00", ReaderPerson, func(*TimelineInput) {},
			"submitted:done answer:done first_contact:kept meeting:done decision:done"},
		{"without a reward, already agreed", "2026-11-24 15:00", ReaderStaff, func(in *TimelineInput) {
			in.Promise.Consent = AlreadyAgreed
			in.Facts = Facts{SubmittedMS: in.NowMS}
		}, "submitted:done verdict:now letter:next first_contact:next meeting:next decision:next"},
		{"by the link", "2026-11-24 15:00", ReaderReferrer, func(in *TimelineInput) {
			in.Facts = Facts{SubmittedMS: in.NowMS, ByPerson: true, Verdict: OutcomeAccepted, VerdictMS: in.NowMS}
		}, "submitted:done verdict:kept answer:now first_contact:next meeting:next decision:next"},
		{"our answer is late", "2026-11-26 10:00", ReaderReferrer, func(in *TimelineInput) {
			in.Facts = Facts{SubmittedMS: in.Facts.SubmittedMS}
		}, "submitted:done verdict:late letter:next answer:next first_contact:next meeting:next decision:next"},
		{"our answer was promised and broken", "2026-11-26 18:00", ReaderReferrer, func(in *TimelineInput) {
			in.Facts = Facts{SubmittedMS: in.Facts.SubmittedMS}
		}, "submitted:done verdict:broken letter:next answer:next first_contact:next meeting:next decision:next"},
		{"first contact kept late", "2027-02-01 10:00", ReaderPerson, func(in *TimelineInput) {
			in.Facts.FirstContactMS = berlin(t, "2026-11-30 12:00")
		}, "submitted:done answer:done first_contact:kept_late meeting:done decision:done"},
		{"first contact broken, then a no", "2027-02-01 10:00", ReaderPerson, func(in *TimelineInput) {
			in.Facts.FirstContactMS, in.Facts.MeetingMS, in.Facts.DecisionMS, in.Facts.Decision = 0, 0, 0, OutcomeNone
			in.Facts.Answer, in.Facts.AnswerMS = AnswerNo, berlin(t, "2026-12-20 10:00")
		}, "submitted:done answer:done first_contact:broken meeting:skipped decision:done"},
		{"a no before the first contact was due", "2027-02-01 10:00", ReaderPerson, func(in *TimelineInput) {
			in.Facts.FirstContactMS, in.Facts.MeetingMS, in.Facts.DecisionMS, in.Facts.Decision = 0, 0, 0, OutcomeNone
			in.Facts.Answer, in.Facts.AnswerMS = AnswerTakenBack, berlin(t, "2026-11-26 21:00")
		}, "submitted:done answer:done first_contact:skipped meeting:skipped decision:done"},
		{"queued behind somebody else's claim", "2026-11-24 15:00", ReaderReferrer, func(in *TimelineInput) {
			in.Facts = Facts{SubmittedMS: in.NowMS, Verdict: OutcomeAccepted, VerdictMS: in.NowMS, Queued: true}
		}, "submitted:done verdict:kept letter:next answer:next first_contact:next meeting:next decision:next"},
		{"our mail bounced", "2026-11-25 15:00", ReaderReferrer, func(in *TimelineInput) {
			f := in.Facts
			in.Facts = Facts{SubmittedMS: f.SubmittedMS, Verdict: f.Verdict, VerdictMS: f.VerdictMS, LetterMS: f.LetterMS, Bounced: true}
		}, "submitted:done verdict:kept letter:done answer:paused first_contact:next meeting:next decision:next"},
		{"ahead of it all, taken at once", "2026-11-24 15:00", ReaderReferrer, func(in *TimelineInput) {
			in.Ahead = true
			in.Facts = Facts{SubmittedMS: in.NowMS, Verdict: OutcomeAccepted, VerdictMS: in.NowMS, YesMS: in.NowMS}
		}, "submitted:now verdict:next letter:skipped answer:next first_contact:next meeting:next decision:next"},
		{"ahead of a no", "2026-11-24 15:00", ReaderReferrer, func(in *TimelineInput) {
			in.Ahead = true
			in.Facts = Facts{SubmittedMS: in.NowMS, Verdict: OutcomeDeclined, VerdictMS: in.NowMS}
		}, "submitted:now verdict:next letter:skipped answer:skipped first_contact:skipped meeting:skipped decision:skipped"},
		{"declined", "2026-12-01 10:00", ReaderReferrer, func(in *TimelineInput) {
			in.Facts = Facts{SubmittedMS: in.Facts.SubmittedMS, Verdict: OutcomeDeclined, VerdictMS: in.Facts.VerdictMS}
		}, "submitted:done verdict:kept letter:skipped answer:skipped first_contact:skipped meeting:skipped decision:skipped"},
		{"lost, thanked with a reward", "2026-12-20 10:00", ReaderReferrer, func(in *TimelineInput) {
			in.Facts.MeetingMS, in.Facts.Decision, in.Facts.Reward, in.Facts.RewardMS, in.Facts.PaidMS, in.Facts.RewardWaitsMS = 0, OutcomeLost, OutcomeNone, 0, 0, 0
		}, "submitted:done verdict:kept letter:done answer:done first_contact:kept meeting:skipped decision:done reward:next paid:next"},
		{"reward refused", "2027-02-01 10:00", ReaderReferrer, func(in *TimelineInput) {
			in.Facts.Reward, in.Facts.PaidMS = OutcomeRejected, 0
		}, "submitted:done verdict:kept letter:done answer:done first_contact:kept meeting:done decision:done reward:kept paid:skipped"},
		{"withdrawn while we wait for the person", "2026-12-01 10:00", ReaderReferrer, func(in *TimelineInput) {
			in.Facts = Facts{SubmittedMS: in.Facts.SubmittedMS, Verdict: OutcomeAccepted, VerdictMS: in.Facts.VerdictMS, LetterMS: in.Facts.LetterMS, WithdrawnMS: berlin(t, "2026-11-30 10:00")}
		}, "submitted:done verdict:kept letter:done answer:skipped first_contact:skipped meeting:skipped decision:skipped"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			in := TimelineInput{Promise: Default(), Calendar: calendar.Default("Europe/Berlin"), Zone: "Europe/Berlin", Facts: story(t), Reader: tt.reader, NowMS: berlin(t, tt.now)}
			tt.change(&in)
			if got := states(Timeline(in)); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

// What the referrer learns of the person's answer is what the updates clause
// says; staff and the person see it as it is.
func TestTimelineHidesTheReason(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		answer Answer
		lapsed bool
		open   string // the title's last word where the reader learns the reason
		hidden string // … and where the referrer doesn't
		state  State  // of the answer, hidden
	}{
		{"no", AnswerNo, false, "no", "not_going_ahead", StateDone},
		{"never", AnswerNever, false, "no", "not_going_ahead", StateDone},
		{"no answer in time", AnswerNone, true, "lapsed", "not_going_ahead", StateDone},
		{"not now", AnswerNotNow, false, "open", "open", StateNow},
	} {
		f := Facts{SubmittedMS: 1, Verdict: OutcomeAccepted, VerdictMS: 2, LetterMS: 3, Answer: tt.answer, AnswerMS: dayMS, NotNowUntilMS: 5 * dayMS}
		if tt.lapsed {
			f.LapsedMS = 30 * dayMS
		}
		for _, reader := range []Reader{ReaderReferrer, ReaderPerson, ReaderStaff} {
			for _, learns := range []bool{true, false} {
				p := Default()
				p.Updates.LearnsReason = learns
				step := find(t, Timeline(TimelineInput{Promise: p, Calendar: calendar.Default("UTC"), Facts: f, Reader: reader, NowMS: 2 * dayMS}), StepAnswer)
				want, hidden := tt.open, reader == ReaderReferrer && !learns
				if hidden {
					want = tt.hidden
				}
				if !strings.HasSuffix(step.Title.Key, "."+want) {
					t.Errorf("%s for %s, learns %v: %s, want …%s", tt.name, reader, learns, step.Title.Key, want)
				}
				if hidden && (step.State != tt.state || step.State == StateNow && step.Detail.Key != "") {
					t.Errorf("%s, hidden: %s, %q", tt.name, step.State, step.Detail.Key)
				}
				if !hidden && tt.answer == AnswerNotNow && step.State != StatePaused {
					t.Errorf("%s for %s: %s", tt.name, reader, step.State)
				}
			}
		}
	}
}

func find(t *testing.T, steps []Step, code StepCode) Step {
	t.Helper()
	for _, s := range steps {
		if s.Code == code {
			return s
		}
	}
	t.Fatalf("no step %s", code)
	return Step{}
}

// As time passes with nothing happening, steps only get worse; and the person
// never sees a step of the reward, nor anybody an amount.
func TestTimelineProperties(t *testing.T) {
	t.Parallel()
	worse := map[State]int{StateNext: 0, StateNow: 0, StatePaused: 0, StateLate: 1, StateBroken: 2}
	full := story(t)
	rapid.Check(t, func(t *rapid.T) {
		f := full
		for _, forget := range []func(){
			func() { f.PaidMS = 0 }, func() { f.Reward, f.RewardMS = OutcomeNone, 0 }, func() { f.RewardWaitsMS = 0 },
			func() { f.Decision, f.DecisionMS = OutcomeNone, 0 }, func() { f.MeetingMS = 0 }, func() { f.FirstContactMS = 0 },
			func() { f.YesMS, f.Answer = 0, AnswerNone }, func() { f.LetterMS = 0 }, func() { f.Verdict, f.VerdictMS = OutcomeNone, 0 },
		}[:rapid.IntRange(0, 9).Draw(t, "forgotten")] {
			forget()
		}
		in := TimelineInput{Promise: Default(), Calendar: calendar.Default("Europe/Berlin"), Facts: f,
			Reader: rapid.SampledFrom([]Reader{ReaderReferrer, ReaderPerson, ReaderStaff}).Draw(t, "reader")}
		in.NowMS = f.SubmittedMS + rapid.Int64Range(0, 90*dayMS).Draw(t, "now")
		before := Timeline(in)
		in.NowMS += rapid.Int64Range(0, 30*dayMS).Draw(t, "later")
		for i, s := range Timeline(in) {
			if worse[s.State] < worse[before[i].State] {
				t.Fatalf("%s went from %s to %s", s.Code, before[i].State, s.State)
			}
			if in.Reader == ReaderPerson && (s.Code == StepReward || s.Code == StepPaid) {
				t.Fatalf("the person sees %s", s.Code)
			}
			for name, arg := range s.Title.Args {
				if _, amount := arg.(money.Money); amount {
					t.Fatalf("%s names an amount in %s", s.Code, name)
				}
			}
		}
	})
}

// A person whose time to answer is over and who may still answer, since a yes waits
// to be confirmed, is given no date that has passed.
func TestTimelineNamesNoPassedDateForThePerson(t *testing.T) {
	t.Parallel()
	f := Facts{SubmittedMS: 1, Verdict: OutcomeAccepted, VerdictMS: 2, LetterMS: 3}
	for days, dated := range map[int64]bool{2: true, 40: false} {
		step := find(t, Timeline(TimelineInput{Promise: Default(), Calendar: calendar.Default("UTC"), Facts: f, Reader: ReaderReferrer, NowMS: days * dayMS}), StepAnswer)
		if step.DueMS != 0 != dated {
			t.Errorf("after %d days it is due at %d", days, step.DueMS)
		}
	}
}

// Before anything is sent nothing is told as done: what would be done at once says
// so, and what is promised has its date.
func TestTimelineAhead(t *testing.T) {
	t.Parallel()
	now := berlin(t, "2026-11-24 15:00")
	in := TimelineInput{Promise: Default(), Calendar: calendar.Default("Europe/Berlin"), Reader: ReaderReferrer, NowMS: now, Ahead: true}
	for name, tt := range map[string]struct {
		facts  Facts
		detail string
	}{
		"taken at once": {Facts{SubmittedMS: now, Verdict: OutcomeAccepted, VerdictMS: now}, "promise.detail.at_once"},
		"to be checked": {Facts{SubmittedMS: now}, "promise.detail.by_moment"},
	} {
		in.Facts = tt.facts
		steps := Timeline(in)
		for _, s := range steps {
			if s.AtMS != 0 || !strings.HasSuffix(s.Title.Key, "open") {
				t.Errorf("%s: %s is told as done: %s", name, s.Code, s.Title.Key)
			}
		}
		if got := find(t, steps, StepVerdict).Detail.Key; got != tt.detail {
			t.Errorf("%s: the verdict says %q, want %q", name, got, tt.detail)
		}
	}
}

// A no after the yes stands where it ended, after what was done meanwhile; the yes
// stays where it was.
func TestTimelineEndsWithANoAfterTheYes(t *testing.T) {
	t.Parallel()
	f := story(t)
	f.MeetingMS, f.Decision, f.DecisionMS, f.Answer, f.AnswerMS = 0, OutcomeNone, 0, AnswerTakenBack, berlin(t, "2026-11-28 10:00")
	for learns, want := range map[bool]string{true: "taken_back", false: "not_going_ahead"} {
		p := Default()
		p.Updates.LearnsReason = learns
		steps := Timeline(TimelineInput{Promise: p, Calendar: calendar.Default("Europe/Berlin"), Facts: f, Reader: ReaderReferrer, NowMS: f.AnswerMS + dayMS})
		if yes := find(t, steps, StepAnswer); yes.AtMS != f.YesMS || !strings.HasSuffix(yes.Title.Key, ".yes") {
			t.Errorf("the yes became %s", yes.Title.Key)
		}
		if end := find(t, steps, StepDecision); end.AtMS != f.AnswerMS || !strings.HasSuffix(end.Title.Key, "."+want) {
			t.Errorf("it ends with %s, want %s", end.Title.Key, want)
		}
	}
}
