package vetting

import (
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
)

// LowScore is the reason of a review that no single rule asked for.
const LowScore = "low_score"

// Vet judges a referral. It takes microseconds, and never fails: what couldn't be
// looked up is a doubt.
//
// Of a person who speaks for themself (having come by a link, or with the details of
// their yes) the worst result is a review: a stranger who types in other people's
// details learns nothing, and there is no referrer to send it back to.
func Vet(in Input) Verdict {
	v := Verdict{Result: Accepted, Behind: in.Claim == Found}
	who := subjectOf(in)
	for _, r := range rules {
		f := r.look(who)
		if in.By == form.ByPerson && f.asks.rank() > InReview.rank() {
			f.asks = InReview
		}
		p := r.part(f)
		v.Parts = append(v.Parts, p)
		v.Score += p.Points
		if p.Asks.rank() > v.Result.rank() {
			v.Result = p.Asks
		}
	}
	switch {
	case v.Result == Declined:
		v.Reason = reason(v.Parts)
	case v.Result == Accepted && v.Score < in.Settings.AcceptFrom:
		v.Result, v.Reason = InReview, LowScore
	}
	return v
}

// subject is an input with what several rules need of it, read once.
type subject struct {
	Input
	them contact.Details // the person
	mail contact.Email   // theirs; zero if there is none, or if it isn't an address
	own  contact.Email   // the referrer's, likewise
}

func subjectOf(in Input) subject {
	s := subject{Input: in, them: in.Person}
	if s.them == (contact.Details{}) {
		s.them = in.Answers.Details()
	}
	if e, err := contact.ParseEmail("", s.them.Email); err == nil {
		s.mail = e
	}
	if e, err := contact.ParseEmail("", in.Referrer.Details.Email); err == nil {
		s.own = e
	}
	return s
}

// CannotTake is the one reason that is told for everything that we may not tell.
const CannotTake = "cannot_take"

// reason picks what is told of the parts that declined. Pace goes first: who sends
// too much learns nothing else. What concerns others goes last and is always
// CannotTake.
func reason(parts []Part) string {
	found := CannotTake
	for _, p := range parts {
		switch {
		case p.Asks != Declined || p.Private():
		case p.Rule == Pace:
			return p.Code
		case found == CannotTake:
			found = p.Code
		}
	}
	return found
}

// part returns the part of a rule.
func (v Verdict) part(rule Rule) Part {
	for _, p := range v.Parts {
		if p.Rule == rule {
			return p
		}
	}
	return Part{}
}
