package referrer

import "github.com/goodword/goodword/portal/ui"

// homeLead says in a sentence how much is under way, and when the next step is due.
func homeLead(f ui.Frame, v home) string {
	n := len(v.Rows)
	switch {
	case n == 0:
		return f.T("home.lead.none")
	case v.More:
		return f.T("home.lead.many", "count", n)
	case v.Due != 0:
		return f.T("home.lead.next", "count", n, "date", f.Day(v.Due, v.Zone))
	}
	return f.T("home.lead.open", "count", n)
}
