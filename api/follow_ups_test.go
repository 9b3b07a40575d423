package api

import (
	"testing"
	"time"
)

func TestFollowUps(t *testing.T) {
	t.Parallel()
	s := agreed(t)
	k := s.k
	k.admin().get("/v1/follow-ups", 200).is("has_more", false, "data.0.referral.id", s.id, "data.0.next", "first_contact", "data.0.group", "now")
	k.admin().get("/v1/follow-ups?program_id="+s.program.ID+"&group=now", 200).is("data.0.referral.id", s.id)
	k.must(k.walk(t.Context(), 5*24*time.Hour))
	k.admin().get("/v1/follow-ups?group=late", 200).is("data.0.referral.id", s.id)
	s.rep.get("/v1/follow-ups?rep_id="+s.rita.ID, 200).is("data.0.referral.rep_id", s.rita.ID)
	for _, query := range []string{"?group=next", "?rep_id=mbr_nobody", "?program_id=prg_other"} {
		if l := k.admin().get("/v1/follow-ups"+query, 200).list("data"); len(l) > 0 {
			t.Errorf("%s: %v", query, l)
		}
	}
	k.admin().get("/v1/follow-ups?group=soon", 422).refused("invalid_fields", "?group")
	k.partner("acme").get("/v1/follow-ups", 403).refused("role_missing")
}

func TestStatement(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	kim := k.member("kim")
	at := "/v1/members/" + kim.ID + "/statement"
	if st := k.admin().get(at, 200).is("year", 2026); len(st.list("payments"))+len(st.list("sums")) > 0 {
		t.Errorf("%s", st.Body)
	}
	k.admin().get(at+"?year=1999", 422).refused("invalid_fields", "?year")
	k.partner("acme").get(at, 404).refused("not_found")

	r := approvedGift(t)
	r.decide("mark-paid", map[string]any{"reference": "R-17"}, 200)
	st := r.admin().get("/v1/members/"+r.payee.ID+"/statement", 200)
	st.is("payments.0.reward_id", r.id, "payments.0.referral_id", r.referral, "payments.0.reference", "R-17", "payments.0.transfer_id", nil,
		"payments.0.amount.amount", st.at("sums.0.amount"), "payments.0.person", "Sam Porter")
}
