package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
)

// TestForgottenPerson: after "never again" nothing of the person is left to read.
func TestForgottenPerson(t *testing.T) {
	t.Parallel()
	s := agreed(t)
	s.do("contacts", map[string]any{"channel": "phone", "outcome": "reached", "note": "Sam Porter has a boat"})
	s.do("next-step", map[string]any{"what": "Call Sam Porter", "at": "2026-06-20T09:00:00Z"})
	_, err := s.k.app.Referrals.SayNo(t.Context(), tokenIn(s.k.mailed("letter").Letter.URL), app.NoInput{Forever: true})
	s.k.must(err)
	a := s.read()
	a.is("status", "stopped", "consent.answer", "never", "person.name", nil, "person.email", nil, "person.phone", nil, "person.company", nil, "consent.wish", nil)
	if a.at("erased_at") == nil || len(a.at("answers").(map[string]any)) != 0 {
		t.Errorf("not erased: %s", a.Body)
	}
	if strings.Contains(string(a.Body), "Porter") || strings.Contains(string(a.Body), "901820") {
		t.Errorf("something is left: %s", a.Body)
	}
	s.do("contacts/check", map[string]any{"channel": "phone"}).is("allowed", false, "allowed_from", nil)
	if strings.Contains(s.k.log.String(), "Porter") || strings.Contains(s.k.log.String(), "901820") {
		t.Error("the log holds personal data")
	}
}

// TestPartnerReadsWhatItSentIn: what the person said to us is not the partner's.
func TestPartnerReadsWhatItSentIn(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, lena := k.publish(), k.memberOf("acme", "lena")
	acme := k.partner("acme")
	path := "/v1/referrals/" + acme.post("/v1/referrals", k.introduction(p, lena), 201).str("id")
	rita := k.staff("rita", aggregate.Rep)
	rep := k.admin().as(rita.ID)
	rep.post(path+"/yes", map[string]any{
		"channel": "phone", "evidence": "A secret of Sam", "details": map[string]any{"email": "sam@private.example", "phone": "+49 30 901820"},
	}, 200, "If-Match", "*").is("person.email", "sam@private.example")
	rep.post(path+"/assign", map[string]any{"rep_id": rita.ID}, 200)
	k.work() // the confirmation to the person
	k.clock.advance(time.Hour)
	rep.post(path+"/contacts", map[string]any{"channel": "phone", "outcome": "reached", "note": "A secret of Sam"}, 200)

	a := acme.get(path, 200).is("person.email", nil, "person.phone", nil, "contacts.0.by", nil, "status", "in_contact")
	list := acme.get("/v1/referrals", 200)
	for _, secret := range []string{"private.example", "901820", "secret"} {
		if strings.Contains(string(a.Body), secret) || strings.Contains(string(list.Body), secret) {
			t.Errorf("a partner reads %q", secret)
		}
	}
}

func TestSubmitTwiceAtOnce(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	in := k.introduction(p, kim)
	in["external_id"] = "crm-1"
	in["answers"].(map[string]any)["email"] = "sam@porter.example"
	body, err := json.Marshal(in)
	k.must(err)
	admin := k.admin()
	answers := make([]*http.Response, 8)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, k.url+"/v1/referrals", strings.NewReader(string(body)))
			if err != nil {
				return
			}
			r.Header = http.Header{"Authorization": {"Bearer " + admin.token}, "Content-Type": {"application/json"}, "Idempotency-Key": {"one"}}
			if answers[i], err = http.DefaultClient.Do(r); err == nil {
				answers[i].Body.Close()
			}
		})
	}
	wg.Wait()
	fresh := 0
	for _, a := range answers {
		if a == nil || a.StatusCode != 201 || a.Header.Get("Location") != answers[0].Header.Get("Location") {
			t.Fatalf("not the same: %v", a)
		}
		if a.Header.Get("Idempotent-Replayed") == "" {
			fresh++
		}
	}
	if got := len(k.admin().get("/v1/referrals", 200).list("data")); got != 1 || fresh != 1 {
		t.Errorf("%d referrals, %d answered as new", got, fresh)
	}
}

func TestHostileHeaders(t *testing.T) {
	t.Parallel()
	s := submitted(t)
	for _, lang := range []string{"*", "de;q=9", ";;;,,,", "x-klingon, zh-Hant-TW;q=0", strings.Repeat("de-", 900), strings.Repeat("en,", 1500), "\"<script>"} {
		a := s.k.admin().get(s.path(""), 200, "Accept-Language", lang)
		if l := a.Header.Get("Content-Language"); l != "en" && l != "de" {
			t.Errorf("%.20s: language %q", lang, l)
		}
	}
	s.k.admin().post(s.path("withdraw"), map[string]any{}, 400, "If-Match", strings.Repeat(`"`, 3))
	s.k.admin().post(s.path("withdraw"), map[string]any{}, 400, "Idempotency-Key", strings.Repeat("k", 300))
	s.rep.post(s.path("meeting"), map[string]any{"at": "0000-01-01T00:00:00Z"}, 422).refused("invalid_fields", "/at")
	s.rep.post(s.path("contacts"), map[string]any{"channel": "phone", "outcome": "reached", "meeting_at": "2026-06-05T12:00:00Z"}, 422).refused("invalid_fields", "/meeting_at")
	s.rep.post(s.path("contacts"), map[string]any{"channel": "phone", "outcome": "meeting_booked", "meeting_at": "9999-12-31T23:59:59Z"}, 422).refused("invalid_fields", "/meeting_at")
	past := map[string]any{"channel": "phone", "evidence": "Yes", "details": map[string]any{"wish": map[string]any{"at": "2020-01-01T00:00:00Z"}}}
	s.rep.post(s.path("yes"), past, 422, "If-Match", "*").refused("invalid_fields", "/details/wish/at")
	empty := map[string]any{"channel": "phone", "evidence": "Yes", "details": map[string]any{"wish": map[string]any{"window": map[string]any{"weekdays": []any{1}, "from": "12:00", "to": "11:00"}}}}
	s.rep.post(s.path("yes"), empty, 422, "If-Match", "*").refused("invalid_fields")
	s.report("won", map[string]any{"external_id": "D", "amount": map[string]any{"amount": 1, "currency": "xxx"}, "evidence": map[string]any{"kind": "order", "reference": "O"}}, 422).
		refused("invalid_fields", "/amount/currency")
}

// TestPersonWhoCameByLink: they told us about themself, not the partner whose
// customer's link they followed.
func TestPersonWhoCameByLink(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, lena := k.publish(), k.memberOf("acme", "lena")
	l, err := k.app.Links.Default(t.Context(), operator, p.ID, lena.ID)
	k.must(err)
	landing, err := k.app.Links.Landing(t.Context(), l.Code)
	k.must(err)
	done, err := k.app.Referrals.Introduce(t.Context(), landing, "one", app.IntroduceSelf{Answers: map[string]any{
		"name": "Sam Porter", "company": "Porter Logistics", "email": "sam@private.example",
	}})
	k.must(err)
	path := "/v1/referrals/" + done.Doc.ID
	k.admin().get(path, 200).is("entry", "link", "person.email", "sam@private.example", "link_id", l.ID, "status", "awaiting_yes")
	a := k.partner("acme").get(path, 200).is("person.name", "Sam Porter", "person.email", nil)
	if strings.Contains(string(a.Body), "private.example") || len(a.at("answers").(map[string]any)) != 0 {
		t.Errorf("a partner reads what the person wrote: %s", a.Body)
	}
	k.partner("beta").get(path, 404)
}
