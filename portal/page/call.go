package page

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
)

// The hidden fields of a form that decides something; see ui.Once and ui.Revision.
const (
	fieldOnce     = "once"
	fieldRevision = "revision"
)

// maxOnce bounds a form's key.
const maxOnce = 64

// Call is the reader's call for what a form decides: a form that is sent twice
// takes effect once, and one that was read before somebody else's change is
// refused.
func (s *Site) Call(c *gin.Context, form view.Answers) (app.Call, error) {
	r := ReaderOf(c)
	call := app.Call{Actor: r.Actor}
	if n := form.One(fieldRevision); n != "" {
		seen, err := strconv.ParseInt(n, 10, 64)
		if err != nil || seen < 1 {
			return call, fault.New(fault.Malformed, "malformed_form", "This form can't be read. Please go back and try again.")
		}
		call.IfMatch = seen
	}
	once := form.One(fieldOnce)
	if len(once) > maxOnce {
		return call, fault.New(fault.Malformed, "malformed_form", "This form can't be read. Please go back and try again.")
	}
	var err error
	call.Replay, err = s.App.Replay("portal|"+r.Actor.ID, c.FullPath()+"|"+c.Param("id"), once, input(form))
	return call, err
}

// input is what a form says, without the fields that only guard it.
func input(form view.Answers) view.Answers {
	out := view.Answers{}
	for name, values := range form {
		if name != fieldOnce && name != fieldRevision && name != "stamp" {
			out[name] = values
		}
	}
	return out
}

// OutOfDate reports whether a form was refused for its own age: somebody else changed
// what it is about, or it was sent before with other words. Shown anew it can be sent.
func OutOfDate(err error) bool {
	return fault.Because(err, "revision_changed") || fault.Because(err, "idempotency_key_reused")
}
