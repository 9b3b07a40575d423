package programs_test

import (
	"net/url"
	"slices"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
)

// set changes one value of a section and saves it.
func (d desk) set(t *testing.T, id, section, control, value string) {
	t.Helper()
	at := "/staff/programs/" + id + "/edit/" + section
	values := sent(t, d.Get(at), at)
	values.Set(control, value)
	if page := d.Post(at, values); page.Status != 303 {
		t.Fatalf("%s: %d %s", control, page.Status, page.Text())
	}
}

// A draft is published from a page that says what changes and for whom; what was
// published before stays readable, and open introductions stay under it.
func TestPublishing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	d.Introduce(d.Customer("Kim Muster"), p, nil)
	at := "/staff/programs/" + p.ID
	if page := d.Get(at + "/publish"); !page.Has("Nothing to publish") || page.Has("Publish revision 2 Cancel") {
		t.Error(page.Text())
	}
	d.set(t, p.ID, "basics", "team", "The Northline team")
	if page := d.Get(at); !page.Has("1 change not published") || !page.Has("The calendar has no holidays") {
		t.Error(page.Text())
	}
	page := d.Get(at + "/publish")
	for _, words := range []string{"1 clause differs", "Northline → After: The Northline team", "1 open introduction stays under revision 1", "New introductions live under revision 2", "The calendar has no holidays"} {
		if !page.Has(words) {
			t.Errorf("no %q in %s", words, page.Text())
		}
	}
	stale := sent(t, page, at+"/publish")
	stale.Set("revision", "1")
	if page := d.Follow(at+"/publish", stale); !page.Has("Somebody changed this program meanwhile") {
		t.Error(page.Text())
	}
	values := sent(t, d.Get(at+"/publish"), at+"/publish")
	if page := d.Follow(at+"/publish", values); !page.Has("Revision 2 is published") {
		t.Error(page.Text())
	}
	if again := d.Post(at+"/publish", values); again.Status != 303 || d.draft(p.ID).Published != 2 {
		t.Errorf("sent twice: %d, revision %d", again.Status, d.draft(p.ID).Published)
	}
	if page := d.Get(at + "/revisions/1"); !page.Has("Revision 1") || page.Has("The Northline team") || !page.Has("You get €200.00 if they buy.") {
		t.Error(page.Text())
	}
	if page := d.Get(at + "/revisions/2"); !page.Has("The Northline team") || !page.Has("by Nora Berg") {
		t.Error(page.Text())
	}
	if page := d.Get(at + "/changes?from=1&to=2"); !page.Has("Northline → After: The Northline team") {
		t.Error(page.Text())
	}
	d.Lang = "de"
	if page := d.Get(at + "/changes?from=2&to=1"); !page.Has("1 Punkt ist anders") || !page.Has("The Northline team → Nachher: Northline") {
		t.Error(page.Text())
	}
}

// The first revision has nothing to compare with.
func TestFirstPublishing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.Staff("Ada Rev", aggregate.Reviewer)
	values := sent(t, d.Get("/staff/programs/new"), "/staff/programs")
	values.Set("name", "First")
	at := d.Post("/staff/programs", values).Location
	if page := d.Get(at + "/changes"); page.Status != 404 {
		t.Errorf("%d", page.Status)
	}
	page := d.Get(at + "/publish")
	for _, words := range []string{"The first revision", "There is no reward", "Who do you have in mind?", "You write first.", "The person, German", "Nobody is there yet who could introduce somebody."} {
		if !page.Has(words) {
			t.Errorf("no %q in %s", words, page.Text())
		}
	}
	if !slices.Contains(page.Links(), "/staff/members/new") {
		t.Errorf("no way to where people are added: %v", page.Links())
	}
	d.Customer("Kim Muster")
	if page := d.Get(at); page.Has("Nobody is there yet") {
		t.Error(page.Text())
	}
	if page := d.Follow(at+"/publish", sent(t, page, at+"/publish")); !page.Has("Revision 1 is published") || !page.Has("Published") {
		t.Error(page.Text())
	}
}

