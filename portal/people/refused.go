package people

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

// toldReasons are the faults' reasons for which "people.not." has words of its own.
var toldReasons = []string{
	"revision_changed", "own_account", "last_admin", "not_staff", "no_address", "invited_lately", "deactivated", "no_payee",
	"idempotency_key_reused", "kind_fixed", "role_missing",
}

// refused goes back and says in words why nothing was done. What is wrong otherwise
// gets the usual error page.
func (p *Pages) refused(c *gin.Context, err error, back string) error {
	e := fault.Of(err)
	if e == nil || !slices.Contains([]fault.Code{fault.Conflict, fault.Precondition, fault.Forbidden, fault.Invalid}, e.Code) {
		return err
	}
	if isStale(err) {
		return p.prove(c, back)
	}
	if slices.Contains(toldReasons, e.Reason) {
		return p.SayNot(c, back, "people.not."+e.Reason)
	}
	return p.SayNot(c, back, "people.not.other")
}
