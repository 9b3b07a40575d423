package programs

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// usualZone is where a new program is, unless its writer says where they are.
const usualZone = "Europe/Berlin"

// newPage asks what a program can't start without.
type newPage struct {
	Controls []drawn
	Faults   ui.Faults
}

// newControls are what defaults can't know.
func newControls() []termsControl {
	name := line("name", "/name", func(t *program.Terms) *string { return &t.Name })
	name.longest = contact.MaxName
	zone := line("zone", "/calendar/zone", func(t *program.Terms) *string { return &t.Calendar.Zone })
	zone.help = true
	return []termsControl{name, zone, languages()}
}

// externalID is the company's own id of the program, which stays as it is.
const externalID = "external_id"

// showNew asks for a name; everything else has a default.
func (p *Pages) showNew(c *gin.Context) error {
	f := p.Frame(c)
	zone := usualZone
	if r := page.ReaderOf(c); r.Member.Personal.Zone != "" {
		zone = r.Member.Personal.Zone
	}
	terms := p.App.Programs.Defaults("", zone)
	return p.Show(c, newProgramPage(f, drawNew(f, fillAll(newControls(), &terms), nil)))
}

func drawNew(f ui.Frame, values view.Answers, faults ui.Faults) newPage {
	out := newPage{Faults: faults}
	for _, c := range newControls() {
		out.Controls = append(out.Controls, draw(f, c, nil, values, faults.Of(c.name)))
	}
	own := view.Field{Name: externalID, Type: view.Text, Label: f.T("programs.field." + externalID), Help: f.T("programs.help." + externalID), MaxLength: 200}
	out.Controls = append(out.Controls, drawn{Field: own, Values: values[externalID], Fault: faults.Of(externalID)})
	return out
}

// create makes a program of the defaults and leads to its editor.
func (p *Pages) create(c *gin.Context) error {
	f := p.FrameAt(c, "/staff/programs/new")
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	terms := p.App.Programs.Defaults(clean(form.One("name")), usualZone)
	terms.Team = p.Brand.Name // as people know the company; the editor may change it
	wrong := takeAll(newControls(), &terms, form)
	if len(wrong) == 0 {
		done, err := p.App.Programs.Create(c.Request.Context(), call, app.ProgramInput{ExternalID: clean(form.One(externalID)), Draft: terms})
		if err == nil {
			return p.Say(c, "/staff/programs/"+done.Doc.ID, "programs.said.created")
		}
		wrong = fault.Of(err).Fields
		if fault.Because(err, "external_id_taken") {
			wrong = []fault.Field{{Pointer: externalID, Code: "external_id_taken"}}
		}
		if len(wrong) == 0 {
			return err
		}
	}
	return p.ShowAgain(c, newProgramPage(f, drawNew(f, form, p.newFaults(f, wrong))))
}

// newFaults words faults of the first form; the team is named as the program is.
func (p *Pages) newFaults(f ui.Frame, wrong []fault.Field) ui.Faults {
	var out ui.Faults
	for _, field := range wrong {
		switch field.Pointer {
		case "/draft/team":
			continue
		case externalID, "/" + externalID:
			out = append(out, ui.Fault{Control: externalID, Text: p.tell(f, field.Code, 0, 0)})
			continue
		}
		out = append(out, words(p, f, newControls(), "/draft", []fault.Field{field})...)
	}
	return out
}
