package programs

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// publishPage is what publishing the draft does.
type publishPage struct {
	opened
	Next  int64 // the revision that it makes
	Parts []part
	Under []app.Under
	Whole bool // Under counts all of them
	Tasks []task
	Reads []reading // of a first revision, which has nothing to compare with
}

// showPublish says what publishing changes, and whom it affects.
func (p *Pages) showPublish(c *gin.Context) error {
	f := p.Frame(c)
	o, err := p.open(c, f)
	if err != nil {
		return err
	}
	out := publishPage{opened: o, Next: o.Program.Published + 1}
	if o.Latest != nil {
		out.Parts = compare(f, o.Options, o.Latest.Terms, o.Program.Draft)
	} else {
		out.Reads = p.readingsFor(c, f, "form", o.Program.Draft)
	}
	if out.Tasks, err = p.tasks(c, f, o); err != nil {
		return err
	}
	if out.Under, out.Whole, err = p.App.Referrals.CountUnder(c.Request.Context(), page.ReaderOf(c).Actor, o.Program.ID); err != nil {
		return err
	}
	return p.Show(c, publishPageView(f, out))
}

// publish makes the draft the next revision.
func (p *Pages) publish(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	id := c.Param("id")
	done, err := p.App.Programs.Publish(c.Request.Context(), call, id)
	if fault.Because(err, "revision_changed") {
		return p.SayNot(c, "/staff/programs/"+id+"/publish", "programs.said.changed")
	}
	if err != nil {
		return err
	}
	return p.Say(c, "/staff/programs/"+id, "programs.said.published", "n", done.Revision.N)
}

// showEnd says what ending a program does.
func (p *Pages) showEnd(c *gin.Context) error {
	f := p.Frame(c)
	o, err := p.open(c, f)
	if err != nil {
		return err
	}
	n, err := p.App.Referrals.CountOpen(c.Request.Context(), page.ReaderOf(c).Actor, o.Program.ID)
	if err != nil {
		return err
	}
	return p.Show(c, endPage(f, o, int(n), ""))
}

// end lets a program take no introduction any more, for good.
func (p *Pages) end(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	id := c.Param("id")
	switch form.One("sure") {
	case "yes":
	case "no":
		return p.Go(c, "/staff/programs/"+id)
	default:
		return p.endAgain(c)
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	if _, err := p.App.Programs.Archive(c.Request.Context(), call, id); err != nil {
		if fault.Because(err, "revision_changed") {
			return p.SayNot(c, "/staff/programs/"+id+"/end", "programs.said.changed")
		}
		return err
	}
	return p.Say(c, "/staff/programs/"+id, "programs.said.ended")
}

// endAgain asks once more who chose nothing.
func (p *Pages) endAgain(c *gin.Context) error {
	f := p.FrameAt(c, c.Request.URL.Path)
	o, err := p.open(c, f)
	if err != nil {
		return err
	}
	n, err := p.App.Referrals.CountOpen(c.Request.Context(), page.ReaderOf(c).Actor, o.Program.ID)
	if err != nil {
		return err
	}
	missing := page.Missing(f, "sure", "page.fault.required")
	return p.ShowAgain(c, endPage(f, o, int(n), ui.Faults{missing}.Of("sure")))
}
