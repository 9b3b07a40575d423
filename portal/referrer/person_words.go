package referrer

import (
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/portal/ui"
)

// personOf names whom a reward is for, as part of a sentence: the person and their
// company, or that nothing is kept of them any more.
func personOf(f ui.Frame, person, company string) any {
	switch {
	case person == "":
		return message.Of("home.rewards.erased")
	case company == "":
		return person
	}
	return f.T("home.rewards.at", "person", person, "company", company)
}
