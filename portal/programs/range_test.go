package programs

import (
	"testing"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
)

// The range that a page tells of a number is the one that the rules hold it to.
func TestRangesAreTheRules(t *testing.T) {
	t.Parallel()
	dependent := map[string]bool{"per_day": true, "protection_max": true} // no less than another number
	for _, s := range sections {
		for _, c := range s.controls(program.Languages()) {
			if c.high == 0 {
				continue
			}
			for n, good := range map[int]bool{c.low: !dependent[c.name], c.low - 1: false, c.high: true, c.high + 1: false} {
				terms := program.DefaultTerms("P", "Europe/Berlin")
				if code := c.take(&terms, one(wholeText(int64(n), false))); code != "" {
					t.Errorf("%s: %s", c.name, code)
				}
				if _, f := terms.Check(""); (f == nil || !anyOf(pointers(f), c.matches)) != good && (good || !dependent[c.name] || n != c.low) {
					t.Errorf("%s: %d is good: %v, but %v", c.name, n, good, f)
				}
			}
		}
	}
	rule := firstRule(program.Terms{})
	rule.Price.Amount = 100
	for _, c := range controlsOf(ruleGroups()) {
		if c.high == 0 {
			continue
		}
		for n, good := range map[int]bool{c.high: true, c.high + 1: false} {
			x := rule
			c.take(&x, one(wholeText(int64(n), false)))
			terms := program.DefaultTerms("P", "Europe/Berlin")
			terms.Rewards.Rules = []reward.Rule{x}
			if _, f := terms.Check(""); (f == nil) != good {
				t.Errorf("%s: %d is good: %v, but %v", c.name, n, good, f)
			}
		}
	}
}
