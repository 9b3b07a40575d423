package desk

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

// toldReasons are the faults' reasons for which "desk.not." has words of its own.
var toldReasons = []string{
	"wrong_state", "revision_changed", "decided_before", "not_yours_to_do", "person_said_no", "after_yes", "deal_already_won",
	"breach_answered", "introduced_before", "introduced_again", "cannot_be_contacted", "may_not_refer", "fact_used",
	"idempotency_key_reused", "stale_session",
}

// refused goes back and says in words why nothing was done: somebody was quicker,
// the state has moved on, or it isn't this reader's to do. What is wrong otherwise
// gets the usual error page.
func (p *Pages) refused(c *gin.Context, err error, back string) error {
	e := fault.Of(err)
	if e == nil || !slices.Contains([]fault.Code{fault.Conflict, fault.Precondition, fault.Forbidden, fault.Invalid}, e.Code) {
		return err
	}
	if slices.Contains(toldReasons, e.Reason) {
		return p.SayNot(c, back, "desk.not."+e.Reason)
	}
	return p.SayNot(c, back, "desk.not.other")
}

// noWords reports whether a search was refused because it had no word in it, such as
// a lone question mark: it finds nothing.
func noWords(err error) bool {
	e := fault.Of(err)
	return e != nil && len(e.Fields) == 1 && e.Fields[0].Pointer == "?q"
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
