package api

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// stripeSign signs a body as Stripe does.
func stripeSign(body, secret string, at time.Time) string {
	m := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(m, "%d.%s", at.Unix(), body)
	return fmt.Sprintf("t=%d,v1=%s", at.Unix(), hex.EncodeToString(m.Sum(nil)))
}

// hook posts a body to the webhook, as anybody on the internet could.
func (k *kit) hook(body, signature string) *answer {
	k.t.Helper()
	r, err := http.NewRequestWithContext(k.t.Context(), http.MethodPost, k.url+"/webhooks/stripe", bytes.NewReader([]byte(body)))
	k.must(err)
	r.Header.Set("Content-Type", "application/json")
	if signature != "" {
		r.Header.Set("Stripe-Signature", signature)
	}
	res, err := http.DefaultClient.Do(r)
	k.must(err)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	k.must(err)
	return &answer{t: k.t, Status: res.StatusCode, Header: res.Header, Body: raw}
}

// signed posts a body with a good signature.
func (k *kit) signed(body string) *answer {
	k.t.Helper()
	return k.hook(body, stripeSign(body, hookSecret, k.clock.Now()))
}

// invoicePaid is an event that says that a referral's customer paid an invoice.
func invoicePaid(event, invoice, referralID string) string {
	body, err := json.Marshal(map[string]any{
		"id": event, "object": "event", "api_version": "2023-10-16", "created": 1780304400, "livemode": false, "type": "invoice.paid",
		"data": map[string]any{"object": map[string]any{
			"id": invoice, "object": "invoice", "currency": "eur", "amount_paid": 1_200_000, "total": 1_200_000, "total_excluding_tax": 1_200_000,
			"customer": "cus_" + invoice, "charge": "ch_" + invoice, "payment_intent": "pi_" + invoice,
			"customer_email": "canary.payer@example.net", "metadata": map[string]string{"referral_id": referralID},
		}},
	})
	if err != nil {
		panic(err)
	}
	return string(body)
}

// agreedTo is a referral whose person said yes.
func (k *kit) agreedTo() string {
	k.t.Helper()
	made := k.admin().post("/v1/referrals", k.introduction(k.publish(), k.member("kim")), 201)
	path := "/v1/referrals/" + made.str("id")
	k.admin().as(k.staff("boss", "admin").ID).post(path+"/yes", map[string]any{
		"channel": "phone", "evidence": "They said yes when I called.", "details": map[string]any{"email": "sam@example.net"},
	}, 200, "If-Match", made.etag())
	k.work()
	return made.str("id")
}

// TestWebhookClosesADealOnce: the first event, its repeats, and another event about
// the same invoice.
func TestWebhookClosesADealOnce(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	id := k.agreedTo()
	for _, event := range []string{"evt_1", "evt_1", "evt_2"} {
		if a := k.signed(invoicePaid(event, "in_1", id)); a.Status != 204 {
			t.Fatalf("%s: %d %s", event, a.Status, a.Body)
		}
		k.work()
		k.admin().get("/v1/referrals/"+id, 200).is("status", "won")
	}
	won := k.admin().get("/v1/referrals/"+id, 200).is("deal.source", "stripe", "deal.amount.amount", 1_200_000)
	if n := len(won.list("deal.payments")); n != 1 {
		t.Errorf("%d payments", n)
	}
	if n := len(k.admin().get("/v1/rewards?referral_id="+id, 200).list("data")); n != 1 {
		t.Errorf("%d rewards", n)
	}
	if log := k.log.String(); strings.Contains(log, "canary") {
		t.Errorf("personal data was logged: %s", log)
	}
}

// TestWebhookRefuses what Stripe didn't say, and what isn't for this installation.
func TestWebhookRefuses(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	id, now := k.agreedTo(), k.clock.Now()
	body := invoicePaid("evt_1", "in_1", id)
	live := strings.Replace(body, `"livemode":false`, `"livemode":true`, 1)
	version := strings.Replace(body, "2023-10-16", "2026-08-26.dahlia", 1)
	for _, tt := range []struct {
		name, body, signature string
		status                int
		code                  string
	}{
		{"no signature", body, "", 400, "invalid_signature"},
		{"nonsense", body, "t=now,v1=zz", 400, "invalid_signature"},
		{"another secret", body, stripeSign(body, "whsec_other", now), 400, "invalid_signature"},
		{"another body", strings.Replace(body, "1200000", "9200000", 1), stripeSign(body, hookSecret, now), 400, "invalid_signature"},
		{"stale", body, stripeSign(body, hookSecret, now.Add(-6*time.Minute)), 400, "stale_signature"},
		{"from tomorrow", body, stripeSign(body, hookSecret, now.Add(24*time.Hour)), 400, "stale_signature"},
		{"two times", body, "t=" + strconv.FormatInt(now.Unix(), 10) + "," + stripeSign(body, hookSecret, now), 400, "invalid_signature"},
		{"the other mode", live, stripeSign(live, hookSecret, now), 400, "livemode_mismatch"},
		{"another version", version, stripeSign(version, hookSecret, now), 400, "api_version_mismatch"},
		{"broken", "{", stripeSign("{", hookSecret, now), 400, "broken_event"},
		{"empty", "", stripeSign("", hookSecret, now), 400, "broken_event"},
		{"too large", strings.Repeat(" ", maxStripeEvent+1), "t=1,v1=00", 413, "body_too_large"},
	} {
		a := k.hook(tt.body, tt.signature)
		if a.Status != tt.status {
			t.Errorf("%s: %d %s", tt.name, a.Status, a.Body)
			continue
		}
		a.refused(tt.code)
	}
	k.work()
	k.admin().get("/v1/referrals/"+id, 200).is("status", "agreed")
	k.admin().get("/webhooks/stripe", 405)
}

// TestWebhookIgnoresWhatItDoesNotKnow: other types, and referrals that aren't ours,
// are answered as received, or Stripe would send them for days.
func TestWebhookIgnoresWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	for _, body := range []string{
		invoicePaid("evt_1", "in_1", "ref_of_somebody_else"),
		invoicePaid("evt_2", "in_2", "../../etc/passwd"),
		invoicePaid("evt_3", "in_3", strings.Repeat("r", 10_000)),
		strings.Replace(invoicePaid("evt_4", "in_4", "x"), "invoice.paid", "customer.tax_id.created", 1),
	} {
		if a := k.signed(body); a.Status != 204 {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		k.work()
	}
	if strings.Contains(k.log.String(), "ERROR") {
		t.Error(k.log.String())
	}
}

// TestWebhookOutOfOrder: a refund that comes before the payment which it is of, and
// everything twice.
func TestWebhookOutOfOrder(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	id := k.agreedTo()
	for _, kind := range []string{"webhook_reverse", "webhook_duplicate"} {
		k.admin().post("/sandbox/control/faults", map[string]any{"kind": kind, "count": 1000}, 204)
	}
	paid := k.admin().post("/sandbox/control/pay", map[string]any{"amount": 1_200_000, "currency": "eur", "metadata": map[string]any{"referral_id": id}}, 200)
	k.admin().post("/sandbox/control/refund", map[string]any{"charge": paid.str("charge"), "amount": 1_200_000}, 200)
	k.must(k.walk(t.Context(), 24*time.Hour))
	k.admin().get("/v1/referrals/"+id, 200).is("status", "won", "deal.payments.0.refunded", 1_200_000)
	if n := len(k.admin().get("/v1/rewards?referral_id="+id+"", 200).is("data.0.status", "cancelled", "data.0.reason", "refunded").list("data")); n != 1 {
		t.Errorf("%d rewards", n)
	}
}
