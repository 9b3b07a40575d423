package api

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
)

// fill names the thing in a route's path.
func fill(path string) string { return strings.ReplaceAll(path, ":id", "x_1") }

func TestPayoutAccount(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	kim := k.member("kim")
	account := "/v1/members/" + kim.ID + "/payout-account"
	own := k.admin()
	before := own.get(account, 200).is("member_id", kim.ID, "standing", "none", "country", nil, "invited_at", nil, "checked_at", nil)

	own.post(account+"/invite", nil, 412, "If-Match", `"99"`)
	first := own.post(account+"/invite", nil, 200, "If-Match", before.etag(), "Idempotency-Key", "one").is("invited_at", "2026-06-01T09:00:00Z")
	again := own.post(account+"/invite", nil, 200, "If-Match", before.etag(), "Idempotency-Key", "one")
	if first.replayed() || !again.replayed() || first.etag() == before.etag() {
		t.Errorf("the repeat: %v, %s then %s", again.Header, before.etag(), first.etag())
	}
	k.heard()
	mails := 0
	for _, m := range k.mails.sent {
		if m.Template == "payout_invitation" {
			mails++
		}
	}
	if mails != 1 {
		t.Errorf("%d invitations", mails)
	}
	page := k.mailed("payout_invitation")
	if page.To != "kim@example.org" || strings.Contains(string(first.Body), tokenIn(page.Action.URL)) {
		t.Errorf("the page went to %s, or to the key: %s", page.To, first.Body)
	}
	k.onboard(kim.ID)
	own.get(account, 200).is("standing", "ready", "country", "DE")
}

func TestPayoutAccountIsNotForEverybody(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	kim, lena := k.member("kim"), k.memberOf("acme", "lena")
	u, err := k.app.Members.Upsert(t.Context(), operator, app.MemberInput{ExternalID: "mute", Name: "Mo Mute"})
	k.must(err)
	path := func(id string) string { return "/v1/members/" + id + "/payout-account" }
	acme := k.partner("acme")
	acme.get(path(lena.ID), 200).is("standing", "none")
	acme.post(path(lena.ID)+"/invite", nil, 200)
	acme.get(path(kim.ID), 404).refused("not_found")
	acme.post(path(kim.ID)+"/invite", nil, 404).refused("not_found")
	k.admin().get(path("mbr_none"), 404)
	k.admin().post(path("mbr_none")+"/invite", nil, 404)
	k.admin().post(path(u.Doc.ID)+"/invite", nil, 409).refused("no_address")
	k.serviceKey("", "rewards:read").post(path(kim.ID)+"/invite", nil, 403).refused("missing_scope")
	k.serviceKey("", "payouts:invite").get(path(kim.ID), 403).refused("missing_scope")
	k.personal(k.staff("rita", aggregate.Rep)).get(path(kim.ID), 200)
}
