package payout_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/payout"
)

var pay = transfer.Request{RewardID: "rw1", Attempt: 1, Amount: money.Of(5000, "eur"), Destination: "acct_1", Env: "demo"}

const transferJSON = `{"id":"tr_1","object":"transfer","amount":5000,"currency":"eur","destination":"acct_1","transfer_group":"rwd_rw1",
	"created":1700000000,"metadata":{"reward_id":"rw1","env":"demo"}}`

// stripeSays starts a server with one answer and returns a client of it.
func stripeSays(t *testing.T, h http.HandlerFunc) *payout.Client {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return clientOf(t, payout.Config{Key: "sk_test_sandbox", BaseURL: srv.URL})
}

func clientOf(t *testing.T, cfg payout.Config) *payout.Client {
	t.Helper()
	c, err := payout.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func errorBody(kind, code string) string {
	return fmt.Sprintf(`{"error":{"type":%q,"code":%q,"message":"no"}}`, kind, code)
}

func TestAnswersAreClassified(t *testing.T) {
	t.Parallel()
	const invalid, api, idem = "invalid_request_error", "api_error", "idempotency_error"
	for _, c := range []struct {
		name     string
		status   int
		body     string
		class    transfer.Class
		code     string
		operator bool
	}{
		{"400 with a code", 400, errorBody(invalid, "balance_insufficient"), transfer.DefiniteNo, "balance_insufficient", false},
		{"400 without a code", 400, errorBody(invalid, ""), transfer.DefiniteNo, transfer.CodeWithoutCode, false},
		{"400 with a hostile code", 400, errorBody(invalid, "<b>No such\nthing"), transfer.DefiniteNo, transfer.CodeWithoutCode, false},
		{"402", 402, errorBody("card_error", "card_declined"), transfer.DefiniteNo, "card_declined", false},
		{"404", 404, errorBody(invalid, "resource_missing"), transfer.DefiniteNo, "resource_missing", false},
		{"400 idempotency_error", 400, errorBody(idem, ""), transfer.Frozen, transfer.CodeReusedKey, false},
		{"404 idempotency_error", 404, errorBody(idem, ""), transfer.Ambiguous, transfer.CodeServerError, false},
		{"409 idempotency_error", 409, errorBody(idem, "idempotency_key_in_use"), transfer.TryLater, "idempotency_key_in_use", false},
		{"409 lock", 409, errorBody(invalid, "lock_timeout"), transfer.TryLater, "lock_timeout", false},
		{"429", 429, errorBody(invalid, "rate_limit"), transfer.TryLater, "rate_limit", false},
		{"429 without a code", 429, errorBody(invalid, ""), transfer.TryLater, transfer.CodeBusy, false},
		{"401", 401, errorBody(invalid, ""), transfer.TryLater, transfer.CodeUnauthorized, true},
		{"403", 403, errorBody(invalid, "account_invalid"), transfer.TryLater, "account_invalid", true},
		{"403 without a code", 403, errorBody(invalid, ""), transfer.TryLater, transfer.CodeForbidden, true},
		{"500", 500, errorBody(api, ""), transfer.Ambiguous, transfer.CodeServerError, false},
		{"503", 503, errorBody(api, ""), transfer.Ambiguous, transfer.CodeServerError, false},
		{"418", 418, errorBody(invalid, ""), transfer.Ambiguous, transfer.CodeServerError, false},
		{"502 in HTML", 502, "<html>bad gateway</html>", transfer.Ambiguous, transfer.CodeNoAnswer, false},
		{"500 empty object", 500, "{}", transfer.Ambiguous, transfer.CodeNoAnswer, false},
		{"200 cut short", 200, transferJSON[:40], transfer.Ambiguous, transfer.CodeNoAnswer, false},
		{"200 empty object", 200, "{}", transfer.Ambiguous, transfer.CodeUnreadableAnswer, false},
		{"200 another amount", 200, strings.Replace(transferJSON, "5000", "5001", 1), transfer.Ambiguous, transfer.CodeUnreadableAnswer, false},
		{"200 another reward", 200, strings.Replace(transferJSON, `"reward_id":"rw1"`, `"reward_id":"rw2"`, 1), transfer.Ambiguous, transfer.CodeUnreadableAnswer, false},
		{"307", 307, "{}", transfer.Ambiguous, transfer.CodeUnreadableAnswer, false},
		{"200", 200, transferJSON, transfer.OK, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := stripeSays(t, answer(c.status, c.body)).Send(t.Context(), pay)
			if transfer.ClassOf(err) != c.class {
				t.Fatalf("class of %v, want %s", err, c.class)
			}
			if c.class == transfer.OK {
				if got.ID != "tr_1" || got.CreatedMS != 1_700_000_000_000 {
					t.Fatalf("result %+v", got)
				}
				return
			}
			if r := transfer.RefusalOf(err); r.Code != c.code || r.Operator != c.operator || got.ID != "" {
				t.Fatalf("%+v with %+v, want code %s, operator %v", r, got, c.code, c.operator)
			}
		})
	}
}

