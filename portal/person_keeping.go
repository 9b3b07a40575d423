package portal

import (
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// keptFacts are the details that we hold of a person.
func keptFacts(f ui.Frame, v personView, k view.Keeping) []view.Fact {
	if !k.Details {
		return nil
	}
	var facts []view.Fact
	for _, fact := range []view.Fact{
		{Label: f.T("page.yes.name"), Value: v.Details.Name}, {Label: f.T("page.yes.company"), Value: v.Details.Company},
		{Label: f.T("page.yes.role"), Value: v.Details.Role}, {Label: f.T("page.yes.email"), Value: k.Email}, {Label: f.T("page.yes.phone"), Value: k.Phone},
	} {
		if fact.Value != "" {
			facts = append(facts, fact)
		}
	}
	return facts
}

// keptUntil says until when the details stay, and what stays after them.
func keptUntil(f ui.Frame, k view.Keeping) []string {
	var out []string
	switch {
	case !k.Details && !k.Trace:
		return []string{f.T("page.keep.nothing")}
	case !k.Details:
	case k.EraseMS != 0:
		out = append(out, f.T("page.keep.until", "date", f.Day(k.EraseMS, k.Zone)))
	case k.Decided:
		out = append(out, f.T("page.keep.won"))
	default:
		out = append(out, f.T("page.keep.open", "count", k.Days))
	}
	if k.Trace && k.ForgetMS != 0 {
		out = append(out, f.T("page.keep.trace", "date", f.Day(k.ForgetMS, k.Zone)))
	}
	return out
}
