package office_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// An empty installation shows what to do first, and no figure that nobody knows.
func TestOverviewOfAnEmptyInstallation(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.ok(d.admin, "/staff")
	says(t, p, "First steps", "Publish a program", "Bring your colleagues", "if you like", "Invite customers", "to do", "No introduction yet")
	hides(t, p, "%", "Nothing is late", "Money")
	for _, first := range []string{"/staff/programs/new", "/staff/members/new"} {
		if !slices.Contains(p.Links(), first) {
			t.Errorf("no way to %s, where nothing is there yet", first)
		}
	}
	_, err := d.App.Programs.Create(t.Context(), d.As(d.ada), app.ProgramInput{Draft: d.App.Programs.Defaults("Friends", "Europe/Berlin")})
	d.Must(err)
	d.Customer("Kim Muster")
	begun := d.ok(d.admin, "/staff")
	for _, there := range []string{"/staff/programs", "/staff/members"} {
		if !slices.Contains(begun.Links(), there) || slices.Contains(begun.Links(), there+"/new") {
			t.Errorf("the step doesn't lead to what is at %s already", there)
		}
	}
	d.admin.Lang = "de"
	says(t, d.ok(d.admin, "/staff"), "Erste Schritte", "Noch keine Empfehlung")
	rita := d.SignedIn(d.Staff("Rita Rep", aggregate.Rep))
	hides(t, d.ok(rita, "/staff"), "First steps", "Money")
	for _, wrong := range []string{"days=7", "days=x"} {
		if got := d.admin.Get("/staff?" + wrong).Status; got != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", wrong, got)
		}
	}
}

// The figures follow what happens, and each picture has its table.
func TestOverviewFigures(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	nora := d.Staff("Nora Berg", aggregate.Rep)
	kim := d.Customer("Kim Muster")
	program := d.Program(nora)
	r := d.Introduce(kim, program, nil)
	_, err := d.App.Referrals.RecordYes(t.Context(), d.As(nora), r.ID, app.RecordYes{
		Channel: "phone", Evidence: "She called and said yes.",
		Details: app.YesInput{Email: "priya@raman.org", Phone: "+493023125101", Wish: promise.Wish{Channels: []promise.Channel{promise.Phone}}},
	})
	d.Must(err)
	d.Run()
	p := d.ok(d.admin, "/staff")
	says(t, d.ok(d.admin, "/staff?days=30"), "Nothing is late", "No reward waits to be paid.")
	says(t, p, "Of 1 introduction in this time, 0 was won so far.", "Said yes", "said yes", "Promises kept 100%", "1 kept")
	hides(t, p, "First steps")
	if !slices.Contains(p.Links(), "/staff/introductions?status=agreed") {
		t.Error("no way to the introductions that stand there")
	}

	d.Clock.Advance(5 * 24 * time.Hour)
	d.Run()
	late := d.ok(d.SignedIn(nora), "/staff")
	says(t, late, "What is late", "Priya Raman", "promised a first contact")
	hides(t, late, "Money")
	if !slices.Contains(late.Links(), "/staff/follow-up?group=late") {
		t.Error("no way to the follow-up board")
	}
	// Whoever may not open the board isn't sent there.
	jana := d.ok(d.SignedIn(d.Staff("Jana Reviewer", aggregate.Reviewer)), "/staff")
	says(t, jana, "promised a first contact")
	if slices.Contains(jana.Links(), "/staff/follow-up?group=late") {
		t.Error("a reviewer is sent to the reps' board")
	}
	if !slices.Contains(late.Links(), "/staff/introductions/"+r.ID) {
		t.Error("no way to what is late")
	}
	otto := d.ok(d.SignedIn(d.Staff("Otto Other", aggregate.Rep)), "/staff")
	hides(t, otto, "Priya Raman")
	d.admin = d.SignedIn(d.ada)
	says(t, d.ok(d.admin, "/staff?days=30"), "Priya Raman")
}

// An approver sees what is owed, and that the balance doesn't cover it.
func TestOverviewMoney(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	anna, nora := d.Staff("Anna Approver", aggregate.Approver), d.Staff("Nora Berg", aggregate.Rep)
	r := d.Introduce(d.Customer("Kim Muster"), d.Program(nora), nil)
	_, err := d.App.Referrals.RecordYes(t.Context(), d.As(nora), r.ID, app.RecordYes{
		Channel: "phone", Evidence: "She called.", Details: app.YesInput{Email: "priya@raman.org"},
	})
	d.Must(err)
	_, err = d.App.Referrals.Win(t.Context(), d.As(nora), r.ID, app.WinReferral{
		ExternalID: "deal-1", Amount: money.Of(100_000, "eur"), Evidence: app.DealEvidence{Kind: "contract", Reference: "C-1"},
	})
	d.Must(err)
	d.Run()
	if d.Referral(r.ID).Status != referral.Won {
		t.Fatalf("the deal is %s", d.Referral(r.ID).Status)
	}
	says(t, d.ok(d.SignedIn(anna), "/staff"), "on hold", "€200.00", "Unpaid rewards by state")
	hides(t, d.ok(d.SignedIn(nora), "/staff"), "€200.00")
}

// A report of a broken promise leads to the page where it is answered.
func TestOverviewReports(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.Customer("Kim Muster")
	r := d.Introduce(kim, d.Program(d.Staff("Nora Berg", aggregate.Rep)), nil)
	_, err := d.App.Referrals.Report(t.Context(), d.As(kim), r.ID, app.ReportBreach{Kind: "not_as_promised", Words: "She was called at night."})
	d.Must(err)
	p := d.ok(d.admin, "/staff")
	says(t, p, "Reports without an answer 1", "Somebody says that the promise was broken.")
	if !slices.Contains(p.Links(), "/staff/review/reports") {
		t.Error("no way to the reports")
	}
}
