package portal

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

var errNoForm = fault.New(fault.Conflict, "no_form_here", "There is no form on this page now.")

// introduceSelf creates the referral once the person has decided on the second
// page.
func (p *Portal) introduceSelf(c *gin.Context) error {
	f := p.FrameAt(c, page.HomeOf(c))
	o, err := p.loadOwn(c, f)
	if err != nil {
		return err
	}
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	answers := page.Only(form, fieldNames(o.form))
	stamp := form.One("stamp")
	if err := p.Stamps.Check(stamp, o.done, digest(answers)); err != nil {
		return err
	}
	switch form.One("sure") {
	case "yes":
	case "no":
		return p.Show(c, o.draw(f, answers, nil))
	default:
		return p.showOwnPreview(c, f, o, answers, f.T("page.sure.missing"))
	}
	done, err := p.ports.Services.Introduce(c.Request.Context(), o.origin, f.Lang(), stamp, answers)
	if faults := p.Faults(f, err); faults != nil {
		return p.ShowStatus(c, http.StatusUnprocessableEntity, o.draw(f, answers, faults))
	}
	if err != nil {
		return err
	}
	return p.Show(c, ownDonePage(f, done))
}

// draw is the page with the form on it.
func (o own) draw(f ui.Frame, answers view.Answers, faults ui.Faults) templ.Component {
	form := ownForm{Form: o.form, Action: o.preview, Answers: answers, Faults: faults}
	if o.origin.Link != "" {
		return landingPage(f, o.landing, form)
	}
	return personPage(f, personView{Person: o.person, Page: o.page, Own: &form})
}
