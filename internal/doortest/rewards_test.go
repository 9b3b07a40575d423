package doortest

import (
	"net/url"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/reward"
)

// Approvers decide about money.
func TestRewards(t *testing.T) {
	t.Parallel()
	decides := func(name, verb string, scene func(*house) string, body map[string]any, form url.Values) twin {
		return twin{name: name, by: approver, scene: scene, path: "/v1/rewards/{id}/" + verb, body: body, page: "/staff/rewards/{id}/" + verb, form: form, want: done}
	}
	approve := decides("approve", "approve", (*house).waiting, nil, nil)
	bulk := approve
	bulk.name, bulk.page, bulk.at = "approve among several", "/staff/rewards/approve", "/staff/rewards/approve?id={id}"
	early := decides("approve what is held", "approve", (*house).held, nil, nil)
	involved := decides("approve what one worked on", "approve", (*house).worked, nil, nil)
	first := decides("the first of two words", "approve", (*house).waiting, nil, nil)
	first.terms = big
	second := decides("the second of two words", "approve", (*house).halfApproved, nil, nil)
	second.terms = big
	byRep := decides("approve as a rep", "approve", (*house).waiting, nil, nil)
	byRep.by = rep
	stale := decides("approve what somebody held meanwhile", "approve", (*house).waiting, nil, nil)
	stale.meanwhile = func(h *house, id string) {
		_, err := h.App.Rewards.HoldUntil(h.ctx(), h.As(h.people[admin]), id, app.HoldReward{Until: h.Clock.Now().AddDate(0, 1, 0), Reason: reward.HoldReasons[0]})
		h.Must(err)
	}
	hold := decides("hold", "hold", (*house).waiting, map[string]any{"until": at("2026-09-01", "00:00"), "reason": "checking_deal", "note": "Their CFO calls back."},
		typed("until", "2026-09-01", "reason", "checking_deal", "note", "Their CFO calls back."))
	mute := decides("hold without a reason", "hold", (*house).waiting, map[string]any{"until": at("2026-09-01", "00:00"), "reason": ""}, typed("until", "2026-09-01"))
	past := decides("hold until yesterday", "hold", (*house).waiting, map[string]any{"until": at("2026-06-01", "00:00"), "reason": "checking_deal"}, typed("until", "2026-06-01", "reason", "checking_deal"))
	reject := decides("reject", "reject", (*house).waiting, map[string]any{"reason": "duplicate"}, typed("reason", "duplicate"))
	why := decides("reject without a reason", "reject", (*house).waiting, map[string]any{"reason": ""}, nil)
	given := decides("hand over", "mark-paid", (*house).approvedGift, map[string]any{"reference": "R-4"}, typed("reference", "R-4"))
	given.terms = gift
	nothing := decides("hand over without a receipt", "mark-paid", (*house).approvedGift, map[string]any{"reference": ""}, nil)
	nothing.terms = gift
	checkAll(t, approve, bulk, first, second, hold, reject, given,
		approve.again("approve twice", done, ""), first.again("both words by one", done, ""), reject.again("reject twice", done, ""),
		early.wants(refused, "wrong_state"), involved.wants(refused, "approver_is_involved"), byRep.wants(refused, "not_yours_to_do"),
		stale.wants(refused, "revision_changed"), mute.wants(mend, "invalid_fields"), past.wants(mend, "invalid_fields"),
		why.wants(mend, "invalid_fields"), nothing.wants(mend, "invalid_fields"),
	)
}
