package programs

import (
	"context"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// listPage is the list of programs.
type listPage struct {
	Rows        []listRow
	Tabs        []view.Tab
	Narrowed    bool
	First, Next string
	Export      string // the address of the same list as a file
	Edits       bool
}

// listRow is a program in the list.
type listRow struct {
	Program *program.Program
	Open    int64
	Kept    string // the kept rate; "" while nothing is decided
}

// listPrograms shows every program, newest first.
func (p *Pages) listPrograms(c *gin.Context) error {
	ctx, by := c.Request.Context(), page.ReaderOf(c).Actor
	state := c.Query("state")
	listed, err := p.App.Programs.List(ctx, by, app.ProgramFilter{State: state}, page.ListPage(c))
	if err != nil {
		return err
	}
	f := p.Frame(c)
	out := listPage{
		Tabs: stateTabs(f, state), Narrowed: state != "", Export: exportPath(state), First: page.First(c), Next: page.Next(c, listed.Next), Edits: by.Has(aggregate.Admin),
	}
	for _, doc := range listed.Docs {
		row, err := p.listRow(ctx, f, by, doc)
		if err != nil {
			return err
		}
		out.Rows = append(out.Rows, row)
	}
	return p.Show(c, programsPage(f, out))
}

func (p *Pages) listRow(ctx context.Context, f ui.Frame, by aggregate.Actor, doc *program.Program) (listRow, error) {
	row := listRow{Program: doc}
	if doc.Published == 0 {
		return row, nil // nobody can be introduced under it
	}
	var err error
	if row.Open, err = p.App.Referrals.CountOpen(ctx, by, doc.ID); err != nil {
		return row, err
	}
	row.Kept, err = p.keptRate(ctx, f, doc.ID)
	return row, err
}

// keptRate is how a program kept its promise in the last twelve months; "" while
// nothing is decided.
func (p *Pages) keptRate(ctx context.Context, f ui.Frame, id string) (string, error) {
	tally, err := p.App.Referrals.Kept(ctx, id)
	if err != nil {
		return "", err
	}
	percent, decided := tally.Rate()
	if !decided {
		return "", nil
	}
	return f.T("programs.kept", "percent", percent), nil
}

// stateTabs are the states by which the list can be narrowed.
func stateTabs(f ui.Frame, current string) []view.Tab {
	out := []view.Tab{{Path: "/staff/programs", Label: f.T("programs.state.all"), Current: current == ""}}
	for _, s := range []program.State{program.Published, program.Draft, program.Archived} {
		out = append(out, view.Tab{Path: "/staff/programs?state=" + string(s), Label: f.T("programs.state." + string(s)), Current: current == string(s)})
	}
	return out
}

// exportPath is the list as a file, narrowed as the page is.
func exportPath(state string) string {
	if state == "" {
		return "/staff/programs.csv"
	}
	return "/staff/programs.csv?state=" + url.QueryEscape(state)
}
