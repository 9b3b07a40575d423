package portal

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
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
	v.Typed = page.Only(form, v.Controls())
	if v.Faults = v.Missing(f, form.One("sure")); len(v.Faults) == 0 {
		err := p.ports.Services.Act(c.Request.Context(), c.Param("token"), f.Lang(), v.Deed())
		if err == nil {
			return p.Go(c, v.Page)
		}
		if v.Faults = p.Faults(f, err); v.Faults == nil {
			return err
		}
	}
	return p.ShowAgain(c, actionPage(f, v))
}
