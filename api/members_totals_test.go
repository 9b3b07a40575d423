package api

import (
	"testing"
	"time"
)

// The sums follow a reward from its hold to the hand that takes it.
func TestMemberTotals(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	at := "/v1/members/" + k.member("lou").ID + "/totals"
	if none := k.admin().get(at, 200).is("next", nil); len(none.list("years"))+len(none.list("pending")) > 0 {
		t.Errorf("%s", none.Body)
	}
	k.partner("acme").get(at, 404).refused("not_found")

	held := owed(t)
	sums := held.admin().get("/v1/members/"+held.payee.ID+"/totals", 200)
	sums.is("pending.0.status", "held", "pending.0.count", 1, "pending.0.amount.amount", 20_000, "next.reward_id", held.id)
	if from, err := time.Parse(time.RFC3339, sums.str("next.payable_from")); err != nil || !from.After(held.clock.Now()) {
		t.Errorf("payable from %s, %v", from, err)
	}

	given := approvedGift(t)
	given.decide("mark-paid", map[string]any{"reference": "R-17"}, 200)
	given.admin().get("/v1/members/"+given.payee.ID+"/totals", 200).
		is("years.0.year", 2026, "years.0.count", 1, "years.0.amount.currency", "eur", "next", nil)
}
