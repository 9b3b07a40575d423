package approvals

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// picked is a reward that was confirmed, as the reader saw it.
type picked struct {
	id       string
	revision int64
}

// reportPage is what became of each.
type reportPage struct {
	Lines []reportLine
	Done  int // words that were given
}

// reportLine is one reward of a report.
type reportLine struct {
	ID      string
	Row     row // its ID is "" where the reward isn't there
	Outcome view.Status
}

// approveBulk gives the reader's word for each reward on its own, and reports on
// all of them: one that is refused stops none of the others.
func (p *Pages) approveBulk(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	picks, err := readPicks(form)
	if err != nil {
		return err
	}
	back := bulkPath(picks)
	if unproved(c) {
		return p.prove(c, back, nil)
	}
	f := p.FrameAt(c, back)
	v, err := p.bulk(c, ids(picks))
	if err != nil {
		return err
	}
	if v.Typed, v.Faults = form, wrongTotals(f, v, form); len(v.Faults) > 0 {
		return p.ShowAgain(c, bulkView(f, v))
	}
	var out reportPage
	for _, one := range picks {
		line, given, err := p.approveOne(c, form, one)
		if err != nil {
			return err
		}
		out.Lines = append(out.Lines, line)
		if given {
			out.Done++
		}
	}
	return p.Show(c, reportView(f, out))
}

// approveOne approves one reward of several, under a key of its own made from the
// form's: the form sent twice finds its own words and gives none again.
func (p *Pages) approveOne(c *gin.Context, form view.Answers, one picked) (reportLine, bool, error) {
	call := app.Call{Actor: page.ReaderOf(c).Actor, IfMatch: one.revision}
	var err error
	call.Replay, err = p.App.Replay("portal|"+call.Actor.ID, desk+"/approve|"+one.id, form.One("once"), strconv.FormatInt(one.revision, 10))
	if err != nil {
		return reportLine{}, false, err
	}
	done, err := p.App.Rewards.Approve(c.Request.Context(), call, one.id)
	line := reportLine{ID: one.id}
	if w, _, err := p.waiting(c, one.id); err == nil {
		line.Row = newRow(w)
	}
	line.Outcome = outcome(done.Doc, err)
	return line, err == nil, nil
}

// outcome says what became of one reward. What nobody foresaw is said too: the
// others have been decided already.
func outcome(r *reward.Reward, err error) view.Status {
	switch {
	case err == nil && r.Status == reward.AwaitingApproval:
		return said(view.Wait, "second")
	case err == nil:
		return said(view.Good, "approved")
	case fault.Is(err, fault.Precondition):
		return said(view.Stop, "changed")
	case fault.Is(err, fault.NotFound):
		return said(view.Stop, "gone")
	}
	key := whyNot(err)
	if key == "" {
		return said(view.Stop, "failed")
	}
	s := said(view.Stop, "not_yours")
	if fault.Is(err, fault.Conflict) {
		s = said(view.Stop, "refused")
	}
	s.Text = message.Of(key)
	return s
}

func said(tone view.Tone, word string) view.Status {
	return view.Status{Tone: tone, Word: message.Of("approvals.report." + word), Text: message.Of("approvals.report." + word + "_text")}
}

// readPicks reads what was confirmed.
func readPicks(form view.Answers) ([]picked, error) {
	malformed := fault.New(fault.Malformed, "malformed_form", "This form can't be read. Please go back and try again.")
	if len(form["pick"]) == 0 || len(form["pick"]) > maxBulk || form.One("once") == "" || len(form.One("once")) > 64 {
		return nil, malformed
	}
	seen := map[string]bool{}
	var out []picked
	for _, text := range form["pick"] {
		id, n, _ := strings.Cut(text, "@")
		revision, err := strconv.ParseInt(n, 10, 64)
		if id == "" || len(id) > 64 || err != nil || revision < 1 || seen[id] {
			return nil, malformed
		}
		seen[id] = true
		out = append(out, picked{id, revision})
	}
	return out, nil
}

func ids(picks []picked) []string {
	out := make([]string, len(picks))
	for i, one := range picks {
		out[i] = one.id
	}
	return out
}

// bulkPath is the page on which what was ticked is confirmed.
func bulkPath(picks []picked) string {
	return desk + "/approve?" + url.Values{"id": ids(picks)}.Encode()
}

// wrongTotals asks for the total of what is still to be approved, where that has to
// be typed.
func wrongTotals(f ui.Frame, v bulkPage, form view.Answers) ui.Faults {
	var out ui.Faults
	for _, m := range v.Sums {
		if name := "total_" + m.Currency; v.AskTotal && !saysTotal(form.One(name), m) {
			out = append(out, ui.Fault{Control: name, Text: f.T("approvals.fault.total", "amount", f.Money(m))})
		}
	}
	return out
}