func TestMoneyIsSentOncePerCall(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	calls := 0
	c := stripeSays(t, func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		calls++
		mu.Unlock()
		w.Header().Set("Stripe-Should-Retry", "true")
		answer(503, errorBody("api_error", ""))(w, nil)
	})
	if _, err := c.Send(t.Context(), pay); transfer.ClassOf(err) != transfer.Ambiguous {
		t.Fatalf("got %v", err)
	}
	mu.Lock()
	defer mu.Unlock()
	if calls != 1 {
		t.Fatalf("%d calls", calls)
	}
}

// net/http would repeat a write with a key when a reused connection breaks.
func TestABrokenReusedConnectionIsNotRepeated(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	calls := 0
	c := stripeSays(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		mu.Lock()
		defer mu.Unlock()
		if calls++; calls > 1 {
			panic(http.ErrAbortHandler)
		}
		answer(200, transferJSON)(w, r)
	})
	if _, err := c.Send(t.Context(), pay); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Send(t.Context(), pay); transfer.ClassOf(err) != transfer.Ambiguous {
		t.Fatalf("got %v", err)
	}
	mu.Lock()
	defer mu.Unlock()
	if calls != 2 {
		t.Fatalf("%d calls", calls)
	}
}

// What never left this machine may be sent again; what may have left is unknown.
func TestBrokenConnections(t *testing.T) {
	t.Parallel()
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		_, err = clientOf(t, payout.Config{Key: "sk_test_sandbox", BaseURL: "http://" + l.Addr().String()}).Send(t.Context(), pay)
		if r := transfer.RefusalOf(err); r.Class != transfer.TryLater || r.Code != transfer.CodeNotSent {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("dropped", func(t *testing.T) {
		t.Parallel()
		_, err := stripeSays(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }).Send(t.Context(), pay)
		if transfer.ClassOf(err) != transfer.Ambiguous {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("a transport that tells nothing", func(t *testing.T) {
		t.Parallel()
		mute := roundTrip(func(*http.Request) (*http.Response, error) { return nil, errors.New("gone") })
		_, err := clientOf(t, payout.Config{Key: "sk_test_sandbox", BaseURL: "http://stripe.invalid", Transport: mute}).Send(t.Context(), pay)
		if transfer.ClassOf(err) != transfer.Ambiguous {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("silent until the deadline", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		c := stripeSays(t, func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // or the server wouldn't notice that the caller left
			cancel()
			<-r.Context().Done()
		})
		if _, err := c.Send(ctx, pay); transfer.ClassOf(err) != transfer.Ambiguous {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("deadline passed before", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
		defer cancel()
		_, err := clientOf(t, payout.Config{Key: "sk_test_sandbox", BaseURL: "http://stripe.invalid"}).Send(ctx, pay)
		if r := transfer.RefusalOf(err); r.Class != transfer.TryLater || r.Code != transfer.CodeTooLate {
			t.Fatalf("got %v", err)
		}
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestFindReadsOnlyARealList(t *testing.T) {
	t.Parallel()
	list := func(data string) string {
		return `{"object":"list","url":"/v1/transfers","has_more":false,"data":[` + data + `]}`
	}
	for _, c := range []struct {
		name, body string
		found      int
		class      transfer.Class
	}{
		{"empty", list(""), 0, transfer.OK},
		{"one", list(transferJSON), 1, transfer.OK},
		{"not a list", `{}`, 0, transfer.Ambiguous},
		{"no data", `{"object":"list","url":"/v1/transfers"}`, 0, transfer.Ambiguous},
		{"filter ignored", list(strings.Replace(transferJSON, "rwd_rw1", "rwd_rw2", 1)), 0, transfer.Ambiguous},
		{"null in it", list("null"), 0, transfer.Ambiguous},
	} {
		found, err := stripeSays(t, answer(200, c.body)).Find(t.Context(), "rw1")
		if len(found) != c.found || transfer.ClassOf(err) != c.class {
			t.Errorf("%s: %v, %v", c.name, found, err)
		}
	}
}

// Every write carries a key of ours, and no key belongs to two operations.
func TestEveryWriteCarriesOurKey(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	keys := map[string]string{}
	c := stripeSays(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if r.Method != http.MethodGet {
			keys[r.URL.Path] = r.Header.Get("Idempotency-Key")
			if r.Header.Get("X-Stripe-Client-Telemetry") != "" {
				t.Error("telemetry is on")
			}
		}
		answer(400, errorBody("invalid_request_error", "x"))(w, r)
	})
	_, _ = c.Send(t.Context(), pay)
	_, _ = c.Find(t.Context(), "rw1")
	_, _ = c.CreateAccount(t.Context(), transfer.AccountRequest{MemberID: "m1", Attempt: 3, Country: "DE", Env: "demo"})
	_, _ = c.Account(t.Context(), "acct_1")
	_, _ = c.OnboardingLink(t.Context(), "acct_1", "https://example.test/again", "https://example.test/back")
	_ = c.Ping(t.Context())
	mu.Lock()
	defer mu.Unlock()
	if len(keys) != 3 || keys["/v1/transfers"] != "payout:rw1:1" || keys["/v1/accounts"] != "account:m1:3" || !strings.HasPrefix(keys["/v1/account_links"], "link:acct_1:") {
		t.Fatalf("keys %v", keys)
	}
}

func TestAgreementFollowsTheCountry(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ platform, member, recipient, cards string }{
		{"DE", "DE", "", ""}, {"DE", "FR", "recipient", ""}, {"", "FR", "recipient", ""}, {"US", "US", "", "true"}, {"DE", "US", "", "true"},
	} {
		var form url.Values
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_ = r.ParseForm()
			form = r.PostForm
			answer(200, `{"id":"acct_1","object":"account","metadata":{"member_id":"m1"},"country":"`+c.member+`"}`)(w, r)
		}))
		client := clientOf(t, payout.Config{Key: "sk_test_sandbox", BaseURL: srv.URL, PlatformCountry: c.platform})
		a, err := client.CreateAccount(t.Context(), transfer.AccountRequest{MemberID: "m1", Attempt: 1, Country: c.member, Env: "demo"})
		srv.Close()
		if err != nil || a.Country != c.member || a.Payable() {
			t.Fatalf("%+v: %+v, %v", c, a, err)
		}
		if form.Get("tos_acceptance[service_agreement]") != c.recipient || form.Get("capabilities[card_payments][requested]") != c.cards ||
			form.Get("capabilities[transfers][requested]") != "true" || form.Get("type") != "express" {
			t.Errorf("%+v: form %v", c, form)
		}
	}
}

func TestNewNamesTheWrongSetting(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]payout.Config{
		"key":      {Key: "pk_test_1"},
		"live key": {Key: "sk_live_1", BaseURL: "http://127.0.0.1:1"},
		"base URL": {Key: "sk_test_1", BaseURL: "127.0.0.1"},
		"timeout":  {Key: "sk_test_1", Timeout: time.Minute},
		"secret":   {Key: "sk_test_1", WebhookSecrets: []string{""}},
	} {
		if _, err := payout.New(c); err == nil || !strings.Contains(err.Error(), strings.TrimPrefix(name, "live ")) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := payout.New(payout.Config{Key: "rk_live_1", WebhookSecrets: []string{"whsec_1"}}); err != nil {
		t.Errorf("a live key for Stripe itself: %v", err)
	}
}
