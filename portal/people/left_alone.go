package people

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// leftAlonePage looks one person up on the list of those whom we leave alone. It
// never lists anybody: nobody's name is on it.
type leftAlonePage struct {
	Tabs   []view.Tab
	Fields []view.Field
	Values view.Answers
	Faults ui.Faults
	Looked bool
	Entry  *suppression.Suppression // nil when they aren't on it
	Zone   string
}

func newLeftAlone(c *gin.Context, f ui.Frame) leftAlonePage {
	return leftAlonePage{Tabs: tabs(f, leftAlone), Zone: zone(c), Fields: []view.Field{
		{Name: "email", Type: view.Email, Label: f.T("people.email"), OneOf: true, MaxLength: 254, Autocomplete: "off"},
		{Name: "phone", Type: view.Phone, Label: f.T("people.phone"), Help: f.T("people.phone.help"), OneOf: true, MaxLength: 64, Autocomplete: "off"},
	}}
}

func (p *Pages) showLeftAlone(c *gin.Context) error {
	f := p.Frame(c)
	return p.Show(c, leftAloneView(f, newLeftAlone(c, f)))
}

// lookLeftAlone is a POST, because what is typed must not stand in an address.
func (p *Pages) lookLeftAlone(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	f := p.Frame(c)
	v := newLeftAlone(c, f)
	v.Values = page.Only(form, controls(v.Fields))
	v.Entry, err = p.App.Suppressions.Look(c.Request.Context(), page.ReaderOf(c).Actor, typedPerson(v.Values))
	if v.Faults = p.Faults(f, err); len(v.Faults) > 0 {
		return p.ShowAgain(c, leftAloneView(f, v))
	}
	if err != nil {
		return err
	}
	v.Looked = true
	return p.Show(c, leftAloneView(f, v))
}

// leaveAlone enters a wish that somebody told us outside their page. Only the
// person takes it back, so it asks for a tick.
func (p *Pages) leaveAlone(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	f := p.Frame(c)
	v := newLeftAlone(c, f)
	v.Values = page.Only(form, append(controls(v.Fields), "sure"))
	if v.Values.One("sure") != "yes" {
		v.Looked, v.Faults = true, ui.Faults{page.Missing(f, "sure", "page.fault.not_confirmed")}
		return p.ShowAgain(c, leftAloneView(f, v))
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	_, err = p.App.Suppressions.Add(c.Request.Context(), call, typedPerson(v.Values))
	if v.Faults = p.Faults(f, err); len(v.Faults) > 0 {
		return p.ShowAgain(c, leftAloneView(f, v))
	}
	if err != nil {
		return p.refused(c, err, leftAlone)
	}
	return p.Say(c, leftAlone, "people.said.left_alone")
}

func typedPerson(a view.Answers) app.SuppressInput {
	return app.SuppressInput{Email: a.One("email"), Phone: a.One("phone")}
}
