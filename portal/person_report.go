package portal

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// reportView is the second page of a report.
type reportView struct {
	personView
	Kind  view.ReportKind
	Words []string
	Stamp string
}

// chooseReport takes what went wrong and asks for the second step. It changes
// nothing.
func (p *Portal) chooseReport(c *gin.Context) error {
	f, v, form, err := p.personForm(c)
	if err != nil {
		return err
	}
	if !v.MayReport {
		return leave(c, v.Page)
	}
	kind := view.ReportKind(form.One("kind"))
	if !knownReport(kind) {
		v.Faults = ui.Faults{missing(f, "kind-0", "page.report.missing")}
		return p.render(c, http.StatusUnprocessableEntity, personPage(f, v))
	}
	return p.show(c, reportPage(f, p.reportView(v, kind, nil)))
}

// confirmReport takes the report.
func (p *Portal) confirmReport(c *gin.Context) error {
	f, v, form, err := p.personForm(c)
	if err != nil {
		return err
	}
	kind := view.ReportKind(form.One("kind"))
	if err := p.stamps.check(form.One("stamp"), v.Page+"/report", string(kind)); err != nil {
		return err
	}
	if form.One("sure") == "no" || !v.MayReport {
		return leave(c, v.Page)
	}
	words := only(form, []string{"words"})
	if form.One("sure") != "yes" {
		v.Faults = ui.Faults{missing(f, "sure-0", "page.sure.missing")}
	} else {
		err := p.deps.Services.ReportByPerson(c.Request.Context(), c.Param("token"), kind, words.One("words"))
		if err == nil {
			return leave(c, v.Page)
		}
		if v.Faults = faultsOf(f, err); v.Faults == nil {
			return err
		}
	}
	return p.render(c, http.StatusUnprocessableEntity, reportPage(f, p.reportView(v, kind, words["words"])))
}

func (p *Portal) reportView(v personView, kind view.ReportKind, words []string) reportView {
	return reportView{personView: v, Kind: kind, Words: words, Stamp: p.stamps.make(v.Page+"/report", string(kind))}
}

func knownReport(k view.ReportKind) bool {
	return slices.Contains([]view.ReportKind{view.ContactedBefore, view.UnknownReferrer, view.NotAsPromised}, k)
}
