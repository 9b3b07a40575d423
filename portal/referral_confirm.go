package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// confirmAction does what the referrer decided on an action's page.
func (p *Portal) confirmAction(c *gin.Context) error {
	f, v, err := p.loadAction(c)
	if err != nil {
		return err
	}
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	if err := p.Stamps.Check(form.One("stamp"), v.Page+"/"+string(v.Action), ""); err != nil {
		return err
	}
	if form.One("sure") == "no" || !v.May(v.Action) {
		return p.Go(c, v.Page)
	}
	v.Typed = page.Only(form, append(fieldNames(v.Ask), "words", "email"))
	if v.Faults = v.missing(f, form.One("sure")); len(v.Faults) == 0 {
		deed := view.Deed{Action: v.Action, Words: v.Typed.One("words"), Email: v.Typed.One("email"), Answers: v.Typed}
		err := p.ports.Services.Act(c.Request.Context(), c.Param("token"), f.Lang(), deed)
		if err == nil {
			return p.Go(c, v.Page)
		}
		if v.Faults = p.Faults(f, err); v.Faults == nil {
			return err
		}
	}
	return p.ShowStatus(c, http.StatusUnprocessableEntity, actionPage(f, v))
}

// missing are the choices and words that the page asks for and didn't get.
func (v actionView) missing(f ui.Frame, sure string) ui.Faults {
	var out ui.Faults
	if _, needs := v.words(); needs && v.Typed.One("words") == "" {
		out = append(out, page.Missing(f, "words", "page.fault.required"))
	}
	if v.Action == view.Correct && v.Typed.One("email") == "" {
		out = append(out, page.Missing(f, "email", "page.fault.required"))
	}
	if sure != "yes" {
		out = append(out, page.Missing(f, "sure-0", "page.sure.missing"))
	}
	return out
}
