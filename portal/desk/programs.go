package desk

import (
	"context"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// programNames are the programs that there are.
type programNames []*program.Program

// programs lists them. A company has a handful; the part that a list answers at most
// is enough to choose from.
func (p *Pages) programs(ctx context.Context, me aggregate.Actor) (programNames, error) {
	listed, err := p.App.Programs.List(ctx, me, app.ProgramFilter{}, app.Page{Limit: 100})
	return listed.Docs, err
}

func (l programNames) find(id string) *program.Program {
	for _, p := range l {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// name is a program's name, "" for one that isn't listed.
func (l programNames) name(id string) string {
	if p := l.find(id); p != nil {
		return p.Name
	}
	return ""
}

// zone is the zone of a program's working time.
func (l programNames) zone(id string) string {
	if p := l.find(id); p != nil {
		return p.Draft.Calendar.Zone
	}
	return "UTC"
}

// filter is the choice of a program above a list.
func (l programNames) filter(f ui.Frame, chosen string) view.Select {
	s := view.Select{Name: "program", Label: f.T("desk.program"), Value: chosen, Options: []view.Option{{Label: f.T("desk.any_program")}}}
	for _, p := range l {
		s.Options = append(s.Options, view.Option{Value: p.ID, Label: p.Name})
	}
	return s
}
