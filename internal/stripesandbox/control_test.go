package stripesandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/stripesandbox"
)

// control asks the control API.
func (w *world) control(method, path, body string) (int, map[string]any) {
	w.t.Helper()
	rec := httptest.NewRecorder()
	w.ControlHandler().ServeHTTP(rec, httptest.NewRequest(method, "/sandbox/control/"+path, strings.NewReader(body)))
	v := map[string]any{}
	if rec.Body.Len() > 0 && strings.HasPrefix(strings.TrimSpace(rec.Body.String()), "{") {
		w.must(json.Unmarshal(rec.Body.Bytes(), &v))
	}
	return rec.Code, v
}

func TestControls(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acct := w.payee("m1")
	ok := func(method, path, body string, want int) map[string]any {
		t.Helper()
		status, v := w.control(method, path, body)
		if status != want {
			t.Fatalf("%s %s: %d %v", method, path, status, v)
		}
		return v
	}
	ok("POST", "top-up", `{"amount":10000,"currency":"eur"}`, 204)
	ok("POST", "accounts/"+acct, `{"state":"restricted"}`, 204)
	paid := ok("POST", "pay", `{"email":"b@example.test","amount":11900,"tax":1900,"currency":"eur","metadata":{"referral_id":"rf1"}}`, 200)
	ok("POST", "refund", fmt.Sprintf(`{"charge":%q,"amount":900}`, paid["charge"]), 200)
	d := ok("POST", "disputes", fmt.Sprintf(`{"charge":%q}`, paid["charge"]), 200)
	ok("POST", fmt.Sprintf("disputes/%s/close", d["dispute"]), `{"status":"won"}`, 204)
	ok("POST", "faults", `{"kind":"503","count":2}`, 204)
	if armed := ok("GET", "faults", "", 200); len(armed["faults"].([]any)) != 1 {
		t.Fatalf("armed %v", armed)
	}
	ok("DELETE", "faults", "", 204)
	l := ok("GET", "ledger", "", 200)
	if b := l["balances"].(map[string]any)["platform"].(map[string]any)["eur"]; b != float64(21000) {
		t.Fatalf("balance %v", b)
	}
	for _, x := range []struct {
		method, path, body string
		want               int
	}{
		{"POST", "top-up", `{"amount":0,"currency":"eur"}`, 422},
		{"POST", "top-up", `{"amount":1,"currency":"eur","colour":"red"}`, 400},
		{"POST", "top-up", `{`, 400},
		{"POST", "accounts/acct_0", `{"state":"finished"}`, 404},
		{"POST", "accounts/" + acct, `{"state":"happy"}`, 422},
		{"POST", "pay", `{"amount":100,"tax":101,"currency":"eur"}`, 422},
		{"POST", "pay", `{"customer":"cus_0","amount":100,"currency":"eur"}`, 404},
		{"POST", "refund", `{"charge":"ch_0"}`, 404},
		{"POST", "refund", fmt.Sprintf(`{"charge":%q,"amount":900000}`, paid["charge"]), 409},
		{"POST", fmt.Sprintf("disputes/%s/close", d["dispute"]), `{"status":"lost"}`, 409},
		{"POST", "faults", `{"kind":"meteor"}`, 422},
		{"POST", "events/evt_0/replay", "", 404},
	} {
		if status, v := w.control(x.method, x.path, x.body); status != x.want || v["code"] == "" {
			t.Errorf("%s %s %s: %d %v, want %d", x.method, x.path, x.body, status, v, x.want)
		}
	}
	ok("POST", "reset", "", 204)
	if l := ok("GET", "ledger", "", 200); len(l["balances"].(map[string]any)) != 0 {
		t.Fatalf("after a reset: %v", l)
	}
}

