package payout_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/webhook"

	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/payout"
)

const (
	secret    = "whsec_0123456789abcdef"
	oldSecret = "whsec_fedcba9876543210"
)

var now = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// hooks is a client that expects both secrets; it calls nobody.
func hooks(t testing.TB) *payout.Client {
	t.Helper()
	c, err := payout.New(payout.Config{Key: "sk_test_sandbox", WebhookSecrets: []string{secret, oldSecret}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func sign(body, secret string, at time.Time) string {
	return webhook.GenerateTestSignedPayload(&webhook.UnsignedPayload{Payload: []byte(body), Secret: secret, Timestamp: at}).Header
}

// eventBody is an event of a kind around an object.
func eventBody(kind, object string) string {
	return fmt.Sprintf(`{"id":"evt_1","object":"event","api_version":%q,"created":1772355600,"livemode":false,"type":%q,"data":{"object":%s}}`, stripe.APIVersion, kind, object)
}

const invoiceJSON = `{"id":"in_1","object":"invoice","currency":"eur","amount_paid":9007199254740993,"total":9007199254740993,"total_excluding_tax":null,"tax":null,
	"customer":"cus_1","charge":"ch_1","payment_intent":{"id":"pi_1","object":"payment_intent"},"metadata":{"referral_id":"rf1"},
	"subscription_details":{"metadata":{"plan":"pro"}},"status_transitions":{"paid_at":1772355600},"paid_out_of_band":true}`

func TestInvoiceFacts(t *testing.T) {
	t.Parallel()
	body := eventBody(transfer.InvoicePaid, invoiceJSON)
	for _, s := range []string{secret, oldSecret} {
		e, err := hooks(t).ParseEvent([]byte(body), sign(body, s, now), now)
		if err != nil {
			t.Fatal(err)
		}
		i := e.Invoice
		if e.ID != "evt_1" || e.CreatedMS != 1772355600000 || i == nil || i.AmountPaid != 9007199254740993 || i.TotalExcludingTax != i.Total || i.PaymentIntent != "pi_1" ||
			i.Charge != "ch_1" || i.Customer != "cus_1" || i.Metadata["referral_id"] != "rf1" || i.SubscriptionMetadata["plan"] != "pro" || i.PaidAtMS != 1772355600000 || !i.PaidOutOfBand {
			t.Fatalf("%+v %+v", e, i)
		}
	}
}

func TestSignaturesAreChecked(t *testing.T) {
	t.Parallel()
	body := eventBody("ping", `{"id":"x","object":"y"}`)
	good := sign(body, secret, now)
	_, v1, _ := strings.Cut(good, ",")
	for _, c := range []struct{ name, header, reason string }{
		{"good", good, ""},
		{"several, one good", "t=1772355600,v1=00," + strings.TrimPrefix(good, "t=1772355600,"), ""},
		{"five minutes old", sign(body, secret, now.Add(-5*time.Minute)), ""},
		{"none", "", "invalid_signature"},
		{"noise", "hello", "invalid_signature"},
		{"without time", v1, "invalid_signature"},
		{"two times", good + ",t=1", "invalid_signature"},
		{"another time", "t=1772355601," + v1, "invalid_signature"},
		{"of somebody else", sign(body, "whsec_other", now), "invalid_signature"},
		{"with an empty secret", sign(body, "", now), "invalid_signature"},
		{"of another body", sign(body+" ", secret, now), "invalid_signature"},
		{"too old", sign(body, secret, now.Add(-301*time.Second)), "stale_signature"},
		{"from the future", sign(body, secret, now.Add(301*time.Second)), "stale_signature"},
		{"a day ahead", sign(body, secret, now.Add(24*time.Hour)), "stale_signature"},
		{"far away", sign(body, secret, time.Unix(1<<60, 0)), "stale_signature"},
	} {
		_, err := hooks(t).ParseEvent([]byte(body), c.header, now)
		if c.reason == "" && err != nil || c.reason != "" && (!fault.Because(err, c.reason) || !fault.Is(err, fault.Unauthenticated)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.reason)
		}
	}
}

func TestEventsThatAreRefused(t *testing.T) {
	t.Parallel()
	ping := eventBody("ping", `{"id":"x","object":"y"}`)
	for _, c := range []struct{ name, body, reason string }{
		{"not JSON", `{`, "broken_event"},
		{"an array", `[]`, "broken_event"},
		{"null", `null`, "api_version_mismatch"},
		{"other version", strings.Replace(ping, stripe.APIVersion, "2026-08-26.dahlia", 1), "api_version_mismatch"},
		{"no version", strings.Replace(ping, `"api_version"`, `"version"`, 1), "api_version_mismatch"},
		{"live", strings.Replace(ping, `"livemode":false`, `"livemode":true`, 1), "livemode_mismatch"},
		{"no id", strings.Replace(ping, "evt_1", "", 1), "broken_event"},
		{"no data", strings.Replace(ping, `"data"`, `"date"`, 1), "broken_event"},
		{"null data", strings.Replace(ping, `{"object":{"id":"x","object":"y"}}`, "null", 1), "broken_event"},
		{"null object", eventBody("ping", "null"), "broken_event"},
		{"an object that is none", eventBody("ping", "7"), "broken_event"},
		{"invoice that is a charge", eventBody(transfer.InvoicePaid, `{"id":"ch_1","object":"charge"}`), "broken_event"},
		{"invoice without currency", eventBody(transfer.InvoicePaid, `{"id":"in_1","object":"invoice","amount_paid":1}`), "broken_event"},
		{"invoice of text", eventBody(transfer.InvoicePaid, `{"id":"in_1","object":"invoice","currency":"eur","amount_paid":"1"}`), "broken_event"},
		{"negative invoice", eventBody(transfer.InvoicePaid, `{"id":"in_1","object":"invoice","currency":"eur","amount_paid":-1}`), "broken_event"},
		{"charge without currency", eventBody(transfer.ChargeRefunded, `{"id":"ch_1","object":"charge"}`), "broken_event"},
		{"dispute of nothing", eventBody(transfer.DisputeCreated, `{"id":"dp_1","object":"dispute","status":"lost"}`), "broken_event"},
		{"nobody's account", eventBody(transfer.CapabilityUpdated, `{"id":"transfers","object":"capability"}`), "broken_event"},
		{"two accounts", strings.Replace(eventBody(transfer.AccountUpdated, `{"id":"acct_1","object":"account"}`), `"created"`, `"account":"acct_2","created"`, 1), "broken_event"},
	} {
		_, err := hooks(t).ParseEvent([]byte(c.body), sign(c.body, secret, now), now)
		if !fault.Because(err, c.reason) {
			t.Errorf("%s: %v, want %s", c.name, err, c.reason)
		}
	}
	big := strings.Repeat(" ", payout.MaxEvent+1)
	if _, err := hooks(t).ParseEvent([]byte(big), sign(big, secret, now), now); !fault.Is(err, fault.TooLarge) {
		t.Errorf("too large: %v", err)
	}
}

func TestOtherFacts(t *testing.T) {
	t.Parallel()
	parse := func(body string) transfer.Event {
		t.Helper()
		e, err := hooks(t).ParseEvent([]byte(body), sign(body, secret, now), now)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	c := parse(eventBody(transfer.ChargeRefunded, `{"id":"ch_1","object":"charge","amount":500,"amount_refunded":200,"currency":"eur","payment_intent":"pi_1","invoice":"in_1","customer":"cus_1"}`)).Charge
	if c == nil || *c != (transfer.Charge{ID: "ch_1", PaymentIntent: "pi_1", Invoice: "in_1", Customer: "cus_1", Amount: 500, AmountRefunded: 200, Currency: "eur"}) {
		t.Errorf("charge %+v", c)
	}
	d := parse(eventBody(transfer.DisputeClosed, `{"id":"dp_1","object":"dispute","amount":500,"currency":"eur","charge":"ch_1","payment_intent":"pi_1","status":"lost"}`)).Dispute
	if d == nil || *d != (transfer.Dispute{ID: "dp_1", Charge: "ch_1", PaymentIntent: "pi_1", Amount: 500, Currency: "eur", Status: "lost"}) {
		t.Errorf("dispute %+v", d)
	}
	if a := parse(eventBody(transfer.AccountUpdated, `{"id":"acct_1","object":"account"}`)).Account; a == nil || a.ID != "acct_1" {
		t.Errorf("account %+v", a)
	}
	failed := strings.Replace(eventBody(transfer.BankPayoutFailed, `{"id":"po_1","object":"payout"}`), `"created"`, `"account":"acct_1","created"`, 1)
	if a := parse(failed).Account; a == nil || a.ID != "acct_1" {
		t.Errorf("payout %+v", a)
	}
	if r := parse(eventBody(transfer.TransferReversed, strings.Replace(transferJSON, `"created"`, `"reversed":true,"amount_reversed":5000,"created"`, 1))).Transfer; r == nil || !r.Reversed || r.RewardID != "rw1" {
		t.Errorf("transfer %+v", r)
	}
	if e := parse(eventBody("customer.created", `{"id":"cus_1","object":"customer"}`)); e.Invoice != nil || e.Charge != nil || e.Dispute != nil || e.Account != nil || e.Transfer != nil {
		t.Errorf("a type that nobody acts on: %+v", e)
	}
}

// A signed body, however odd, is a fault or an event with its id; nothing panics.
func FuzzParseEvent(f *testing.F) {
	for _, kind := range []string{transfer.InvoicePaid, transfer.ChargeRefunded, transfer.DisputeCreated, transfer.AccountUpdated, transfer.TransferCreated, transfer.CapabilityUpdated} {
		for _, object := range []string{invoiceJSON, transferJSON, `{"id":"x","object":"charge","currency":"eur","invoice":{}}`, "null", "[]"} {
			f.Add(eventBody(kind, object), "")
		}
	}
	f.Add("{}", "t=1,v1=00")
	f.Add("", "t=99999999999999999999,v1=")
	c := hooks(f)
	f.Fuzz(func(t *testing.T, body, header string) {
		if _, err := c.ParseEvent([]byte(body), header, now); err == nil {
			t.Fatal("taken without a signature")
		}
		e, err := c.ParseEvent([]byte(body), sign(body, secret, now), now)
		if err == nil && (e.ID == "" || e.Type == "") {
			t.Fatalf("event %+v", e)
		}
		if err != nil && fault.Is(err, fault.Internal) {
			t.Fatalf("internal: %v", err)
		}
	})
}
