package referrer

import (
	"strings"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// lines splits words at their empty lines.
func lines(text string) []string { return strings.Split(text, "\n\n") }

// switchTo is the last part of the path that turns a link the other way.
func switchTo(on bool) string {
	if on {
		return "/off"
	}
	return "/on"
}

// linkFacts are what is known of a link.
func linkFacts(f ui.Frame, v linkView) []view.Fact {
	return []view.Fact{
		{Label: f.T("home.links.program"), Value: v.Program},
		{Label: f.T("home.links.created"), Value: f.Day(v.CreatedMS, "UTC")},
		{Label: f.T("home.links.visits_12"), Value: number(f, v.Visits.Total)},
		{Label: f.T("home.links.came"), Value: number(f, v.Came)},
	}
}