// Every object that payments make is shown by the API as Stripe's spec wants it;
// the tee checks each answer.
func TestPaymentsAreShownByTheAPI(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	acct := w.payee("m1")
	paid, err := w.Pay(ctx, stripesandbox.Payment{Email: "b@example.test", Name: "B", Amount: 11900, Tax: 1900, Currency: "eur", SubscriptionMetadata: map[string]string{"a": "b"}})
	w.must(err)
	byHand, err := w.Pay(ctx, stripesandbox.Payment{Customer: paid.Customer, Amount: 100, Currency: "eur", OutOfBand: true})
	w.must(err)
	_, err = w.Refund(ctx, paid.Charge, 900)
	w.must(err)
	dp, err := w.Dispute(ctx, paid.Charge)
	w.must(err)
	w.must(w.CloseDispute(ctx, dp, "won"))
	sent, err := w.client.Send(ctx, request("r1", acct))
	w.must(err)
	for _, path := range []string{"customers/" + paid.Customer, "customers?email=b@example.test", "invoices/" + paid.Invoice, "invoices/" + byHand.Invoice, "invoices?customer=" + paid.Customer,
		"payment_intents/" + paid.PaymentIntent, "payment_intents", "charges/" + paid.Charge, "charges?payment_intent=" + paid.PaymentIntent, "refunds?charge=" + paid.Charge,
		"disputes/" + dp, "disputes", "balance", "balance_transactions", "balance_transactions?type=transfer", "accounts", "accounts/" + acct, "events", "events?type=invoice.paid",
		"transfers", "transfers/" + sent.ID, "transfers?destination=" + acct + "&created[gte]=5", "transfers/" + sent.ID + "/reversals"} {
		status, v := w.ask("GET", "/v1/"+path, "")
		if data, isList := v["data"].([]any); status != 200 || isList && len(data) == 0 && !strings.HasSuffix(path, "reversals") {
			t.Errorf("%s: %d %v", path, status, v)
		}
	}
	w.reverse(sent.ID)
	if status, v := w.ask("DELETE", "/v1/accounts/"+acct, ""); status != 200 || v["deleted"] != true {
		t.Errorf("delete: %d %v", status, v)
	}
	if status, _ := w.ask("GET", "/v1/accounts/"+acct, ""); status != 404 {
		t.Errorf("after it: %d", status)
	}
}

// reverse takes a transfer of 50.00 back in two steps and updates it.
func (w *world) reverse(id string) {
	w.t.Helper()
	for _, x := range []struct {
		path, form string
		status     int
	}{
		{"", "description=thanks&metadata[env]=", 200}, {"/reversals", "amount=2000&metadata[a]=b", 200}, {"/reversals", "amount=3001", 400},
		{"/reversals", "", 200}, {"/reversals", "", 400},
	} {
		if status, v := w.ask("POST", "/v1/transfers/"+id+x.path, x.form); status != x.status {
			w.t.Errorf("%s %s: %d %v", x.path, x.form, status, v)
		}
	}
	_, v := w.ask("GET", "/v1/transfers/"+id, "")
	if v["reversed"] != true || v["amount_reversed"] != float64(5000) || v["description"] != "thanks" {
		w.t.Errorf("reversed: %v", v)
	}
}

// What events carry is checked like answers: by the schema of its object.
func TestEventObjectsFitTheirSchemas(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.payee("m1")
	paid, err := w.Pay(t.Context(), stripesandbox.Payment{Amount: 100, Currency: "eur"})
	w.must(err)
	dp, err := w.Dispute(t.Context(), paid.Charge)
	w.must(err)
	w.must(w.CloseDispute(t.Context(), dp, "lost"))
	c, err := theContract()
	w.must(err)
	_, v := w.ask("GET", "/v1/events?limit=100", "")
	for _, e := range v["data"].([]any) {
		o := e.(map[string]any)["data"].(map[string]any)["object"]
		raw, err := json.Marshal(o)
		w.must(err)
		kind := o.(map[string]any)["object"].(string)
		for _, bad := range c.check(c.spec.Components.Schemas[kind], raw) {
			t.Errorf("%s: %s", kind, bad)
		}
	}
}

func TestListsPageBothWays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.must(w.TopUp(t.Context(), 100000, "eur"))
	acct := w.payee("m1")
	var ids []string // newest first
	for i := range 5 {
		got, err := w.client.Send(t.Context(), request(fmt.Sprint("r", i), acct))
		w.must(err)
		ids = append([]string{got.ID}, ids...)
	}
	read := func(query string) (page []string, more bool) {
		_, v := w.ask("GET", "/v1/transfers?"+query, "")
		for _, d := range v["data"].([]any) {
			page = append(page, d.(map[string]any)["id"].(string))
		}
		return page, v["has_more"].(bool)
	}
	for query, want := range map[string][]string{
		"limit=2": ids[:2], "limit=2&starting_after=" + ids[1]: ids[2:4], "limit=2&starting_after=" + ids[3]: ids[4:], "limit=2&ending_before=" + ids[4]: ids[2:4],
		"limit=3&ending_before=" + ids[2]: ids[:2],
	} {
		got, more := read(query)
		if strings.Join(got, " ") != strings.Join(want, " ") || more != (len(got) == 2 && (got[1] == ids[1] && query == "limit=2" || got[0] == ids[2])) {
			t.Errorf("%s: %v, more %v", query, got, more)
		}
	}
}
