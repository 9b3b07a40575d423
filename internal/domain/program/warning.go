package program

import (
	"slices"
	"strconv"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
)

// Warning is something thin about a revision: it can be published, but somebody
// should look.
type Warning struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"` // the numbers in the words
}

// The codes of warnings.
const (
	TooFewApprovers = "too_few_approvers" // fewer than the largest reward needs
	NoReviewer      = "no_reviewer"       // nobody can decide what vetting leaves open
	NoRep           = "no_rep"            // nobody can follow up
	RepGone         = "rep_gone"          // the program's own rep isn't an active rep
	NoReward        = "no_reward"         // referrers get thanks and nothing else
	BuysNames       = "buys_names"        // a rule pays before anybody met: accepted or agreed
	NoHolidays      = "no_holidays"       // deadlines run on public holidays too
)

// Message is the warning in words to be.
func (w Warning) Message() message.Message {
	m := message.Of("program.warning." + w.Code)
	for name, v := range w.Args {
		if m.Args == nil {
			m.Args = map[string]any{}
		}
		m.Args[name] = v
	}
	return m
}

// Staffing is who could do the work of a program now.
type Staffing struct {
	Reps      int
	Reviewers int
	Approvers int
	RepActive bool // the program's own rep is an active one; counts only where there is one
}

// Warnings lists what is thin about the terms.
func (t Terms) Warnings(s Staffing) []Warning {
	var out []Warning
	warn := func(found bool, w Warning) {
		if found {
			out = append(out, w)
		}
	}
	need := t.Rewards.MostApprovers()
	warn(s.Approvers < need, Warning{Code: TooFewApprovers, Args: map[string]string{
		"needed": strconv.Itoa(need), "eligible": strconv.Itoa(s.Approvers),
	}})
	warn(s.Reviewers == 0, Warning{Code: NoReviewer})
	warn(s.Reps == 0, Warning{Code: NoRep})
	warn(t.Rep != "" && !s.RepActive, Warning{Code: RepGone})
	warn(len(t.Rewards.Rules) == 0, Warning{Code: NoReward})
	warn(slices.ContainsFunc(t.Rewards.Rules, func(r reward.Rule) bool {
		return r.Trigger == reward.OnAccepted || r.Trigger == reward.OnAgreed
	}), Warning{Code: BuysNames})
	warn(len(t.Calendar.Holidays) == 0, Warning{Code: NoHolidays})
	return out
}
