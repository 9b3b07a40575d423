package approvals

import (
	"slices"

	"github.com/goodword/goodword/internal/fault"
)

// refusals are the reasons for which app refuses a decision and that have words of
// their own, under approvals.refused.
var refusals = []string{
	"approver_is_paid", "approver_is_involved", "approver_set_amount", "disputed", "revision_changed", "wrong_state", "budget_exhausted",
	"not_paid_yet", "held_by_rule", "being_sent", "not_parked", "sent_again_already", "stripe_unavailable", "already_given", "idempotency_key_reused",
}

// whyNot is the key of the words for a refusal; "" for what is no refusal of a
// decision, such as an error of the database. No refusal at all means that the
// reward has moved on.
func whyNot(err error) string {
	if err == nil {
		return "approvals.refused.wrong_state"
	}
	e := fault.Of(err)
	switch {
	case e == nil:
		return ""
	case slices.Contains(refusals, e.Reason):
		return "approvals.refused." + e.Reason
	case e.Code == fault.Conflict, e.Code == fault.Forbidden, e.Code == fault.Precondition:
		return "approvals.refused.other"
	}
	return ""
}
