package referrer

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// checkNew looks at what was typed: for a script a part of the page, else the second
// page, or the first one again with what to mend. Nothing is created.
func (p *Pages) checkNew(c *gin.Context) error {
	f, d, form, err := p.typed(c)
	if err != nil {
		return p.orEnded(c, err)
	}
	if p.Fragment(c) {
		return p.look(c, f, d, form.One(fieldLooked))
	}
	if form.One(fieldBack) != "" {
		return p.Show(c, newPage(f, d))
	}
	return p.showPreview(c, f, d, http.StatusOK)
}

// typed reads the posted form of a draft.
func (p *Pages) typed(c *gin.Context) (ui.Frame, draft, view.Answers, error) {
	f := p.FrameAt(c, newPath(c.Param("program")))
	form, err := p.Form(c)
	if err != nil {
		return f, draft{}, nil, err
	}
	d, err := p.draft(c, f, form)
	return f, d, form, err
}

// preview asks what would come of a draft, under the promise that is shown now.
func (p *Pages) preview(c *gin.Context, d draft) (app.PreviewedReferral, error) {
	reader := page.ReaderOf(c)
	in, err := d.submission(reader.Member.ID, d.Revision)
	if err != nil {
		return app.PreviewedReferral{}, err
	}
	return p.App.Referrals.Preview(c.Request.Context(), app.Call{Actor: reader.Actor}, in)
}

// showPreview is the second page, with a status of its own where it comes back.
func (p *Pages) showPreview(c *gin.Context, f ui.Frame, d draft, status int) error {
	seen, err := p.preview(c, d)
	if err != nil {
		return p.newAgain(c, f, d, err)
	}
	if seen.Told.Result == vetting.NeedsInfo && !d.AsItIs {
		d.Notice = "needs"
		for _, n := range seen.Told.Needs {
			d.Faults = append(d.Faults, ui.Fault{Control: n.Field, Text: f.Text(n.Words)})
		}
		return p.ShowAgain(c, newPage(f, d))
	}
	v, err := p.previewed(c, f, d, seen)
	if err != nil {
		return err
	}
	return p.ShowStatus(c, status, previewPage(f, v))
}

// newAgain is the form once more, with what is wrong in it.
func (p *Pages) newAgain(c *gin.Context, f ui.Frame, d draft, err error) error {
	switch d.Faults = p.draftFaults(f, d, err); {
	case d.Faults != nil:
		return p.ShowAgain(c, newPage(f, d))
	case fault.Is(err, fault.TooMany):
		d.Notice = tooMany(err)
		return p.ShowStatus(c, http.StatusTooManyRequests, newPage(f, d))
	}
	return p.orEnded(c, err)
}

// tooMany names the words about a pace that is too quick.
func tooMany(err error) string {
	switch fault.Of(err).Reason {
	case "too_many_a_day":
		return "too_many_a_day"
	case "quota_reached":
		return "quota_reached"
	}
	return "too_many_an_hour"
}

// ended reports whether a program takes nothing any more.
func ended(err error) bool { return fault.Because(err, "program_archived") }

// orEnded leads away from a program that ended while somebody wrote.
func (p *Pages) orEnded(c *gin.Context, err error) error {
	if ended(err) {
		return p.SayNot(c, "/introductions/new", "home.new.ended")
	}
	return err
}

// liveLook is what is said beside the form while somebody types.
type liveLook struct {
	Words  view.Status // the verdict; without a word while the form isn't complete
	Why    string
	Faults ui.Faults // about what was typed; what is still empty isn't a mistake yet
	Steps  []view.Step
	Looked string // what the verdict is about; "" without one
}

// look is the live look at a draft. A form that isn't complete yet is refused
// before it is counted towards the referrer's pace, and what was looked at before
// isn't looked at again: whoever fills in three forms in an hour shall not run out
// of looks. looked is what the page's verdict is about.
func (p *Pages) look(c *gin.Context, f ui.Frame, d draft, looked string) error {
	if looked != "" && looked == d.judged() {
		c.Status(http.StatusNoContent) // htmx leaves the page as it is
		return nil
	}
	seen, err := p.preview(c, d)
	k := liveLook{Steps: d.Promise.Steps}
	switch faults := p.draftFaults(f, d, err); {
	case faults != nil:
		for _, fl := range faults {
			if d.Typed.One(fl.Control) != "" {
				k.Faults = append(k.Faults, fl)
			}
		}
	case fault.Is(err, fault.TooMany):
		k.Why = f.T("home.notice." + tooMany(err) + ".text")
	case err != nil:
		return err
	default:
		k.Words, k.Steps, k.Looked = verdict(seen.Told), wording.Steps(seen.Steps), d.judged()
		if seen.Told.Why.Key != "" {
			k.Why = f.Text(seen.Told.Why)
		}
		for _, n := range seen.Told.Needs {
			k.Faults = append(k.Faults, ui.Fault{Control: n.Field, Text: f.Text(n.Words)})
		}
	}
	return p.Show(c, lookPart(f, k))
}
