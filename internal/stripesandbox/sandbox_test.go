package stripesandbox_test

import (
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/store/mongo/mongotest"
	"github.com/goodword/goodword/internal/stripesandbox"
)

func TestFromOnboardingToTransfer(t *testing.T) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		fromOnboardingToTransfer(t, newWorld(t))
	})
	for _, server := range mongotest.Servers(t) {
		t.Run(server.Name, func(t *testing.T) {
			t.Parallel()
			fromOnboardingToTransfer(t, newWorldOn(t, server.Open(t, server.Database(t))))
		})
	}
}

func fromOnboardingToTransfer(t *testing.T, w *world) {
	t.Helper()
	ctx := t.Context()
	a, err := w.client.CreateAccount(ctx, transfer.AccountRequest{MemberID: "m1", Attempt: 1, Country: "DE", Email: "m1@example.test", Env: "demo"})
	w.must(err)
	if a.Payable() || a.Standing() != transfer.Incomplete || len(a.Due) == 0 {
		t.Fatalf("a new account: %+v", a)
	}
	if _, err := w.client.Send(ctx, request("r1", a.ID)); transfer.RefusalOf(err).Class != transfer.DefiniteNo || transfer.RefusalOf(err).Code != transfer.CodeWithoutCode {
		t.Fatalf("a transfer to it: %v", err)
	}
	w.must(w.SetAccount(ctx, a.ID, stripesandbox.StateFinished))
	if a, err = w.client.Account(ctx, a.ID); err != nil || !a.Payable() {
		t.Fatalf("after onboarding: %+v, %v", a, err)
	}
	r := request("r1", a.ID)
	r.Attempt = 2
	if _, err := w.client.Send(ctx, r); transfer.RefusalOf(err).Code != "balance_insufficient" {
		t.Fatalf("without money: %v", err)
	}
	w.must(w.TopUp(ctx, 20000, "eur"))
	r.Attempt = 3
	got, err := w.client.Send(ctx, r)
	w.must(err)
	if got.Replayed || w.available() != 15000 {
		t.Fatalf("got %+v, left %d", got, w.available())
	}
	found, err := w.client.Find(ctx, "r1")
	w.must(err)
	if m, err := transfer.Match(r, found); err != nil || m == nil || m.ID != got.ID {
		t.Fatalf("found %v, %v", found, err)
	}
}

func TestARefusalIsReplayedForADay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := request("r1", w.payee("m1"))
	for range 2 {
		if _, err := w.client.Send(t.Context(), r); transfer.RefusalOf(err).Code != "balance_insufficient" {
			t.Fatalf("got %v", err)
		}
		w.must(w.TopUp(t.Context(), 10000, "eur")) // the second time money is there, and the answer is the stored one
	}
	w.clock.advance(24 * time.Hour)
	if _, err := w.client.Send(t.Context(), r); err != nil {
		t.Fatalf("after a day: %v", err)
	}
}

func TestAKeyBelongsToOneRequest(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.must(w.TopUp(t.Context(), 20000, "eur"))
	r := request("r1", w.payee("m1"))
	first, err := w.client.Send(t.Context(), r)
	w.must(err)
	again, err := w.client.Send(t.Context(), r)
	w.must(err)
	if again.ID != first.ID || !again.Replayed || w.available() != 15000 {
		t.Fatalf("again %+v, left %d", again, w.available())
	}
	r.Amount = money.Of(6000, "eur")
	if _, err := w.client.Send(t.Context(), r); transfer.ClassOf(err) != transfer.Frozen {
		t.Fatalf("another amount: %v", err)
	}
}

// The trap that STRIPE.md §4 is about: after a day the key alone pays twice.
func TestAForgottenKeyPaysTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.must(w.TopUp(t.Context(), 20000, "eur"))
	r := request("r1", w.payee("m1"))
	for range 2 {
		_, err := w.client.Send(t.Context(), r)
		w.must(err)
		w.clock.advance(24 * time.Hour)
	}
	if n := w.transfersOf("r1"); n != 2 {
		t.Fatalf("%d transfers", n)
	}
}

func TestRacingRequestsMakeOneTransferEach(t *testing.T) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		racingRequestsMakeOneTransferEach(t, newWorld(t))
	})
	for _, server := range mongotest.Servers(t) {
		if !server.Has.Atomic {
			t.Logf("left out: %s: it has no atomic compare-and-swap", server.Name)
			continue
		}
		t.Run(server.Name, func(t *testing.T) {
			t.Parallel()
			racingRequestsMakeOneTransferEach(t, newWorldOn(t, server.Open(t, server.Database(t))))
		})
	}
}

