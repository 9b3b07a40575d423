package approvals_test

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/portaltest"
)

func TestAnEmptyDesk(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, lang := range []string{"en", "de"} {
		anna := h.SignedIn(h.anna)
		anna.Lang = lang
		for _, view := range []string{"", "/waiting", "/held", "/stuck", "/paying", "/paid", "/all"} {
			if p := anna.Get(desk + view); p.Status != http.StatusOK {
				t.Errorf("%s%s: %d", lang, view, p.Status)
			}
		}
	}
	anna := h.SignedIn(h.anna)
	shows(t, anna.Get(desk), "Nothing waits for you", "0 rewards", "nothing")
	shows(t, anna.Get(desk+"/all?q=nobody"), "Nothing fits these filters", "Clear filters")
	shows(t, anna.Get(desk+"/all?q=%3F"), "Nothing fits these filters", "Clear filters") // no word in it
}

func TestTheDeskIsSearchedAndFiltered(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	first := h.waiting("Priya Raman")
	lee := h.Customer("Lee Park")
	h.kim = lee
	h.prog = h.Program(h.rep, priced(30_000))
	second := h.waiting("Omar Reyes")
	anna := h.SignedIn(h.anna)
	for query, want := range map[string]struct{ has, lacks string }{
		"?q=pri":                               {"Priya Raman", "Omar Reyes"},
		"?q=reyes+logi":                        {"Omar Reyes", "Priya Raman"},
		"?program=" + second.ProgramID:         {"Omar Reyes", "Priya Raman"},
		"?referrer=" + first.ReferrerID:        {"Only the rewards of Kim Muster", "Omar Reyes"},
		"?q=omar&program=" + second.ProgramID:  {"Omar Reyes", "Priya Raman"},
		"?q=omar&referrer=" + first.ReferrerID: {"Nothing fits these filters", "Omar Reyes €"},
	} {
		for _, view := range []string{"", "/waiting", "/all"} {
			p := anna.Get(desk + view + query)
			shows(t, p, want.has)
			hides(t, p, want.lacks)
		}
	}
	shows(t, anna.Get(desk+"/all?status=held&program="+second.ProgramID), "Nothing fits these filters")
	shows(t, anna.Get(desk+"/all?status=awaiting_approval&referrer="+first.ReferrerID), "Priya Raman")
	oldest, newest := anna.Get(desk).Text(), anna.Get(desk+"?order=newest").Text()
	if strings.Index(oldest, "Priya") > strings.Index(oldest, "Omar") || strings.Index(newest, "Priya") < strings.Index(newest, "Omar") {
		t.Error("the order isn't as asked for")
	}
}

func TestTheDeskIsPaged(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, name := range []string{"Priya Raman", "Omar Reyes", "Lena Vogt"} {
		h.waiting(name)
	}
	anna := h.SignedIn(h.anna)
	page := anna.Get(desk + "/all?limit=2")
	hides(t, page, "Priya Raman")
	next := ""
	for _, link := range page.Links() {
		if strings.Contains(link, "cursor=") {
			next = link
		}
	}
	second := anna.Get(next)
	shows(t, second, "Priya Raman", "Back to the start")
	if p := anna.Get(strings.Replace(next, "/all", "/held", 1)); p.Status != http.StatusBadRequest {
		t.Errorf("another list's cursor: %d", p.Status)
	}
}

func TestTheExportIsWhatIsFiltered(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	h.waiting("=Omar Reyes")
	anna := h.SignedIn(h.anna)
	read := func(path string) [][]string {
		t.Helper()
		p := anna.Get(path)
		if p.Status != http.StatusOK || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/csv") {
			t.Fatalf("%s: %d %s", path, p.Status, p.Header.Get("Content-Type"))
		}
		rows, err := csv.NewReader(strings.NewReader(p.Body)).ReadAll()
		h.Must(err)
		return rows
	}
	if rows := read(desk + ".csv"); len(rows) != 3 || rows[1][0] != w.ID || rows[1][6] != "200.00" || rows[1][7] != "EUR" {
		t.Errorf("%q", rows)
	}
	if rows := read(desk + "/all.csv?q=priya"); len(rows) != 2 || rows[1][2] != "Priya Raman" {
		t.Errorf("%q", rows)
	}
	if rows := read(desk + "/held.csv"); len(rows) != 1 {
		t.Errorf("%q", rows)
	}
}

func TestADeskInGerman(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	anna.Lang = "de"
	shows(t, anna.Get(desk), "Prämien freigeben", "200,00 €", "Vertrag liegt vor", "0 von 1 Freigaben", "entscheiden bis Fr., 10. Juli 2026")
	shows(t, anna.Get(desk+"/"+w.ID), "200,00 € für Kim Muster", "Wie der Betrag zustande kam", "Unter 1.000,00 € reicht eine Person")
	for _, deed := range []string{"approve", "hold", "reject"} {
		shows(t, anna.Get(desk+"/"+w.ID+"/"+deed), "Was geschehen wird", "Zurück, nichts tun")
	}
	shows(t, anna.Get(ticked(w)), "1 Prämie freigeben, 200,00 €")
}

func TestALateDecisionAndTheDelegate(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	_, err := h.App.Members.ChangeStaff(t.Context(), portaltest.Operator, h.ben.ID, app.DutiesInput{Roles: []string{"approver"}, Delegate: h.anna.ID})
	h.Must(err)
	h.after(14 * 24 * time.Hour)
	anna := h.SignedIn(h.anna)
	shows(t, anna.Get(desk), "late since Fri 10 Jul 2026", "You are the delegate of Ben Okoro")
	shows(t, anna.Get(desk+"/"+w.ID), "Late since", "The admins and the referrer heard of it")
	hides(t, h.SignedIn(h.ben).Get(desk), "You stand in for others")
}

func TestAShortageIsSaid(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := h.waiting("Priya Raman")
	anna := h.SignedIn(h.anna)
	do(anna, w, "approve", nil)
	h.Run()
	h.is(w, reward.Approved)
	shows(t, anna.Get(desk), "Approved and not paid, EUR", "€200.00 are missing", "Top up the Stripe balance")
	h.onboard()
	h.Must(h.Sandbox.TopUp(t.Context(), 100_000, "eur"))
	hides(t, anna.Get(desk), "are missing")
}
