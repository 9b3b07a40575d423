package vetting

import "github.com/goodword/goodword/internal/domain/form"

// LowScore is the reason of a review that no single rule asked for.
const LowScore = "low_score"

// Vet judges a referral. It takes microseconds, and never fails: what couldn't be
// looked up is a doubt.
func Vet(in Input) Verdict {
	v := Verdict{Result: Accepted, Behind: in.Claim == Found}
	for _, r := range table() {
		p := r.part(r.look(in))
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

// sterner is how a failure ends: declined, or reviewed where a person came by a
// link.
func sterner(in Input) Result {
	if in.By == form.ByPerson {
		return InReview
	}
	return Declined
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
