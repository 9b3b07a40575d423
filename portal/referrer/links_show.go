package referrer

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// maxPrograms is how many programs a page offers.
const maxPrograms = 100

// linksView is the page of all links.
type linksView struct {
	Main        []linkCard // the default link of each program that takes introductions
	Rows        []linkRow
	Chart       view.Chart // visits of the rows
	Tools       view.Toolbar
	First, Next string
	Programs    []view.Option // into which a named link can lead
	Typed       view.Answers
	Faults      ui.Faults
}

// showLinks is the referrer's links: the one of each program, ready to be passed
// on, and all of them with what they brought.
func (p *Pages) showLinks(c *gin.Context) error {
	f := p.Frame(c)
	v, err := p.linksView(c, f)
	if err != nil {
		return err
	}
	return p.Show(c, linksPage(f, v))
}

func (p *Pages) linksView(c *gin.Context, f ui.Frame) (v linksView, err error) {
	running, err := p.running(c)
	if err != nil {
		return v, err
	}
	var options []view.Option
	for _, pr := range running {
		options = append(options, view.Option{Value: pr.ID, Label: pr.Name})
	}
	if v.Main, err = p.mainLinks(c, f, running); err != nil {
		return v, err
	}
	reader := page.ReaderOf(c)
	listed, err := p.App.Links.Search(c.Request.Context(), reader.Actor, reader.Actor.ID, linkFilter(c), order(c))
	if err != nil {
		return v, err
	}
	if v.Rows, err = p.linkRows(c, f, listed.Docs); err != nil {
		return v, err
	}
	v.Chart = visitsChart(f, v.Rows)
	v.Tools, v.Programs = linkTools(c, f, options), options
	v.First, v.Next = page.First(c), page.Next(c, listed.Next)
	return v, nil
}

// running are the programs that take introductions.
func (p *Pages) running(c *gin.Context) ([]*program.Program, error) {
	l, err := p.App.Programs.List(c.Request.Context(), page.ReaderOf(c).Actor, app.ProgramFilter{State: string(program.Published)}, app.Page{Limit: maxPrograms})
	return l.Docs, err
}

// mainLinks are the default links, which are made when somebody first looks.
func (p *Pages) mainLinks(c *gin.Context, f ui.Frame, running []*program.Program) ([]linkCard, error) {
	reader := page.ReaderOf(c)
	var cards []linkCard
	for _, pr := range running {
		l, err := p.App.Links.Default(c.Request.Context(), app.Call{Actor: reader.Actor}, pr.ID, reader.Actor.ID)
		if err != nil {
			return nil, err
		}
		if l.State == link.On {
			cards = append(cards, p.linkCard(f, l, pr))
		}
	}
	return cards, nil
}

// linkFilter is what an address narrows the links by.
func linkFilter(c *gin.Context) app.LinkFilter {
	return app.LinkFilter{Search: c.Query("q"), State: c.Query("state"), ProgramID: c.Query("program")}
}

// linkTools are the filters of the links.
func linkTools(c *gin.Context, f ui.Frame, programs []view.Option) view.Toolbar {
	t := view.Toolbar{
		Action: "/links", Export: page.File(c, "/links.csv"), Search: &view.Search{Label: f.T("home.links.search"), Value: c.Query("q")},
		Narrowed: c.Query("q")+c.Query("state")+c.Query("program") != "",
	}
	t.Selects = append(t.Selects, view.Select{Name: "state", Label: f.T("home.links.state"), Value: c.Query("state"), Options: []view.Option{
		{Label: f.T("home.list.all")}, {Value: string(link.On), Label: f.T("home.links.state.on")}, {Value: string(link.Off), Label: f.T("home.links.state.off")},
	}})
	if len(programs) > 1 {
		t.Selects = append(t.Selects, view.Select{
			Name: "program", Label: f.T("home.links.program"), Value: c.Query("program"), Options: append([]view.Option{{Label: f.T("home.list.all")}}, programs...),
		})
	}
	t.Selects = append(t.Selects, sortSelect(c, f))
	return t
}
