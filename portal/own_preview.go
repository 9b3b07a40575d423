package portal

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// own is a form for oneself and the page that it stands on.
type own struct {
	origin  view.Origin
	page    string // path of the page
	preview string // where the form is sent
	done    string // where the second page is sent
	form    view.Form
	landing view.Landing // of a link
	person  view.Person  // of a person's page
}

// loadOwn finds the form that a path is about.
func (p *Portal) loadOwn(c *gin.Context, f ui.Frame) (own, error) {
	ctx := c.Request.Context()
	if code := c.Param("code"); code != "" {
		v, err := p.ports.Services.Landing(ctx, code, f.Lang())
		at := "/r/" + code
		return own{origin: view.Origin{Link: code}, page: at, preview: at, done: at + "/introduce", form: v.Form, landing: v}, err
	}
	token := c.Param("token")
	v, err := p.ports.Services.PersonPage(ctx, token, f.Lang())
	if err == nil && v.Form == nil {
		err = errNoForm
	}
	if err != nil {
		return own{}, err
	}
	at := "/i/" + token
	return own{origin: view.Origin{Person: token}, page: at, preview: at + "/introduction", done: at + "/introduce", form: *v.Form, person: v}, nil
}

// previewOwn checks the answers and shows them once more, with what would happen.
func (p *Portal) previewOwn(c *gin.Context) error {
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
	if form.One("back") != "" {
		return p.Show(c, o.draw(f, answers, nil))
	}
	return p.showOwnPreview(c, f, o, answers, "")
}

// showOwnPreview is the second at, or the first again with what to mend.
func (p *Portal) showOwnPreview(c *gin.Context, f ui.Frame, o own, answers view.Answers, fault string) error {
	preview, err := p.ports.Services.Preview(c.Request.Context(), o.origin, f.Lang(), answers)
	if faults := p.Faults(f, err); faults != nil {
		return p.ShowStatus(c, http.StatusUnprocessableEntity, o.draw(f, answers, faults))
	}
	if err != nil {
		return err
	}
	status := http.StatusOK
	if fault != "" {
		status = http.StatusUnprocessableEntity
	}
	return p.ShowStatus(c, status, ownPreviewPage(f, o, preview, answers, p.Stamps.Make(o.done, digest(answers)), fault))
}

// digest binds a stamp to the answers that were previewed.
func digest(a view.Answers) string {
	var b strings.Builder
	for _, name := range a.Names() {
		b.WriteString(name + "\x01" + strings.Join(a[name], "\x02") + "\x03")
	}
	return b.String()
}

func fieldNames(form view.Form) []string {
	var names []string
	for _, q := range form.Fields {
		names = append(names, q.Name)
	}
	return names
}
