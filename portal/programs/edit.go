package programs

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// sectionPage is one page of the editor.
type sectionPage struct {
	opened
	Name      string // of the section
	Groups    []drawnGroup
	Revision  int64  // of the program that the reader was shown
	Seen      string // the values that they were shown; see seal
	Reads     []reading
	Unread    int // controls whose values can't be read, so that the words leave them out
	Faults    ui.Faults
	Meanwhile *meanwhile
}

// path is where the section's form is sent.
func (s sectionPage) action() string { return s.path("/edit/" + s.Name) }

// asideForm is the id of the section's form; the list of questions has none.
func asideForm(s sectionPage) string {
	if s.Name == "form" {
		return ""
	}
	return editorForm
}

// asSent keeps what a form says about when it was read, so that sending it once
// more doesn't pass over somebody else's change.
func (s *sectionPage) asSent(form view.Answers) {
	if n, err := strconv.ParseInt(form.One("revision"), 10, 64); err == nil && n > 0 {
		s.Revision = n
	}
	s.Seen = form.One("seen")
	looked(s.Reads, form)
}

// showSection is a section with what the draft says.
func (p *Pages) showSection(c *gin.Context) error {
	f := p.Frame(c)
	o, s, err := p.openSection(c, f)
	if err != nil {
		return err
	}
	values := fillAll(s.controls(o.Program.Draft.Languages), &o.Program.Draft)
	return p.Show(c, editPage(f, p.section(c, f, o, s, values, nil, o.Program.Draft)))
}

func (p *Pages) openSection(c *gin.Context, f ui.Frame) (opened, section, error) {
	s, known := sectionNamed(c.Param("section"))
	if !known {
		return opened{}, s, missing()
	}
	o, err := p.open(c, f)
	return o, s, err
}

// section draws a section with the values of a form; terms are what its words are
// made of.
func (p *Pages) section(c *gin.Context, f ui.Frame, o opened, s section, values view.Answers, faults ui.Faults, terms program.Terms) sectionPage {
	draft := o.Program.Draft
	return sectionPage{
		opened: o, Name: s.name, Faults: faults, Revision: o.Program.Revision,
		Groups: drawAll(f, s.groups(draft.Languages), o.Options, values, faults),
		Seen:   seal(fillAll(s.controls(draft.Languages), &draft)),
		Reads:  p.readingsFor(c, f, s.name, terms),
	}
}

// readingsFor is how terms read beside a section; beside the form with what it
// asks.
func (p *Pages) readingsFor(c *gin.Context, f ui.Frame, section string, t program.Terms) []reading {
	list := p.readings(f, t, p.repName(c.Request.Context(), page.ReaderOf(c).Actor, t), p.Now().UnixMilli())
	if section == "form" {
		return asking(list, t)
	}
	return list
}

// saveSection keeps a section in the draft.
func (p *Pages) saveSection(c *gin.Context) error {
	f := p.FrameAt(c, c.Request.URL.Path)
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	o, s, err := p.openSection(c, f)
	if err != nil {
		return err
	}
	terms, err := copied(o.Program.Draft)
	if err != nil {
		return err
	}
	controls := s.controls(o.Program.Draft.Languages)
	wrong := takeAll(controls, &terms, form)
	if len(wrong) == 0 {
		err := p.keep(c, form, o.Program, terms)
		if err == nil {
			return p.Say(c, o.path("/edit/"+s.name), "programs.said.saved")
		}
		if fault.Because(err, "revision_changed") {
			return p.showMeanwhile(c, f, s, form)
		}
		if wrong = fault.Of(err).Fields; len(wrong) == 0 {
			return err
		}
	}
	terms, _, err = readable(controls, o.Program.Draft, form)
	if err != nil {
		return err
	}
	again := p.section(c, f, o, s, form, words(p, f, controls, "/draft", wrong), terms)
	again.asSent(form)
	return p.ShowAgain(c, editPage(f, again))
}

// keep replaces the draft of a program by terms.
func (p *Pages) keep(c *gin.Context, form view.Answers, doc *program.Program, terms program.Terms) error {
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	_, err = p.App.Programs.Update(c.Request.Context(), call, doc.ID, app.ProgramInput{ExternalID: doc.ExternalID, Draft: terms, Metadata: doc.Metadata})
	return err
}

// preview shows how what was typed reads, and keeps nothing: the words alone for a
// script, else the whole page with the values as they were typed.
func (p *Pages) preview(c *gin.Context) error {
	f := p.FrameAt(c, c.Request.URL.Path)
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	o, s, err := p.openSection(c, f)
	if err != nil {
		return err
	}
	controls := s.controls(o.Program.Draft.Languages)
	terms, wrong, err := readable(controls, o.Program.Draft, form)
	if err != nil {
		return err
	}
	shown := p.section(c, f, o, s, form, nil, terms)
	shown.Unread = len(wrong)
	shown.asSent(form)
	if p.Fragment(c) {
		return p.Show(c, readsBody(f, shown.Reads, shown.Unread))
	}
	return p.Show(c, editPage(f, shown))
}
