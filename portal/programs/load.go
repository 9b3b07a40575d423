package programs

import (
	"context"
	"encoding/json"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// opened is a program with what is published of it.
type opened struct {
	Program *program.Program
	Latest  *program.Revision // nil before the first
	Edits   bool              // the reader may edit it
	Options options
	Unsaid  int // clauses of the draft that aren't published
}

// zone is the one in which the program's dates are shown.
func (o opened) zone() string { return o.Program.Draft.Calendar.Zone }

// path is the program's address with more of it.
func (o opened) path(more string) string { return "/staff/programs/" + o.Program.ID + more }

// open loads the program that an address names.
func (p *Pages) open(c *gin.Context, f ui.Frame) (opened, error) {
	ctx, by := c.Request.Context(), page.ReaderOf(c).Actor
	doc, err := p.App.Programs.Get(ctx, by, c.Param("id"))
	if err != nil {
		return opened{}, err
	}
	o := opened{Program: doc, Edits: by.Has(aggregate.Admin) && doc.State != program.Archived}
	if o.Options, err = p.options(ctx, f, by, doc.Draft.Rep); err != nil {
		return opened{}, err
	}
	if doc.Published > 0 {
		if o.Latest, err = p.App.Programs.Revision(ctx, by, doc.ID, 0); err != nil {
			return opened{}, err
		}
		o.Unsaid = count(compare(f, o.Options, o.Latest.Terms, doc.Draft))
	}
	return o, nil
}

// maxReps is how many members a program can choose its rep from.
const maxReps = 100

// options looks up the members who can follow up; also names one who no longer
// can.
func (p *Pages) options(ctx context.Context, f ui.Frame, by aggregate.Actor, also string) (options, error) {
	list, err := p.App.Members.List(ctx, by, app.MemberFilter{Role: string(aggregate.Rep), State: "active"}, app.Page{Limit: maxReps})
	if err != nil {
		return nil, err
	}
	reps := []view.Option{{Value: "", Label: f.T("programs.rep.none")}}
	known := also == ""
	for _, m := range list.Docs {
		reps = append(reps, view.Option{Value: m.ID, Label: m.Personal.Name})
		known = known || m.ID == also
	}
	if !known {
		label := f.T("programs.rep.unknown")
		if m, err := p.App.Members.Get(ctx, by, also); err == nil {
			label = f.T("programs.rep.gone", "name", m.Personal.Name)
		}
		reps = append(reps, view.Option{Value: also, Label: label})
	}
	return options{repSet: reps}, nil
}

// copied is terms that share nothing with t.
func copied(t program.Terms) (out program.Terms, err error) {
	body, err := json.Marshal(t)
	if err == nil {
		err = json.Unmarshal(body, &out)
	}
	return out, err
}

// missing is the fault for an address that names nothing.
func missing() error {
	return fault.New(fault.NotFound, "not_found", "There is nothing here under this address.")
}
