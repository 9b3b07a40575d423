package stripesandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stripe/stripe-go/v76/webhook"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// inbox receives webhooks and parses them as the product does.
type inbox struct {
	mu     sync.Mutex
	events []transfer.Event
	errs   []error
	status int // answered; 0 for 200
	w      *world
}

func (i *inbox) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	e, err := i.w.client.ParseEvent(body, r.Header.Get("Stripe-Signature"), i.w.clock.Now())
	i.mu.Lock()
	defer i.mu.Unlock()
	if err != nil {
		i.errs = append(i.errs, err)
		rw.WriteHeader(http.StatusBadRequest)
		return
	}
	i.events = append(i.events, e)
	if i.status != 0 {
		rw.WriteHeader(i.status)
	}
}

func (i *inbox) types() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	var out []string
	for _, e := range i.events {
		out = append(out, e.Type)
	}
	return out
}

// newInbox is a world whose webhooks come in, of the given types or all.
func newInbox(t *testing.T, types ...string) (*world, *inbox) {
	t.Helper()
	in := &inbox{}
	srv := httptest.NewServer(in)
	t.Cleanup(srv.Close)
	in.w = newWorld(t, stripesandbox.Endpoint{URL: srv.URL, Secret: hookSecret, Types: types}, stripesandbox.Endpoint{URL: srv.URL, Secret: hookSecret, Connect: true, Types: types})
	return in.w, in
}

// drain delivers what is due until nothing is.
func (w *world) drain() {
	w.t.Helper()
	for {
		n, err := w.Deliver(w.t.Context())
		w.must(err)
		if n == 0 {
			return
		}
	}
}

func TestSignaturesAreStripes(t *testing.T) {
	t.Parallel()
	at, body := time.Unix(1_700_000_000, 0), []byte(`{"id":"evt_1"}`)
	want := webhook.GenerateTestSignedPayload(&webhook.UnsignedPayload{Payload: body, Secret: hookSecret, Timestamp: at}).Header
	if got := stripesandbox.Sign(body, hookSecret, at); got != want {
		t.Fatalf("%s, want %s", got, want)
	}
}

func TestAPaymentItsRefundAndItsDispute(t *testing.T) {
	t.Parallel()
	w, in := newInbox(t, transfer.InvoicePaid, transfer.ChargeRefunded, transfer.DisputeCreated, transfer.DisputeClosed)
	paid, err := w.Pay(t.Context(), stripesandbox.Payment{Email: "buyer@example.test", Amount: 11900, Tax: 1900, Currency: "eur",
		Metadata: map[string]string{"referral_id": "rf1"}, SubscriptionMetadata: map[string]string{"plan": "pro"}})
	w.must(err)
	_, err = w.Refund(t.Context(), paid.Charge, 1900)
	w.must(err)
	dp, err := w.Dispute(t.Context(), paid.Charge)
	w.must(err)
	w.must(w.CloseDispute(t.Context(), dp, "lost"))
	w.drain()
	if len(in.errs) > 0 || len(in.events) != 4 {
		t.Fatalf("events %v, errors %v", in.types(), in.errs)
	}
	for _, e := range in.events {
		switch {
		case e.Invoice != nil:
			if i := e.Invoice; i.ID != paid.Invoice || i.Charge != paid.Charge || i.PaymentIntent != paid.PaymentIntent || i.Net() != money.Of(10000, "eur") ||
				i.Metadata["referral_id"] != "rf1" || i.SubscriptionMetadata["plan"] != "pro" || i.PaidAtMS != w.clock.Now().UnixMilli() {
				t.Errorf("invoice %+v", i)
			}
		case e.Charge != nil:
			if c := e.Charge; c.ID != paid.Charge || c.Invoice != paid.Invoice || c.AmountRefunded != 1900 || c.Refunded {
				t.Errorf("charge %+v", c)
			}
		case e.Dispute != nil:
			if d := e.Dispute; d.Charge != paid.Charge || d.Amount != 10000 || d.Open() == d.Lost() {
				t.Errorf("dispute %+v", d)
			}
		default:
			t.Errorf("no facts in %s", e.Type)
		}
	}
	if w.available() != 0 {
		t.Errorf("%d left", w.available())
	}
}

func TestConnectEventsNameTheAccount(t *testing.T) {
	t.Parallel()
	w, in := newInbox(t)
	acct := w.payee("m1")
	w.must(w.TopUp(t.Context(), 5000, "eur"))
	sent, err := w.client.Send(t.Context(), request("r1", acct))
	w.must(err)
	w.drain()
	seen := map[string]int{}
	for _, e := range in.events {
		seen[e.Type]++
		if e.Account != nil && (e.Account.ID != acct || e.AccountID != acct) {
			t.Errorf("%+v", e)
		}
		if e.Transfer != nil && (e.Transfer.ID != sent.ID || !e.Transfer.Fulfils(request("r1", acct))) {
			t.Errorf("%+v", e.Transfer)
		}
	}
	if len(in.errs) > 0 || seen["account.updated"] != 1 || seen["capability.updated"] != 1 || seen["transfer.created"] != 1 {
		t.Fatalf("%v, %v", seen, in.errs)
	}
}

func TestWebhookFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind   stripesandbox.FaultKind
		first  int    // events taken at once
		reason string // of the refusal, if it is refused
		wait   time.Duration
		last   int
	}{
		{stripesandbox.HookDuplicate, 2, "", 0, 2},
		{stripesandbox.HookDelay, 0, "", time.Minute, 1},
		{stripesandbox.HookDrop, 0, "", time.Minute, 1},
		{stripesandbox.HookWrongSecret, 0, "invalid_signature", time.Minute, 1},
		{stripesandbox.HookStale, 0, "stale_signature", time.Minute, 1},
		{stripesandbox.HookOtherVersion, 0, "api_version_mismatch", time.Minute, 1},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			w, in := newInbox(t, transfer.InvoicePaid)
			w.must(w.Arm(t.Context(), stripesandbox.Fault{Kind: c.kind, Type: "invoice.*", Seconds: 30}))
			_, err := w.Pay(t.Context(), stripesandbox.Payment{Amount: 100, Currency: "eur"})
			w.must(err)
			w.drain()
			if len(in.events) != c.first || (c.reason != "") != (len(in.errs) == 1) || c.reason != "" && !fault.Because(in.errs[0], c.reason) {
				t.Fatalf("at first %v, %v", in.types(), in.errs)
			}
			w.clock.advance(c.wait)
			w.drain()
			if len(in.events) != c.last {
				t.Fatalf("in the end %v, %v", in.types(), in.errs)
			}
			if l, err := w.Dump(t.Context()); err != nil || l.Outbox != 0 {
				t.Fatalf("outbox %d, %v", l.Outbox, err)
			}
		})
	}
}

func TestWebhooksReversedAndWithoutTheirAccount(t *testing.T) {
	t.Parallel()
	w, in := newInbox(t, transfer.InvoicePaid, transfer.ChargeRefunded, transfer.CapabilityUpdated)
	w.must(w.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.HookReverse}, stripesandbox.Fault{Kind: stripesandbox.HookNoAccount, Type: transfer.CapabilityUpdated}))
	paid, err := w.Pay(t.Context(), stripesandbox.Payment{Amount: 100, Currency: "eur"})
	w.must(err)
	w.clock.advance(time.Second)
	_, err = w.Refund(t.Context(), paid.Charge, 0)
	w.must(err)
	w.drain()
	if got := in.types(); len(got) != 2 || got[0] != transfer.ChargeRefunded {
		t.Fatalf("order %v", got)
	}
	w.payee("m1")
	w.drain()
	if len(in.errs) != 1 || !fault.Because(in.errs[0], "broken_event") {
		t.Fatalf("errors %v", in.errs)
	}
}

func TestDeliveriesAreRetriedAndGivenUp(t *testing.T) {
	t.Parallel()
	w, in := newInbox(t, transfer.InvoicePaid)
	in.status = http.StatusServiceUnavailable
	_, err := w.Pay(t.Context(), stripesandbox.Payment{Amount: 100, Currency: "eur"})
	w.must(err)
	for range 120 {
		w.drain()
		w.clock.advance(time.Hour)
	}
	tries := len(in.events)
	if l, err := w.Dump(t.Context()); err != nil || l.Outbox != 0 || tries < 10 {
		t.Fatalf("outbox %d after %d tries, %v", l.Outbox, tries, err)
	}
	in.mu.Lock()
	in.status = 0
	id := in.events[0].ID
	in.mu.Unlock()
	w.must(w.Replay(t.Context(), id))
	w.drain()
	if len(in.events) != tries+1 || in.events[tries].ID != id {
		t.Fatal("not replayed")
	}
}

func TestRunDeliversAsEventsCome(t *testing.T) {
	t.Parallel()
	came := make(chan struct{}, 1)
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { came <- struct{}{} }))
	defer srv.Close()
	w := newWorld(t, stripesandbox.Endpoint{URL: srv.URL, Secret: hookSecret, Types: []string{transfer.InvoicePaid}})
	ended := make(chan error, 1)
	go func() { ended <- w.Run(t.Context()) }()
	for range 2 {
		_, err := w.Pay(t.Context(), stripesandbox.Payment{Amount: 100, Currency: "eur"})
		w.must(err)
		<-came
	}
	t.Cleanup(func() { // the test's context ends first
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
