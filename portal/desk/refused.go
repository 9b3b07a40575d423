package desk

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// toldReasons are the faults' reasons for which "desk.not." has words of its own.
var toldReasons = []string{
	"wrong_state", "revision_changed", "decided_before", "not_yours_to_do", "person_said_no", "after_yes", "deal_already_won",
	"breach_answered", "introduced_before", "introduced_again", "cannot_be_contacted", "may_not_refer", "fact_used",
	"idempotency_key_reused", "stale_session",
}

// notDone is the key of the words that say why nothing was done: somebody was
// quicker, the state has moved on, or it isn't this reader's to do. It is "" for
// what gets the usual error page.
func notDone(err error) string {
	e := fault.Of(err)
	if e == nil || !slices.Contains([]fault.Code{fault.Conflict, fault.Precondition, fault.Forbidden, fault.Invalid}, e.Code) {
		return ""
	}
	if slices.Contains(toldReasons, e.Reason) {
		return "desk.not." + e.Reason
	}
	return "desk.not.other"
}

// refused goes back and says in words why nothing was done.
func (p *Pages) refused(c *gin.Context, err error, back string) error {
	if key := notDone(err); key != "" {
		return p.SayNot(c, back, key)
	}
	return err
}

// answerRefused says why an action wasn't done, and keeps what was typed for it:
// where somebody else changed the introduction and the action is still possible, in
// the form as it is now, else to be read and copied.
func (p *Pages) answerRefused(c *gin.Context, a action, typed view.Answers, post, back string, err error) error {
	key := notDone(err)
	if key == "" {
		return err
	}
	i, loadErr := p.item(c)
	if loadErr != nil {
		return loadErr
	}
	delete(typed, sureField)
	again := page.OutOfDate(err) && a.offered(i)
	if !again && len(typed) == 0 {
		return p.SayNot(c, back, key)
	}
	f := p.Frame(c)
	v, loadErr := p.alone(c, f, a, i, post, back)
	if loadErr != nil {
		return loadErr
	}
	events, loadErr := i.events(f)
	if loadErr != nil {
		return loadErr
	}
	v.Refused = f.T(key)
	if !fault.Is(err, fault.Forbidden) { // somebody else did something
		v.Latest = events[:min(1, len(events))]
	}
	if v.Values = typed; !again {
		v.Lead, v.Kept = "", wording.Facts(f, view.Form{Fields: v.Fields}, typed)
	}
	return p.ShowStatus(c, web.Status(fault.Of(err).Code), actionView(f, v))
}

// atControls points a fault's fields at the controls of our forms: the last part of
// a pointer is the control's name.
func atControls(err error) error {
	e := fault.Of(err)
	if e == nil || len(e.Fields) == 0 {
		return err
	}
	fields := slices.Clone(e.Fields)
	for i, f := range fields {
		fields[i].Pointer = "/" + f.Pointer[strings.LastIndex(f.Pointer, "/")+1:]
	}
	return fault.OfFields(fields...)
}
