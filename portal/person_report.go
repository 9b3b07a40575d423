package portal

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
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
		return p.Go(c, v.Page)
	}
	kind := view.ReportKind(form.One("kind"))
	if !knownReport(kind) {
		v.Faults = ui.Faults{page.Missing(f, "kind-0", "page.report.missing")}
		return p.ShowStatus(c, http.StatusUnprocessableEntity, personPage(f, v))
	}
	return p.Show(c, reportPage(f, p.reportView(v, kind, nil)))
}

// confirmReport takes the report.
func (p *Portal) confirmReport(c *gin.Context) error {
	f, v, form, err := p.personForm(c)
	if err != nil {
		return err
	}
	kind := view.ReportKind(form.One("kind"))
	if err := p.Stamps.Check(form.One("stamp"), v.Page+"/report", string(kind)); err != nil {
		return err
	}
	if form.One("sure") == "no" || !v.MayReport {
		return p.Go(c, v.Page)
	}
	words := page.Only(form, []string{"words"})
	if form.One("sure") != "yes" {
		v.Faults = ui.Faults{page.Missing(f, "sure-0", "page.sure.missing")}
	} else {
		err := p.ports.Services.ReportByPerson(c.Request.Context(), c.Param("token"), kind, words.One("words"))
		if err == nil {
			return p.Go(c, v.Page)
		}
		if v.Faults = p.Faults(f, err); v.Faults == nil {
			return err
		}
	}
	return p.ShowStatus(c, http.StatusUnprocessableEntity, reportPage(f, p.reportView(v, kind, words["words"])))
}

func (p *Portal) reportView(v personView, kind view.ReportKind, words []string) reportView {
	return reportView{personView: v, Kind: kind, Words: words, Stamp: p.Stamps.Make(v.Page+"/report", string(kind))}
}

func knownReport(k view.ReportKind) bool {
	return slices.Contains([]view.ReportKind{view.ContactedBefore, view.UnknownReferrer, view.NotAsPromised}, k)
}
