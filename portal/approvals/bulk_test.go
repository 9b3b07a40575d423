package approvals_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/reward"
)

// ticked is the page on which rewards are confirmed together.
func ticked(list ...*reward.Reward) string {
	q := url.Values{}
	for _, w := range list {
		q.Add("id", w.ID)
	}
	return desk + "/approve?" + q.Encode()
}

func TestSeveralAreApprovedTogether(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a, b := h.waiting("Priya Raman"), h.waiting("Omar Reyes")
	anna := h.SignedIn(h.anna)
	shows(t, anna.Get(desk), "2 rewards", "€400.00")
	page := anna.Get(ticked(a, b))
	shows(t, page, "2 rewards", "Total in EUR", "€400.00", "Priya Raman", "Omar Reyes", "Approve 2 rewards, €400.00")
	form := page.Form(desk + "/approve")
	shows(t, anna.Post(desk+"/approve", form), "Your word was given for 2 of 2 rewards")
	h.is(a, reward.Approved)
	h.is(b, reward.Approved)
	shows(t, anna.Post(desk+"/approve", form), "Your word was given for 2 of 2 rewards")
	if n := len(h.reward(a.ReferralID).Approvals); n != 1 {
		t.Errorf("%d approvals of one person", n)
	}
}

func TestABulkReportsEachOutcome(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	good, changed, gone := h.waiting("Priya Raman"), h.waiting("Omar Reyes"), h.waiting("Lena Vogt")
	big := h.Program(h.rep, priced(120_000))
	small := h.prog
	h.prog = big
	second := h.waiting("Ines Duarte")
	h.prog = small
	anna, ben := h.SignedIn(h.anna), h.SignedIn(h.ben)
	page := anna.Get(ticked(good, changed, gone, second))
	shows(t, page, "€1,800.00", "Type the total in EUR")
	form := page.Form(desk + "/approve")
	if p := anna.Post(desk+"/approve", form); p.Status != http.StatusUnprocessableEntity {
		t.Fatalf("without the total: %d", p.Status)
	}
	h.is(good, reward.AwaitingApproval)
	do(ben, gone, "reject", url.Values{"reason": {"duplicate"}})
	form.Set("total_eur", "1800")
	again := anna.Post(desk+"/approve", form)
	shows(t, again, "One thing needs another look", "€1,600.00", "is not among them")
	h.is(good, reward.AwaitingApproval)
	// What changes after that is met one by one.
	form = again.Form(desk + "/approve")
	form.Set("total_eur", "1.600,00")
	for i, pick := range form["pick"] {
		if strings.HasPrefix(pick, changed.ID+"@") {
			form["pick"][i] = changed.ID + "@1"
		}
	}
	form.Add("pick", gone.ID+"@"+revision(gone))
	form.Add("pick", "rw_nobody@1")
	report := anna.Post(desk+"/approve", form)
	shows(t, report, "Your word was given for 2 of 5 rewards", "approved", "your word counts", "changed meanwhile", "not there")
	h.is(good, reward.Approved)
	h.is(changed, reward.AwaitingApproval)
	h.is(gone, reward.Rejected)
	if now := h.is(second, reward.AwaitingApproval); now.Given() != 1 {
		t.Errorf("%d words", now.Given())
	}
}

func TestABulkOfOnesOwnWorkIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	admin := h.Staff("Nora Berg", "admin")
	h.rep = admin
	own := h.waiting("Omar Reyes")
	b := h.SignedIn(admin)
	page := b.Get(ticked(w, own))
	shows(t, page, "1 that you ticked is not among them", "Priya Raman")
	hides(t, page, "Omar Reyes")
	form := page.Form(desk + "/approve")
	form.Add("pick", own.ID+"@"+revision(own))
	shows(t, b.Post(desk+"/approve", form), "1 of 2 rewards", "not yours to approve", "You worked on this deal")
	h.is(own, reward.AwaitingApproval)
}

func TestABulkThatCanNotBeRead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	anna := h.SignedIn(h.anna)
	shows(t, anna.Get(desk+"/approve"), "Nothing here to approve")
	shows(t, anna.Get(desk+"/approve?id=rw_nobody"), "Nothing here to approve")
	for name, form := range map[string]url.Values{
		"nothing": {}, "no key": {"pick": {"rw_1@1"}}, "no revision": {"pick": {"rw_1"}, "once": {"k"}},
		"twice": {"pick": {"rw_1@1", "rw_1@2"}, "once": {"k"}}, "negative": {"pick": {"rw_1@-1"}, "once": {"k"}},
	} {
		if p := anna.Post(desk+"/approve", form); p.Status != http.StatusBadRequest {
			t.Errorf("%s: %d", name, p.Status)
		}
	}
}

func revision(w *reward.Reward) string { return strconv.FormatInt(w.Revision, 10) }
