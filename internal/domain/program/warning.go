package program

import (
	"strconv"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
)

// Warning is something thin about a revision: it can be published, but somebody
// should look.
type Warning struct {
	Code    string            `json:"code"`
	Pointer string            `json:"pointer,omitempty"` // into the terms; empty where people are missing
	Key     string            `json:"key"`               // of the catalogues
	Args    map[string]string `json:"args,omitempty"`    // the numbers in the words
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
	m := message.Of(w.Key)
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
	warn := func(found bool, code, pointer string, args map[string]string) {
		if found {
			out = append(out, Warning{Code: code, Pointer: pointer, Key: "program.warning." + code, Args: args})
		}
	}
	need := t.Rewards.MostApprovers()
	warn(s.Approvers < need, TooFewApprovers, "/rewards/approval", map[string]string{
		"needed": strconv.Itoa(need), "eligible": strconv.Itoa(s.Approvers),
	})
	warn(s.Reviewers == 0, NoReviewer, "", nil)
	warn(s.Reps == 0, NoRep, "", nil)
	warn(t.Rep != "" && !s.RepActive, RepGone, "/rep_id", nil)
	warn(len(t.Rewards.Rules) == 0, NoReward, "/rewards/rules", nil)
	for i, r := range t.Rewards.Rules {
		early := r.Trigger == reward.OnAccepted || r.Trigger == reward.OnAgreed
		warn(early, BuysNames, "/rewards/rules/"+strconv.Itoa(i)+"/trigger", nil)
	}
	warn(len(t.Calendar.Holidays) == 0, NoHolidays, "/calendar/holidays", nil)
	for _, w := range t.Promise.Thin("/promise") {
		out = append(out, Warning{Code: w.Code, Pointer: w.Pointer, Key: w.Detail.Key})
	}
	return out
}
