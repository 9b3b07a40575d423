package programs

import (
	"context"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// fewRevisions is how many revisions stand on a program's own page.
const fewRevisions = 5

// overview is a program's own page.
type overview struct {
	opened
	Tasks     []task
	Reads     []reading
	Open      int64
	Kept      string
	Revisions []*program.Revision
	More      bool // there are older revisions
}

// task is something thin about the draft, and where it is mended.
type task struct {
	Text string
	Path string
}

// showProgram is a program as it reads, and what there is to do.
func (p *Pages) showProgram(c *gin.Context) error {
	f := p.Frame(c)
	o, err := p.open(c, f)
	if err != nil {
		return err
	}
	ctx, by := c.Request.Context(), page.ReaderOf(c).Actor
	out := overview{opened: o}
	if out.Tasks, err = p.tasks(c, f, o); err != nil {
		return err
	}
	if out.Open, err = p.App.Referrals.CountOpen(ctx, by, o.Program.ID); err != nil {
		return err
	}
	if out.Kept, err = p.keptRate(ctx, f, o.Program.ID); err != nil {
		return err
	}
	listed, err := p.App.Programs.Revisions(ctx, by, o.Program.ID, app.Page{Limit: fewRevisions})
	if err != nil {
		return err
	}
	out.Revisions, out.More = listed.Docs, listed.Next != ""
	terms := o.Program.Draft
	if o.Latest != nil {
		terms = o.Latest.Terms
	}
	out.Reads = p.readings(f, terms, p.repName(ctx, by, terms), p.Now().UnixMilli())
	return p.Show(c, overviewPage(f, out))
}

// tasks are the warnings that publishing the draft would give, and what is hard
// to read.
func (p *Pages) tasks(c *gin.Context, f ui.Frame, o opened) ([]task, error) {
	if o.Program.State == program.Archived {
		return nil, nil
	}
	ctx, by := c.Request.Context(), page.ReaderOf(c).Actor
	list, err := p.App.Programs.Warnings(ctx, by, o.Program.ID)
	if err != nil {
		return nil, err
	}
	var out []task
	for _, w := range list {
		t := task{Text: f.Text(w.Message()), Path: "/staff/members?kind=staff"} // people are missing
		if s := sectionOf(w.Pointer); w.Pointer != "" && s != "" {
			t.Path = o.path("/edit/" + s)
		}
		out = append(out, t)
	}
	if ready, err := p.anybodyRefers(ctx, by); err != nil {
		return nil, err
	} else if !ready {
		out = append(out, task{Text: f.T("programs.tasks.nobody_refers"), Path: "/staff/members/new"})
	}
	draft, told := o.Program.Draft, map[string]bool{}
	for _, r := range p.readings(f, draft, p.repName(ctx, by, draft), p.Now().UnixMilli()) {
		for _, g := range r.Grades {
			if g.Hard && !told[r.Lang+g.Text] {
				told[r.Lang+g.Text] = true
				out = append(out, task{Text: f.T("programs.labelled", "label", r.Title, "value", g.Text), Path: o.path("/edit/promise")})
			}
		}
	}
	return out, nil
}

// anybodyRefers reports whether anybody is there who can introduce somebody.
func (p *Pages) anybodyRefers(ctx context.Context, by aggregate.Actor) (bool, error) {
	for _, kind := range []member.Kind{member.Customer, member.Friend} {
		list, err := p.App.Members.List(ctx, by, app.MemberFilter{Kind: string(kind)}, app.Page{Limit: 1})
		if err != nil || len(list.Docs) > 0 {
			return true, err
		}
	}
	return false, nil
}

func orDash(text string, has bool) string {
	if has {
		return text
	}
	return "–"
}

func decimalNumber(n int64) string { return strconv.FormatInt(n, 10) }
