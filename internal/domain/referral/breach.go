package referral

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
)

// maxBreaches bounds the document.
const maxBreaches = 50

// Breach is a promise that somebody says was broken. It counts unless a staff
// member who didn't work the referral answers "not upheld" with a reason; report
// and answer stay visible.
type Breach struct {
	N          int64          `json:"n"`
	AtMS       int64          `json:"at_ms"`
	By         string         `json:"by"`   // "person", "referrer" or "record" (a contact outside the promise)
	Kind       string         `json:"kind"` // see BreachKinds
	Clause     promise.Clause `json:"clause,omitempty"`
	Contact    int64          `json:"contact,omitempty"`
	EventSeq   int64          `json:"event_seq"`
	AnsweredMS int64          `json:"answered_ms,omitempty"`
	Upheld     bool           `json:"upheld"`
	AnswerSeq  int64          `json:"answer_seq,omitempty"`
	AnsweredBy string         `json:"answered_by,omitempty"`
}

// BreachKinds are what the person and the referrer can report.
var BreachKinds = []string{"contacted_before_yes", "unknown_referrer", "not_as_promised"}

// Counts reports whether the breach lowers the kept rate.
func (b Breach) Counts() bool { return b.AnsweredMS == 0 || b.Upheld }

// ReportBreach is the person's or the referrer's report. The same party reports the
// same kind once while it is unanswered.
func (r *Referral) ReportBreach(by aggregate.Actor, kind, words string, replay *aggregate.Replay, now time.Time) error {
	if err := r.allow(Report, by); err != nil {
		return err
	}
	if !slices.Contains(BreachKinds, kind) {
		return fault.OfField("/kind", "not_one_of", "Use one of: contacted_before_yes, unknown_referrer, not_as_promised.")
	}
	who := "person"
	if by.Kind == aggregate.Referrer {
		who = "referrer"
	}
	if kind == "unknown_referrer" && who == "referrer" {
		return fault.OfField("/kind", "not_one_of", "Only the person can say that they don't know you.")
	}
	if slices.ContainsFunc(r.Breaches, func(b Breach) bool { return b.By == who && b.Kind == kind && b.AnsweredMS == 0 }) {
		return nil
	}
	if len(r.Breaches) >= maxBreaches {
		return fault.New(fault.Conflict, "too_many_reports", "There are many reports here already; we are looking at them.")
	}
	e := r.record(now, by, Report, kind, replay)
	r.because(e, words)
	if kind == "unknown_referrer" {
		r.Unknown++
	}
	r.addBreach(now, Breach{By: who, Kind: kind, EventSeq: e.Seq})
	return nil
}

// addBreach counts a breach and tells those who answer it.
func (r *Referral) addBreach(now time.Time, b Breach) {
	b.N, b.AtMS = int64(len(r.Breaches))+1, now.UnixMilli()
	if b.EventSeq == 0 {
		b.EventSeq = r.Events[len(r.Events)-1].Seq
	}
	r.Breaches = append(r.Breaches, b)
	r.Schedule(TaskOutcome, now, map[string]string{"key": "breach-" + seq(b.N), "outcome": "breach", "at": seq(b.AtMS)})
	r.mail(now, "breach_reported", toStaff, "breach", seq(b.N))
}

// AnswerBreach says whether a report is upheld; a reason goes with it.
func (r *Referral) AnswerBreach(by aggregate.Actor, n int64, upheld bool, reason string, replay *aggregate.Replay, now time.Time) error {
	if n < 1 || n > int64(len(r.Breaches)) {
		return fault.New(fault.NotFound, "breach_unknown", "There is no report under this number.")
	}
	b := &r.Breaches[n-1]
	if b.AnsweredMS != 0 {
		if b.AnsweredBy == by.ID && b.Upheld == upheld {
			return r.again(Judge, by)
		}
		return fault.New(fault.Conflict, "breach_answered", "This report was answered before; the answer stays.")
	}
	if err := r.allow(Judge, by); err != nil {
		return err
	}
	e := r.record(now, by, Judge, map[bool]string{true: "upheld", false: "not_upheld"}[upheld], replay)
	e.Data = map[string]string{"breach": seq(n)}
	r.because(e, reason)
	b.AnsweredMS, b.Upheld, b.AnswerSeq, b.AnsweredBy = now.UnixMilli(), upheld, e.Seq, by.ID
	if upheld {
		r.Reschedule(TaskReward, now, nil)
	} else {
		r.Schedule(TaskOutcome, now, map[string]string{"key": "breach-" + seq(n), "outcome": "not_upheld", "at": seq(b.AtMS)})
	}
	if b.By == "referrer" || r.ReferrerID != "" && b.By == "record" {
		r.mail(now, "breach_answered", toReferrer, "breach", seq(n))
	}
	return nil
}
