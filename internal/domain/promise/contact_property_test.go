package promise

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/calendar"
)

func drawContact(t *rapid.T) ContactInput {
	start := time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC).UnixMilli()
	ms := rapid.Int64Range(start, start+30*dayMS)
	p := Default()
	p.Consent = rapid.SampledFrom([]Consent{ReferrerIntroduces, AlreadyAgreed}).Draw(t, "consent")
	p.Who = rapid.SampledFrom([]Who{WhoRep, WhoTeam}).Draw(t, "who")
	p.Attempts = Attempts{Max: rapid.IntRange(1, 4).Draw(t, "max"), Days: rapid.IntRange(1, 20).Draw(t, "days")}
	in := ContactInput{
		Promise: p, NowMS: ms.Draw(t, "now"),
		By:      rapid.SampledFrom([]Asker{AskerRep, AskerTeam, AskerOther}).Draw(t, "by"),
		Channel: rapid.SampledFrom(Channels()).Draw(t, "channel"),
		Answer:  rapid.SampledFrom([]Answer{AnswerNone, AnswerYes, AnswerYes, AnswerYes, AnswerNotNow, AnswerNo, AnswerNever, AnswerTakenBack}).Draw(t, "answer"),
		YesMS:   rapid.SampledFrom([]int64{0, start}).Draw(t, "yes"), NotNowUntilMS: ms.Draw(t, "not now until"),
		Suppressed: rapid.IntRange(0, 9).Draw(t, "suppressed") == 0, ToldMS: rapid.SampledFrom([]int64{0, start}).Draw(t, "told"),
		Zone:         rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York", "Asia/Kolkata"}).Draw(t, "zone"),
		Conversation: rapid.IntRange(0, 4).Draw(t, "conversation") == 0, AskedFor: rapid.IntRange(0, 4).Draw(t, "asked for") == 0,
	}
	for range rapid.IntRange(0, 8).Draw(t, "attempts") {
		in.Attempts = append(in.Attempts, Attempt{AtMS: ms.Draw(t, "attempt"), AskedFor: rapid.Bool().Draw(t, "asked")})
	}
	if rapid.Bool().Draw(t, "wishes a channel") {
		in.Wish.Channels = []Channel{in.Channel}
	}
	if rapid.Bool().Draw(t, "wishes a window") {
		in.Wish.Window = &calendar.Window{Weekdays: []int{2, 6}, From: "19:00", To: "21:30"}
	}
	if rapid.Bool().Draw(t, "wishes a moment") {
		in.Wish.AtMS = ms.Draw(t, "moment")
	}
	return in
}

// Nothing is ever allowed after a no, and waiting doesn't change that.
func TestNoIsFinal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawContact(t)
		in.Answer = rapid.SampledFrom([]Answer{AnswerNo, AnswerNever, AnswerTakenBack}).Draw(t, "no")
		if v := MayContact(in); v.Allowed || v.AllowedFromMS != 0 || v.Words.Key != "" {
			t.Fatalf("after %s: %+v", in.Answer, v)
		}
	})
}

// When a refusal names a time, the same contact is allowed then, and not a
// moment earlier.
func TestAllowedFromIsTheFirstAllowedTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawContact(t)
		v := MayContact(in)
		if v.Allowed || v.AllowedFromMS == 0 {
			return
		}
		if v.AllowedFromMS <= in.NowMS {
			t.Fatalf("allowed from %d, now is %d", v.AllowedFromMS, in.NowMS)
		}
		between := in
		between.NowMS = rapid.Int64Range(in.NowMS, v.AllowedFromMS-1).Draw(t, "between")
		if MayContact(between).Allowed {
			t.Fatalf("allowed %d ms before", v.AllowedFromMS-between.NowMS)
		}
		in.NowMS = v.AllowedFromMS
		if then := MayContact(in); !then.Allowed {
			t.Fatalf("refused at its own time: %s", then.Clause)
		}
	})
}

// Waiting helps unless the person, the asker or the channel stands against it.
func TestEveryRefusalIsFinalOrHasATime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := MayContact(drawContact(t))
		switch v.Clause {
		case ClauseTooMany, ClauseOutsideHours:
			if v.AllowedFromMS == 0 {
				t.Fatalf("%s without a time", v.Clause)
			}
		case ClauseNotNow:
		default:
			if v.AllowedFromMS != 0 {
				t.Fatalf("%q is allowed from %d", v.Clause, v.AllowedFromMS)
			}
		}
	})
}
