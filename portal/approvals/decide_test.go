package approvals_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/page"
)

func TestOnePersonApprovesBelowTheLimit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	shows(t, anna.Get(desk), "Priya Raman", "Kim Muster", "€200.00", "contract signed", "not paid yet", "0 of 1 approvals")
	shows(t, anna.Get(desk+"/"+w.ID), "€200.00 for Kim Muster", "Below €1,000.00 one person is enough", "contract C-priya.raman", "Signed by their CFO.", "Introductions 1", "Became customers 1", "€200.00, whatever the deal is worth", "Rita Sommer")
	page := do(anna, w, "approve", nil)
	if page.Status != http.StatusSeeOther {
		t.Fatalf("%d: %s", page.Status, page.Text())
	}
	shows(t, anna.Get(page.Location), "Approved: €200.00", "Nothing waits for you")
	h.is(w, reward.Approved)
}

func TestTwoPeopleApproveFromTheLimitOn(t *testing.T) {
	t.Parallel()
	h := newHouse(t, priced(120_000))
	w := h.waiting("Priya Raman")
	anna, ben := h.SignedIn(h.anna), h.SignedIn(h.ben)
	shows(t, anna.Get(desk+"/"+w.ID+"/approve"), "somebody else has to approve it too")
	shows(t, anna.Get(do(anna, w, "approve", nil).Location), "1 more person has to approve")
	h.is(w, reward.AwaitingApproval)
	shows(t, anna.Get(desk+"/"+w.ID), "You have given your word already", "1 of 2 approvals", "Anna Voss approved €1,200.00")
	again := anna.Get(desk + "/" + w.ID + "/approve")
	shows(t, anna.Get(again.Location), "You have given your word already")
	h.is(w, reward.AwaitingApproval)
	do(ben, w, "approve", nil)
	if now := h.is(w, reward.Approved); len(now.Approvals) != 2 {
		t.Errorf("%d approvals", len(now.Approvals))
	}
}

func TestRejectingTakesAReason(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	shows(t, anna.Get(desk+"/"+w.ID+"/reject"), "This cannot be undone", "The referrer gets a mail")
	missing := do(anna, w, "reject", url.Values{"note": {"Looks odd to me."}})
	if missing.Status != http.StatusUnprocessableEntity || missing.Value("note") != "Looks odd to me." {
		t.Errorf("%d, note %q: %s", missing.Status, missing.Value("note"), missing.Text())
	}
	h.is(w, reward.AwaitingApproval)
	done := do(anna, w, "reject", url.Values{"reason": {"duplicate"}, "note": {"Looks odd to me."}})
	shows(t, anna.Get(done.Location), "Rejected: €200.00", "it was rewarded already", "Looks odd to me.")
	h.is(w, reward.Rejected)
}

func TestAChangeMeanwhileIsNotDecidedAbout(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	anna, ben := h.SignedIn(h.anna), h.SignedIn(h.ben)
	path := desk + "/" + w.ID + "/approve"
	seen := anna.Get(path).Form(path)
	do(ben, w, "hold", url.Values{"until": {"2026-09-01"}, "reason": {"checking_deal"}})
	h.is(w, reward.Held)
	shows(t, anna.Get(anna.Post(path, seen).Location), "changed since you looked")
	h.is(w, reward.Held)
}

// Whoever was slower keeps what they typed: in the form, while it can still be done.
func TestWhatWasTypedOutlivesSomebodyElsesChange(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	anna, ben := h.SignedIn(h.anna), h.SignedIn(h.ben)
	path := desk + "/" + w.ID + "/reject"
	form := anna.Get(path).Form(path)
	form.Set("reason", "duplicate")
	form.Set("note", "Paid in <b>May</b>.")
	do(ben, w, "hold", url.Values{"until": {"2026-09-01"}, "reason": {"checking_deal"}})
	p := anna.Post(path, form)
	if shows(t, p, "changed since you looked", "What happened last", "Ben"); p.Status != http.StatusPreconditionFailed {
		t.Errorf("a stale form: %d", p.Status)
	}
	if p.Value("note") != "Paid in <b>May</b>." || p.Checked("reason") != "duplicate" {
		t.Errorf("typed are %q and %q", p.Value("note"), p.Checked("reason"))
	}
	h.is(w, reward.Held)
	do(ben, w, "reject", url.Values{"reason": {"not_genuine"}})
	p = anna.Post(path, form)
	if shows(t, p, "What you had typed", "Paid in <b>May</b>.", "it was rewarded already"); p.Status != http.StatusPreconditionFailed || len(p.Form(path)) > 0 {
		t.Errorf("after the end: %d", p.Status)
	}
}

func TestAFormThatIsSentTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t, priced(120_000))
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	path := desk + "/" + w.ID + "/approve"
	form := anna.Get(path).Form(path)
	for range 2 {
		if p := anna.Post(path, form); p.Status != http.StatusSeeOther || p.Location != desk {
			t.Errorf("%d to %q: %s", p.Status, p.Location, p.Text())
		}
	}
	if now := h.is(w, reward.AwaitingApproval); len(now.Approvals) != 1 || now.Given() != 1 {
		t.Errorf("%d approvals", len(now.Approvals))
	}
	form.Del("revision")
	if p := anna.Post(path, form); p.Status != http.StatusPreconditionRequired {
		t.Errorf("without a revision: %d", p.Status)
	}
}

