package programs

import (
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
)

// followed is who follows up, by when, and for how long a referral counts.
func followed([]string) []termsGroup {
	rep := pick("rep", "/rep_id", func(t *program.Terms) *string { return &t.Rep })
	rep.help, rep.optional, rep.set, rep.values = true, true, repSet, nil
	goal := span("goal", "/promise/first_contact_goal", func(t *program.Terms) *promise.Span { return &t.Promise.FirstContactGoal })
	goal.help = true
	number := func(name, at string, high int, field func(*program.Terms) *int) termsControl {
		c := number(name, at, 1, high, field)
		c.help = true
		return c
	}
	return []termsGroup{
		{"first", []termsControl{rep, goal}},
		{"protection", []termsControl{
			number("protection_days", "/protection_days", 730, func(t *program.Terms) *int { return &t.ProtectionDays }),
			number("protection_max", "/protection_max_days", 730, func(t *program.Terms) *int { return &t.ProtectionMax }),
			number("attribution_days", "/attribution_days", 365, func(t *program.Terms) *int { return &t.AttributionDays }),
		}},
	}
}

// repSet names the members who can follow up; a page looks them up.
const repSet = "rep"
