package office

import (
	"strings"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

func makeTitle(f ui.Frame, v makeView) string {
	if v.Personal {
		return f.T("office.keys.make_own")
	}
	return f.T("office.keys.make_service")
}

func makeLead(f ui.Frame, v makeView) string {
	if v.Personal {
		return f.T("office.keys.own_lead")
	}
	return f.T("office.keys.service_lead")
}

// keyFacts are a key's, to read once more.
func keyFacts(f ui.Frame, r keyRow) []view.Fact {
	return []view.Fact{
		{Label: f.T("office.keys.col.name"), Value: r.Name},
		{Label: f.T("office.keys.col.owner"), Value: r.Owner},
		{Label: f.T("office.keys.col.scopes"), Value: strings.Join(r.Scopes, "; ")},
		{Label: f.T("office.keys.col.used"), Value: r.Used},
		{Label: f.T("office.keys.col.expires"), Value: r.Expires},
	}
}