func TestAnOldSessionIsProvedFirst(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	path := desk + "/" + w.ID + "/reject"
	form := anna.Get(path).Form(path)
	h.Wait(16 * time.Minute)
	form.Set("reason", "duplicate")
	form.Set("note", "Paid in May.")
	sent := anna.Post(path, form)
	if want := page.ProvePath(path); sent.Location != want {
		t.Fatalf("sent to %q, want %q", sent.Location, want)
	}
	h.is(w, reward.AwaitingApproval)
	fresh := h.SignedIn(h.anna)
	name := h.Site.CookieName("session")
	anna.Cookies[name] = fresh.Cookies[name]
	back := anna.Get(path)
	if back.Value("note") != "Paid in May." {
		t.Errorf("the note is %q", back.Value("note"))
	}
	if again := anna.Get(path); again.Value("note") != "" {
		t.Errorf("the note came back twice: %q", again.Value("note"))
	}
	for _, p := range []string{path, desk + "/approve?id=" + w.ID} {
		h.Wait(16 * time.Minute)
		if got := anna.Get(p); got.Location != page.ProvePath(p) {
			t.Errorf("%s: %d to %q", p, got.Status, got.Location)
		}
	}
}

func TestOthersAreTurnedAway(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	for name, who := range map[string]*member.Member{
		"rep": h.rep, "reviewer": h.Staff("Vera Lang", aggregate.Reviewer), "customer": h.kim,
	} {
		b := h.SignedIn(who)
		for _, path := range []string{desk, desk + "/all", desk + ".csv", desk + "/approve", desk + "/" + w.ID, desk + "/" + w.ID + "/reject"} {
			if p := b.Get(path); p.Status != http.StatusForbidden {
				t.Errorf("%s, %s: %d", name, path, p.Status)
			}
		}
		if p := b.Post(desk+"/"+w.ID+"/approve", url.Values{"once": {"x"}, "revision": {"1"}}); p.Status != http.StatusForbidden {
			t.Errorf("%s approves: %d", name, p.Status)
		}
	}
	if p := h.SignedIn(h.anna).Get(desk + "/rw_nobody"); p.Status != http.StatusNotFound {
		t.Errorf("an unknown reward: %d", p.Status)
	}
}

func TestNobodyApprovesTheirOwnWork(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	worker := h.Staff("Wanda Klein", aggregate.Rep, aggregate.Approver)
	h.rep = worker
	w := h.waiting("Priya Raman")
	b := h.SignedIn(worker)
	shows(t, b.Get(desk), "Nothing waits for you")
	shows(t, b.Get(desk+"/waiting"), "Priya Raman")
	one := b.Get(desk + "/" + w.ID)
	shows(t, one, "You cannot approve this one", "You worked on this deal", "Wanda Klein – worked on the deal", "Kim Muster – is paid")
	hides(t, one, "Look and approve")
	form := url.Values{"once": {"k"}, "revision": {strconv.FormatInt(w.Revision, 10)}}
	shows(t, b.Get(b.Post(desk+"/"+w.ID+"/approve", form).Location), "You worked on this deal")
	h.is(w, reward.AwaitingApproval)
}

func TestHoldAndItsUndo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	early := do(anna, w, "hold", url.Values{"until": {"2026-07-03"}, "reason": {"checking_deal"}})
	if early.Status != http.StatusUnprocessableEntity || early.Value("until") != "2026-07-03" {
		t.Errorf("%d, until %q: %s", early.Status, early.Value("until"), early.Text())
	}
	held := anna.Get(do(anna, w, "hold", url.Values{"until": {"2026-09-01"}, "reason": {"checking_deal"}, "note": {"Ask their CFO."}}).Location)
	shows(t, held, "Held: €200.00", "Undo", "we are checking the deal", "Ask their CFO.", "Held until Tue 1 Sep 2026")
	h.is(w, reward.Held)
	shows(t, anna.Get(desk+"/held"), "Priya Raman")
	shows(t, anna.Follow(desk+"/"+w.ID+"/release", nil), "The hold of €200.00 is lifted")
	h.is(w, reward.AwaitingApproval)
}

func TestACurrencyWithoutALimitNeedsTwo(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(terms *program.Terms) { delete(terms.Rewards.Approval.TwoFrom, "eur") })
	w := h.waiting("Priya Raman")
	shows(t, h.SignedIn(h.anna).Get(desk+"/"+w.ID), "The program sets no limit for EUR, so it takes two people")
}

func TestAVoidedApprovalIsSaid(t *testing.T) {
	t.Parallel()
	h := newHouse(t, priced(120_000))
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	do(anna, w, "approve", nil)
	do(h.SignedIn(h.ben), w, "hold", url.Values{"until": {"2026-09-01"}, "reason": {"other"}})
	h.is(w, reward.Held)
	shows(t, anna.Get(desk+"/"+w.ID), "does not count any more", "0 of 2 approvals")
}

// Whoever goes back to a form that was sent, and sends other words, finds them in the
// form as it is now.
func TestAFormSentBeforeWithOtherWords(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	path := desk + "/" + w.ID + "/hold"
	form := anna.Get(path).Form(path)
	form.Set("until", "2026-09-01")
	form.Set("reason", "checking_deal")
	anna.Post(path, form)
	form.Set("until", "2026-10-01")
	p := anna.Post(path, form)
	if shows(t, p, "sent before with other words"); p.Value("until") != "2026-10-01" {
		t.Fatalf("%d, until %q", p.Status, p.Value("until"))
	}
	for name, values := range p.Form(path) {
		form[name] = values
	}
	if p := anna.Post(path, form); p.Status != http.StatusSeeOther {
		t.Errorf("%d %s", p.Status, p.Text())
	}
}
