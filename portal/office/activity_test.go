package office_test

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
)

// The record names who did what to which, in the reader's language, and one's own
// action at once.
func TestActivityPage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	rita := d.Staff("Rita Rep", aggregate.Rep)
	r := d.Introduce(d.Customer("Kim Muster"), d.Program(rita), nil)
	p := d.ok(d.admin, "/staff/activity")
	says(t, p, "Kim Muster", "Introduced somebody", "Priya Raman", "Signed in", "Ada Admin", "Published it", "The operator")
	d.admin.Lang = "de"
	says(t, d.ok(d.admin, "/staff/activity"), "Jemanden empfohlen", "Angemeldet", "Veröffentlicht")
	d.admin.Lang = "en"

	one := d.ok(d.admin, "/staff/activity?document="+r.ID)
	says(t, one, "Introduced somebody", "Only the history of one thing: Introduction, Priya Raman.")
	hides(t, one, "Signed in")
	kims := d.ok(d.admin, "/staff/activity?actor="+r.ReferrerID)
	says(t, kims, "Kim Muster", "Introduced somebody")
	hides(t, kims, "Published it")
	if !strings.Contains(kims.Body, `<option value="`+r.ReferrerID+`" selected>Kim Muster</option>`) {
		t.Error("whose record it is can't be seen at the filter")
	}
	adas := d.ok(d.admin, "/staff/activity?noun=session&actor="+d.ada.ID)
	says(t, adas, "Signed in", "by the mailed link")
	hides(t, adas, "Made the key", "mail_link")
	says(t, d.ok(d.admin, "/staff/activity?noun=reward&actor="+d.ada.ID), "Nothing fits these filters")
	says(t, d.ok(d.admin, "/staff/activity?from=2026-06-03&to=2026-06-01"), "The last day lies before the first one.")
	newest, oldest := d.ok(d.admin, "/staff/activity?noun=program").Body, d.ok(d.admin, "/staff/activity?noun=program&order=oldest").Body
	before := func(body string) bool {
		return strings.LastIndex(body, "Published it") < strings.LastIndex(body, "Made the program")
	}
	if before(newest) == before(oldest) {
		t.Error("the list doesn't turn round")
	}
	programs := d.ok(d.admin, "/staff/activity?noun=program")
	says(t, programs, "Published it", "What was done")
	hides(t, programs, "Introduced somebody")
	says(t, d.ok(d.admin, "/staff/activity?noun=program&verb=archived"), "Nothing fits these filters")
	says(t, d.ok(d.admin, "/staff/activity?noun=program&verb=submit"), "Published it") // another kind's verb is dropped
	says(t, d.ok(d.admin, "/staff/activity?from=2026-06-02&to=2026-06-02"), "Introduced somebody")
	says(t, d.ok(d.admin, "/staff/activity?to=2026-06-01"), "Nothing fits these filters")
	for _, wrong := range []string{"from=yesterday", "noun=ghost", "limit=1000"} {
		if got := d.admin.Get("/staff/activity?" + wrong).Status; got != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", wrong, got)
		}
	}
}

// Parts of the list follow each other under the same filter; the file has them all.
func TestActivityParts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, name := range []string{"Acme", "Beta", "=cmd()"} {
		_, err := d.App.Companies.Upsert(t.Context(), d.As(d.ada), app.CompanyInput{Name: name, State: "customer"})
		d.Must(err)
	}
	seen := map[string]bool{}
	path := "/staff/activity?noun=company&limit=1"
	for range 3 {
		p := d.ok(d.admin, path)
		for _, name := range []string{"Acme", "Beta", "=cmd()"} {
			seen[name] = seen[name] || p.Has(name)
		}
		path = ""
		for _, l := range p.Links() {
			if strings.Contains(l, "cursor=") && !strings.Contains(l, ".csv") {
				path = l
			}
		}
		if path == "" {
			break
		}
		if u, err := url.Parse(path); err != nil || u.Query().Get("noun") != "company" {
			t.Errorf("the next part is %s", path)
		}
	}
	if len(seen) != 3 || !seen["Acme"] || !seen["Beta"] || !seen["=cmd()"] || path != "" {
		t.Errorf("seen %v, then %q", seen, path)
	}
	file := d.admin.Get("/staff/activity.csv?noun=company")
	rows, err := csv.NewReader(strings.NewReader(file.Body)).ReadAll()
	d.Must(err)
	if len(rows) != 4 || rows[0][0] != "at" || rows[1][1] != "staff" || rows[1][2] != d.ada.ID || rows[1][4] != "created" || rows[1][5] != "company" {
		t.Errorf("the file: %v", rows)
	}
}