func racingRequestsMakeOneTransferEach(t *testing.T, w *world) {
	t.Helper()
	w.must(w.TopUp(t.Context(), 20000, "eur")) // enough for four
	acct := w.payee("m1")
	other, err := stripesandbox.New(t.Context(), stripesandbox.Deps{Engine: w.engine, Clock: w.clock, PublicURL: "https://goodword.test"})
	w.must(err)
	second := worldOn(w, other)
	var wg sync.WaitGroup
	for i := range 24 { // 8 rewards, three times each, over two sandboxes on one database
		wg.Go(func() {
			c := w.client
			if i%2 == 1 {
				c = second.client
			}
			_, err := c.Send(t.Context(), request(string(rune('a'+i%8)), acct))
			if r := transfer.RefusalOf(err); r != nil && r.Code != "balance_insufficient" && r.Code != "idempotency_key_in_use" {
				t.Errorf("%d: %v", i, err)
			}
		})
	}
	wg.Wait()
	total := 0
	for i := range 8 {
		n := w.transfersOf(string(rune('a' + i)))
		if n > 1 {
			t.Errorf("%d transfers of one reward", n)
		}
		total += n
	}
	if total != 4 || w.available() != 0 {
		t.Fatalf("%d transfers, %d left", total, w.available())
	}
	l, err := w.Dump(t.Context())
	w.must(err)
	if l.Balances[acct]["eur"] != 20000 || len(l.Transfers) != 4 || len(l.Entries) != 5 {
		t.Fatalf("ledger %v, %d transfers, %d entries", l.Balances, len(l.Transfers), len(l.Entries))
	}
}

func TestARestartKeepsEverything(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.must(w.TopUp(t.Context(), 20000, "eur"))
	r := request("r1", w.payee("m1"))
	first, err := w.client.Send(t.Context(), r)
	w.must(err)
	w.start()
	again, err := w.client.Send(t.Context(), r)
	w.must(err)
	if again.ID != first.ID || !again.Replayed || w.available() != 15000 {
		t.Fatalf("again %+v, left %d", again, w.available())
	}
	w.must(w.Reset(t.Context()))
	if w.available() != 0 || w.transfersOf("r1") != 0 {
		t.Fatal("something is left after a reset")
	}
}

func TestTheSameHistoryGivesTheSameIDs(t *testing.T) {
	t.Parallel()
	ids := map[string]bool{}
	for range 2 {
		w := newWorld(t)
		w.must(w.TopUp(t.Context(), 20000, "eur"))
		got, err := w.client.Send(t.Context(), request("r1", w.payee("m1")))
		w.must(err)
		ids[got.ID] = true
	}
	if len(ids) != 1 {
		t.Fatalf("ids %v", ids)
	}
}

func TestOnboardingLinksWorkOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for choice, want := range map[string]transfer.Standing{"leave": transfer.Incomplete, "pending": transfer.Checking, "restrict": transfer.Restricted, "finish": transfer.Ready} {
		a, err := w.client.CreateAccount(t.Context(), transfer.AccountRequest{MemberID: choice, Attempt: 1, Country: "FR", Env: "demo"})
		w.must(err)
		link, err := w.client.OnboardingLink(t.Context(), a.ID, "https://goodword.test/again", "https://goodword.test/back")
		w.must(err)
		u, err := url.Parse(link)
		w.must(err)
		if page := w.page("GET", u.Path, ""); page.Code != 200 {
			t.Fatalf("%s: page %d", choice, page.Code)
		}
		if page := w.page("GET", u.Path, ""); page.Code != 303 || page.Header().Get("Location") != "https://goodword.test/again" {
			t.Fatalf("%s: opened twice: %d to %s", choice, page.Code, page.Header().Get("Location"))
		}
		if page := w.page("POST", u.Path, "choice="+choice); page.Code != 303 || page.Header().Get("Location") != "https://goodword.test/back" {
			t.Fatalf("%s: pressed: %d to %s", choice, page.Code, page.Header().Get("Location"))
		}
		if page := w.page("POST", u.Path, "choice=finish"); page.Header().Get("Location") != "https://goodword.test/again" {
			t.Fatalf("%s: pressed twice: %d", choice, page.Code)
		}
		if got, err := w.client.Account(t.Context(), a.ID); err != nil || got.Standing() != want {
			t.Errorf("%s: %+v, %v, want %s", choice, got, err, want)
		}
	}
}

func TestALateLinkLeadsBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	link, err := w.client.OnboardingLink(t.Context(), w.payee("m1"), "https://goodword.test/again", "https://goodword.test/back")
	w.must(err)
	u, err := url.Parse(link)
	w.must(err)
	w.clock.advance(5 * time.Minute)
	if page := w.page("GET", u.Path, ""); page.Code != 303 || page.Header().Get("Location") != "https://goodword.test/again" {
		t.Fatalf("%d to %s", page.Code, page.Header().Get("Location"))
	}
	if page := w.page("GET", "/sandbox/connect/nothing", ""); page.Code != 404 {
		t.Fatalf("an unknown link: %d", page.Code)
	}
}
