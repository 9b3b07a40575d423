package programs

import (
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// draftName names the draft where a number names a revision.
const draftName = "draft"

// changesPage is the differences between two terms.
type changesPage struct {
	opened
	Parts    []part
	From, To view.Select
}

// comparePath is where a revision is compared with another, or with the draft.
func comparePath(o opened, from int64, to string) string {
	return o.path("/changes?from=" + strconv.FormatInt(from, 10) + "&to=" + url.QueryEscape(to))
}

// showChanges compares two revisions, or one with the draft.
func (p *Pages) showChanges(c *gin.Context) error {
	f := p.Frame(c)
	o, err := p.open(c, f)
	if err != nil {
		return err
	}
	if o.Latest == nil {
		return fault.New(fault.NotFound, "nothing_published", "Nothing of this program is published yet.")
	}
	from, to := c.DefaultQuery("from", decimalNumber(o.Program.Published)), c.DefaultQuery("to", draftName)
	a, err := p.termsNamed(c, o, from)
	if err != nil {
		return err
	}
	b, err := p.termsNamed(c, o, to)
	if err != nil {
		return err
	}
	return p.Show(c, differencesPage(f, changesPage{
		opened: o, Parts: compare(f, o.Options, a, b),
		From: sides(f, o, "from", from), To: sides(f, o, "to", to),
	}))
}

// termsNamed are the terms of a revision, or of the draft.
func (p *Pages) termsNamed(c *gin.Context, o opened, name string) (program.Terms, error) {
	if name == draftName {
		return o.Program.Draft, nil
	}
	r, err := p.revision(c, name)
	if err != nil {
		return program.Terms{}, err
	}
	return r.Terms, nil
}

// revision reads the revision with a number, as an address writes it.
func (p *Pages) revision(c *gin.Context, number string) (*program.Revision, error) {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 {
		return nil, missing()
	}
	return p.App.Programs.Revision(c.Request.Context(), page.ReaderOf(c).Actor, c.Param("id"), n)
}

// manyRevisions is how many of the latest revisions can be chosen to compare; an
// older one is compared from its own page.
const manyRevisions = 50

// sides are the revisions that one side can be, the newest first.
func sides(f ui.Frame, o opened, name, current string) view.Select {
	s := view.Select{Name: name, Label: f.T("programs.diff." + name), Value: current}
	s.Options = []view.Option{{Value: draftName, Label: f.T("programs.diff.draft")}}
	for n := o.Program.Published; n > 0 && n > o.Program.Published-manyRevisions; n-- {
		s.Options = append(s.Options, view.Option{Value: decimalNumber(n), Label: f.T("programs.revision", "n", n)})
	}
	return s
}

// revisionPage is a revision in words, for ever.
type revisionPage struct {
	opened
	Revision *program.Revision
	By       string // who published it; "" where it isn't known
	Parts    []part // every clause; Before is empty
	Warnings []task
	Reads    []reading
}

// showRevision is what was published once.
func (p *Pages) showRevision(c *gin.Context) error {
	f := p.Frame(c)
	o, err := p.open(c, f)
	if err != nil {
		return err
	}
	r, err := p.revision(c, c.Param("revision"))
	if err != nil {
		return err
	}
	ctx, by := c.Request.Context(), page.ReaderOf(c).Actor
	out := revisionPage{opened: o, Revision: r, By: p.memberName(ctx, by, r.By), Parts: clauses(f, o.Options, r.Terms)}
	for _, w := range r.Warnings {
		out.Warnings = append(out.Warnings, task{Text: f.Text(w.Message())})
	}
	out.Reads = p.readings(f, r.Terms, p.repName(ctx, by, r.Terms), r.PublishedMS)
	return p.Show(c, oneRevisionPage(f, out))
}

// revisionsPage is everything that was published.
type revisionsPage struct {
	opened
	List        []*program.Revision
	First, Next string
}

// listRevisions is everything that was published, the newest first.
func (p *Pages) listRevisions(c *gin.Context) error {
	f := p.Frame(c)
	o, err := p.open(c, f)
	if err != nil {
		return err
	}
	var listed app.Listed[program.Revision]
	if listed, err = p.App.Programs.Revisions(c.Request.Context(), page.ReaderOf(c).Actor, o.Program.ID, page.ListPage(c)); err != nil {
		return err
	}
	return p.Show(c, allRevisionsPage(f, revisionsPage{o, listed.Docs, page.First(c), page.Next(c, listed.Next)}))
}
