package approvals_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/goodword/goodword/internal/domain/reward"
)

func TestOnePersonApprovesBelowTheLimit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	shows(t, anna.Get(desk), "Priya Raman", "Kim Muster", "€200.00", "Contract signed", "Not paid yet", "0 of 1 approvals")
	shows(t, anna.Get(desk+"/"+w.ID), "€200.00 for Kim Muster", "Below €1,000.00 one person is enough", "contract C-priya.raman", "€200.00, whatever the deal is worth", "Rita Sommer")
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
	again := do(anna, w, "approve", nil)
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
	if _, ok := h.Mails.Last("reward_rejected"); !ok {
		h.Run()
	}
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
