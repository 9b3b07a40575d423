package stripesandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// ask sends a request as it stands and returns status and error.
func (w *world) ask(method, path, form string, header ...string) (int, map[string]any) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, strings.NewReader(form))
	w.must(err)
	req.Header.Set("Authorization", "Bearer sk_test_sandbox")
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := (&tee{t: w.t}).RoundTrip(req)
	w.must(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	w.must(err)
	var v map[string]any
	w.must(json.Unmarshal(body, &v))
	if e, ok := v["error"].(map[string]any); ok {
		return resp.StatusCode, e
	}
	return resp.StatusCode, v
}

// What Stripe's spec refuses, the sandbox refuses too; and more, with Stripe's codes.
func TestRefusedRequests(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acct := w.payee("m1")
	w.must(w.TopUp(t.Context(), 20000, "eur"))
	to := "&destination=" + acct
	c, err := theContract()
	w.must(err)
	for _, x := range []struct {
		name, method, path, form string
		status                   int
		code                     string
		spec                     bool // the spec refuses it as well
	}{
		{"unknown parameter", "POST", "/v1/transfers", "amount=1&currency=eur&colour=red" + to, 400, "parameter_unknown", true},
		{"nested unknown parameter", "POST", "/v1/accounts", "type=express&country=DE&capabilities[flying][requested]=true", 400, "parameter_unknown", false},
		{"no currency", "POST", "/v1/transfers", "amount=1" + to, 400, "parameter_missing", true},
		{"no destination", "POST", "/v1/transfers", "amount=1&currency=eur", 400, "parameter_missing", true},
		{"no amount", "POST", "/v1/transfers", "currency=eur" + to, 400, "parameter_missing", false},
		{"text as amount", "POST", "/v1/transfers", "amount=ten&currency=eur" + to, 400, "parameter_invalid_integer", true},
		{"amount zero", "POST", "/v1/transfers", "amount=0&currency=eur" + to, 400, "parameter_invalid_integer", false},
		{"negative amount", "POST", "/v1/transfers", "amount=-5&currency=eur" + to, 400, "parameter_invalid_integer", false},
		{"unknown currency", "POST", "/v1/transfers", "amount=5&currency=xxx" + to, 400, "", false},
		{"unknown destination", "POST", "/v1/transfers", "amount=5&currency=eur&destination=acct_0", 400, "resource_missing", false},
		{"too much money", "POST", "/v1/transfers", "amount=20001&currency=eur" + to, 400, "balance_insufficient", false},
		{"other currency", "POST", "/v1/transfers", "amount=1&currency=usd" + to, 400, "balance_insufficient", false},
		{"unknown transfer", "GET", "/v1/transfers/tr_0", "", 404, "resource_missing", false},
		{"account as transfer", "GET", "/v1/transfers/" + acct, "", 404, "resource_missing", false},
		{"unknown account", "GET", "/v1/accounts/acct_0", "", 404, "resource_missing", false},
		{"unknown path", "GET", "/v1/rewards", "", 404, "", true},
		{"method", "PUT", "/v1/transfers", "", 404, "", true},
		{"account type", "POST", "/v1/accounts", "type=golden&country=DE", 400, "", true},
		{"country", "POST", "/v1/accounts", "type=express&country=Germany&capabilities[transfers][requested]=true", 400, "country_unsupported", false},
		{"e-mail", "POST", "/v1/accounts", "type=express&country=DE&email=x&capabilities[transfers][requested]=true", 400, "email_invalid", false},
		{"link type", "POST", "/v1/account_links", "type=holiday&account=" + acct, 400, "", true},
		{"link without URLs", "POST", "/v1/account_links", "type=account_onboarding&account=" + acct, 400, "parameter_missing", false},
		{"link to nowhere", "POST", "/v1/account_links", "type=account_onboarding&refresh_url=x&return_url=y&account=" + acct, 400, "", false},
		{"limit", "GET", "/v1/transfers?limit=101", "", 400, "parameter_invalid_integer", false},
		{"limit as text", "GET", "/v1/transfers?limit=ten", "", 400, "parameter_invalid_integer", true},
		{"filter by metadata", "GET", "/v1/transfers?metadata[reward_id]=r1", "", 400, "parameter_unknown", true},
		{"both cursors", "GET", "/v1/transfers?starting_after=tr_1&ending_before=tr_2", "", 400, "parameters_exclusive", false},
		{"broken form", "POST", "/v1/transfers", "amount=%zz", 400, "", true},
		{"too many reversed", "POST", "/v1/transfers/tr_0/reversals", "amount=1", 404, "resource_missing", false},
	} {
		status, e := w.ask(x.method, x.path, x.form)
		if code, _ := e["code"].(string); status != x.status || code != x.code || e["type"] != "invalid_request_error" {
			t.Errorf("%s: %d %v, want %d %s", x.name, status, e, x.status, x.code)
		}
		if !x.spec {
			continue
		}
		req, err := http.NewRequestWithContext(t.Context(), x.method, "http://stripe.test"+x.path, nil)
		w.must(err)
		req.Header.Set("Authorization", "Bearer sk_test_sandbox")
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if status, _ := c.replay(req, []byte(x.form)); status == http.StatusOK {
			t.Errorf("%s: the spec accepts it", x.name)
		}
	}
	if w.available() != 20000 {
		t.Fatalf("%d left", w.available())
	}
}

func TestKeysAndHeaders(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if status, _ := w.ask("GET", "/v1/balance", "", "Authorization", "Bearer sk_test_other"); status != 401 {
		t.Errorf("another key: %d", status)
	}
	if status, _ := w.ask("GET", "/v1/balance", "", "Authorization", ""); status != 401 {
		t.Errorf("no key: %d", status)
	}
	if status, _ := w.ask("GET", "/v1/balance", "", "Authorization", "Basic c2tfdGVzdF9zYW5kYm94Og=="); status != 200 {
		t.Errorf("basic: %d", status)
	}
	if status, _ := w.ask("POST", "/v1/customers", "email=a@example.test", "Idempotency-Key", strings.Repeat("k", 256)); status != 400 {
		t.Errorf("a long key: %d", status)
	}
	if status, _ := w.ask("POST", "/v1/customers", "{}", "Content-Type", "application/json"); status != 400 {
		t.Errorf("JSON: %d", status)
	}
	// a refusal of the parameters isn't remembered under the key
	if status, _ := w.ask("POST", "/v1/customers", "colour=red", "Idempotency-Key", "k1"); status != 400 {
		t.Errorf("colour: %d", status)
	}
	if status, _ := w.ask("POST", "/v1/customers", "email=a@example.test", "Idempotency-Key", "k1"); status != 200 {
		t.Errorf("the same key, put right: %d", status)
	}
	if status, e := w.ask("POST", "/v1/refunds", "charge=ch_0", "Idempotency-Key", "k1"); status != 400 || e["type"] != "idempotency_error" {
		t.Errorf("the same key elsewhere: %d %v", status, e)
	}
}
