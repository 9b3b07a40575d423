package referrer

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// linkFields are the fields of the form for a named link.
var linkFields = []string{"name", "program"}

// makeLink makes a named link, for a source or a campaign.
func (p *Pages) makeLink(c *gin.Context) error {
	f := p.FrameAt(c, "/links")
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	typed := page.Only(form, linkFields)
	v, err := p.linksView(c, f)
	if err != nil {
		return err
	}
	program := typed.One("program")
	if program == "" && len(v.Programs) == 1 {
		program = v.Programs[0].Value
	}
	if v.Faults = linkFaults(f, typed.One("name"), program); len(v.Faults) == 0 {
		call, err := p.Call(c, form)
		if err != nil {
			return err
		}
		in := app.LinkInput{ProgramID: program, MemberID: call.Actor.ID, Name: typed.One("name")}
		made, err := p.App.Links.Create(c.Request.Context(), call, in)
		if err == nil {
			return p.Say(c, "/links/"+made.Doc.ID, "home.links.made", "name", made.Doc.Name)
		}
		if v.Faults = p.linkRefused(f, err); v.Faults == nil {
			return err
		}
	}
	v.Typed = typed
	return p.ShowAgain(c, linksPage(f, v))
}

// linkFaults are what a page can see is missing.
func linkFaults(f ui.Frame, name, program string) ui.Faults {
	var out ui.Faults
	if name == "" {
		out = append(out, page.Missing(f, "name", "home.links.name_missing"))
	}
	if program == "" {
		out = append(out, page.Missing(f, "program", "home.links.program_missing"))
	}
	return out
}

// linkRefused words what stands against a link; nil when it isn't about the form.
func (p *Pages) linkRefused(f ui.Frame, err error) ui.Faults {
	switch {
	case fault.Because(err, "link_name_taken"):
		return ui.Faults{page.Missing(f, "name", "home.links.name_taken")}
	case fault.Because(err, "too_many_links"):
		return ui.Faults{page.Missing(f, "name", "home.links.too_many")}
	}
	return p.Faults(f, err)
}

// linkQuestions are the fields of the form.
func linkQuestions(f ui.Frame, programs []view.Option) []view.Field {
	list := []view.Field{{Name: "name", Type: view.Text, Label: f.T("home.links.name"), Help: f.T("home.links.name_help"), Required: true, MaxLength: 60}}
	if len(programs) > 1 {
		list = append(list, view.Field{Name: "program", Type: view.Choice, Label: f.T("home.links.program"), Required: true, Options: programs})
	}
	return list
}