// A program ends only when somebody says so, and is readable afterwards.
func TestEnding(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	at := "/staff/programs/" + p.ID
	d.set(t, p.ID, "basics", "team", "The Northline team")
	values := sent(t, d.Get(at+"/end"), at+"/end")
	if page := d.Post(at+"/end", values); page.Status != 422 {
		t.Errorf("without a choice: %d", page.Status)
	}
	if page := d.Post(at+"/end", url.Values{"sure": {"no"}}); page.Status != 303 || d.draft(p.ID).State != program.Published {
		t.Errorf("a no: %d, %s", page.Status, d.draft(p.ID).State)
	}
	values.Set("sure", "yes")
	if page := d.Follow(at+"/end", values); !page.Has("This program has ended") || page.Has("Publish") || page.Has("not published") {
		t.Error(page.Text())
	}
	if page := d.Get(at + "/edit/basics"); page.Status != 200 || page.Has("Save the draft") {
		t.Error(page.Text())
	}
	if page := d.Post(at+"/edit/basics", sent(t, d.Get(at+"/edit/basics"), at+"/edit/basics")); page.Status != 409 {
		t.Errorf("an edit of an ended program: %d", page.Status)
	}
}

// Two who edit at once: the second is shown what the first changed, keeps what
// they typed, and overwrites nothing unseen.
func TestEditingMeanwhile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	at := "/staff/programs/" + p.ID + "/edit/promise"
	mine := sent(t, d.Get(at), at)
	other := desk{Kit: d.Kit, Browser: d.SignedIn(d.Staff("Ada Lund", aggregate.Admin))}
	other.set(t, p.ID, "promise", "person_days", "30")

	mine.Set("attempts_max", "2")
	page := d.Post(at, mine)
	if page.Status != 412 || !page.Has("Ada Lund saved these changes here") || !page.Has("21 → ") || !page.Has("30") {
		t.Fatalf("%d %s", page.Status, page.Text())
	}
	again := sent(t, page, at)
	if again.Get("attempts_max") != "2" || again.Get("person_days") != "30" {
		t.Errorf("typed 2 and theirs 30, shown %s and %s", again.Get("attempts_max"), again.Get("person_days"))
	}
	if page := d.Post(at, again); page.Status != 303 {
		t.Errorf("%d %s", page.Status, page.Text())
	}
	if now := d.draft(p.ID).Draft.Promise; now.Attempts.Max != 2 || now.PersonDays != 30 {
		t.Errorf("%+v", now)
	}

	mine = sent(t, d.Get(at), at)
	other.set(t, p.ID, "basics", "team", "Us")
	mine.Set("attempts_max", "3")
	if page := d.Post(at, mine); page.Status != 412 || !page.Has("another part of it") {
		t.Errorf("%d %s", page.Status, page.Text())
	}
}

// A mistake in a form that was read too early doesn't make it a fresh one.
func TestMistakesKeepTheRevision(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.Program(d.rep)
	at := "/staff/programs/" + p.ID + "/edit/promise"
	mine := sent(t, d.Get(at), at)
	other := desk{Kit: d.Kit, Browser: d.SignedIn(d.Staff("Ada Lund", aggregate.Admin))}
	other.set(t, p.ID, "promise", "person_days", "30")
	mine.Set("attempts_max", "many")
	again := sent(t, d.Post(at, mine), at)
	again.Set("attempts_max", "4")
	if page := d.Post(at, again); page.Status != 412 {
		t.Errorf("it passed over the other's change: %d", page.Status)
	}
	for _, junk := range []string{"", "{", `{"person_days":[]}`, "null", `{"answer_count":["x"]}`} {
		again.Set("seen", junk)
		if page := d.Post(at, again); page.Status != 412 {
			t.Errorf("seen %q: %d", junk, page.Status)
		}
	}
}
