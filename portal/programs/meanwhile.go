package programs

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// meanwhile is what somebody else changed while a form was open.
type meanwhile struct {
	Who   string // "" where it isn't known
	AtMS  int64
	There []difference // on this page: as it was shown, and as it is now
}

// seal writes the values that a form showed into one hidden field, so that what
// somebody else changed since can be told from what the reader typed.
func seal(shown view.Answers) string {
	text, err := json.Marshal(shown)
	if err != nil {
		return "" // texts always encode
	}
	return string(text)
}

// unseal reads them; nil for what can't be read, and then everything that differs
// counts as the reader's.
func unseal(text string) view.Answers {
	var shown view.Answers
	if json.Unmarshal([]byte(text), &shown) != nil {
		return nil
	}
	return shown
}

// showMeanwhile shows a form again that was read before somebody else's change:
// what they changed in words, the reader's own values kept, and theirs where the
// reader changed nothing.
func (p *Pages) showMeanwhile(c *gin.Context, f ui.Frame, s section, form view.Answers) error {
	o, err := p.open(c, f)
	if err != nil {
		return err
	}
	draft := o.Program.Draft
	controls := s.controls(draft.Languages)
	before, err := copied(draft)
	if err != nil {
		return err
	}
	seen := unseal(form.One("seen"))
	if seen != nil {
		takeAll(controls, &before, seen)
	}
	values := merged(controls, &draft, seen, form)
	shown := p.section(c, f, o, s, values, nil, draft)
	shown.Meanwhile = &meanwhile{There: differ(f, o.Options, controls, "", &before, &draft)}
	shown.Meanwhile.Who, shown.Meanwhile.AtMS = p.lastEditor(c, o.Program)
	return p.ShowStatus(c, http.StatusPreconditionFailed, editPage(f, shown))
}

// merged is a form in which each control that the reader left as it was shows what
// is kept now.
func merged[T any](controls []control[T], now *T, seen, form view.Answers) view.Answers {
	out := view.Answers{}
	for _, c := range controls {
		if seen != nil && c.read(form).same(c.read(seen)) {
			c.fill(now, out)
			continue
		}
		for _, name := range c.names() {
			out[name] = form[name]
		}
	}
	return out
}

// lastEditor is who changed the draft last, and when.
func (p *Pages) lastEditor(c *gin.Context, doc *program.Program) (name string, ms int64) {
	for _, e := range slices.Backward(doc.Events) {
		if e.Verb != "updated" && e.Verb != "published" {
			continue
		}
		return p.memberName(c.Request.Context(), page.ReaderOf(c).Actor, e.Actor), e.AtMS
	}
	return "", 0
}
