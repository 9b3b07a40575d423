package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/referral"
)

func TestReviewQueue(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.SignedIn(s.nora)
	has(t, b.Get("/staff/review"), "Nothing to review", "Everybody has their answer")

	first := s.toReview("Priya Raman")
	s.Clock.Advance(time.Hour)
	s.toReview("Jonas Albrecht von und zu Weißenburg-Hohenstein")
	p := b.Get("/staff/review")
	has(t, p, "To review 2 Waiting", "Priya Raman", "From Kim Muster", "Own company", "Answer by", "Jonas Albrecht")
	if strings.Index(p.Text(), "Priya") > strings.Index(p.Text(), "Jonas") {
		t.Error("the oldest isn't first")
	}
	if !links(p, "/staff/review/"+first.ID) || !links(p, "/staff/review/"+first.ID+"/accept") {
		t.Error("no way to decide")
	}
	newest := b.Get("/staff/review?order=newest")
	if strings.Index(newest.Text(), "Priya") < strings.Index(newest.Text(), "Jonas") {
		t.Error("the newest isn't first")
	}
	lacks(t, p, "late")
	s.Clock.Advance(5 * 24 * time.Hour)
	has(t, s.SignedIn(s.nora).Get("/staff/review"), "late")
	b = s.SignedIn(s.nora)

	has(t, b.Get("/staff/review?q=priya"), "Priya Raman")
	lacks(t, b.Get("/staff/review?q=priya"), "Jonas")
	has(t, b.Get("/staff/review?q=nobody&program="+s.program.ID), "Nothing fits these filters")
	has(t, b.Get("/staff/review?q=%3F"), "Nothing fits these filters")
	has(t, b.Get("/staff/introductions?q=%3F"), "Nothing fits these filters")
	has(t, b.Get("/staff/introductions/new?q=%3F"), "We found nobody by these words")
	paged := b.Get("/staff/review?limit=1")
	has(t, paged, "Priya Raman", "Next")
	lacks(t, paged, "Jonas")
	b.Lang = "de"
	has(t, b.Get("/staff/review"), "Zu prüfen", "Von Kim Muster", "zu spät")
}

func TestReviewQueueAsFile(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.toReview("Priya Raman")
	s.toReview("Tom Becker")
	b := s.SignedIn(s.nora)
	p := b.Get("/staff/review?q=priya&format=csv")
	if !strings.HasPrefix(p.Header.Get("Content-Type"), "text/csv") || !strings.Contains(p.Body, "Priya Raman,Raman Logistics,priya@lumen.org") || strings.Contains(p.Body, "Tom Becker") {
		t.Errorf("not what was filtered:\n%s", p.Body)
	}
	if got := b.Get("/staff/review?q=%21&format=csv"); got.Status == http.StatusOK {
		t.Error("a search for nothing gave a file")
	}
}

func TestReviewItem(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.toReview("Priya Raman")
	b := s.SignedIn(s.nora)
	p := b.Get("/staff/review/" + r.ID)
	has(t, p, "Priya Raman still plans every route on paper", "priya@lumen.org", "Own company", "of 100", "rules passed",
		"first introduction by this referrer", "Accept Priya Raman?", "Ask Kim Muster", "Decline Priya Raman", "promised an answer by")
	b.Lang = "de"
	has(t, b.Get("/staff/review/"+r.ID), "Priya Raman annehmen?", "Kim Muster fragen", "Was die Prüfungen ergaben")
	if got := b.Get("/staff/review/ref_missing"); got.Status != http.StatusNotFound {
		t.Errorf("missing: %d", got.Status)
	}
	if got := b.Get("/staff/review/" + r.ID + "/eat"); got.Status != http.StatusNotFound {
		t.Errorf("an unknown action: %d", got.Status)
	}
}

func TestReviewDecisions(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	one, two, three := s.toReview("Priya Raman"), s.toReview("Tom Becker"), s.toReview("Ute Sommer")
	b := s.SignedIn(s.nora)

	// Accepting takes a tick, and leads to the next.
	at := "/staff/review/" + one.ID + "/accept"
	again := send(b, at, url.Values{"note": {"Known company."}})
	if again.Status != http.StatusUnprocessableEntity || again.Value("note") != "Known company." {
		t.Errorf("without a tick: %d", again.Status)
	}
	has(t, again, "One thing needs another look")
	if got := s.status(one); got != referral.InReview {
		t.Fatalf("accepted without a tick: %s", got)
	}
	done := send(b, at, url.Values{"sure": {"yes"}})
	if done.Status != http.StatusSeeOther || done.Location != "/staff/review/"+two.ID {
		t.Fatalf("%d to %s", done.Status, done.Location)
	}
	has(t, b.Get(done.Location), "Priya Raman is accepted", "Tom Becker")
	if got := s.status(one); got != referral.AwaitingYes {
		t.Errorf("accepted: %s", got)
	}

	at = "/staff/review/" + two.ID + "/ask"
	if got := send(b, at, nil); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("an empty question: %d", got.Status)
	}
	if got := send(b, at, url.Values{"question": {"   \t "}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a question of blanks: %d", got.Status)
	}
	done = send(b, at, url.Values{"question": {"How do you know Tom?"}})
	if done.Location != "/staff/review/"+three.ID || s.status(two) != referral.NeedsInfo {
		t.Errorf("asked: to %s, %s", done.Location, s.status(two))
	}
	has(t, b.Get("/staff/review/waiting"), "Tom Becker", "Ends on")

	at = "/staff/review/" + three.ID + "/decline"
	if got := send(b, at, url.Values{"reason": {"We don't work with agencies."}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("without a code: %d", got.Status)
	}
	done = send(b, at, url.Values{"code": {"not_a_fit"}, "reason": {"We don't work with agencies."}})
	if done.Location != "/staff/review" || s.status(three) != referral.Declined {
		t.Errorf("declined: to %s, %s", done.Location, s.status(three))
	}
	has(t, b.Get(done.Location), "Ute Sommer is declined", "Nothing to review")
}

func TestReviewByTwo(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.toReview("Priya Raman")
	other := s.Staff("Olaf Kern", aggregate.Reviewer)
	first, second := s.SignedIn(s.nora), s.SignedIn(other)
	at := "/staff/review/" + r.ID + "/decline"
	stale := second.Get(at).Form(at)
	accept := "/staff/review/" + r.ID + "/accept"
	if got := send(first, accept, url.Values{"sure": {"yes"}}); got.Status != http.StatusSeeOther {
		t.Fatal(got.Status)
	}
	stale.Set("code", "other")
	stale.Set("reason", "Too late.")
	// It can still be declined, so the words stand in the form as it is now.
	p := second.Post(at, stale)
	has(t, p, "somebody was quicker", "Accepted", "Nora Berg")
	if got := s.status(r); p.Status != http.StatusPreconditionFailed || p.Value("reason") != "Too late." || got != referral.AwaitingYes {
		t.Errorf("decided twice: %d, %s, %q is typed", p.Status, got, p.Value("reason"))
	}
	if got := second.Get(accept); got.Location != "/staff/review/"+r.ID {
		t.Errorf("the page of a decision that is over: %d to %s", got.Status, got.Location)
	}

	// A page that isn't stale but whose state is over gets the other words.
	fresh := url.Values{"sure": {"yes"}}
	lapsed := s.toReview("Tom Becker")
	_, err := s.App.Referrals.Ask(t.Context(), s.As(s.nora), lapsed.ID, app.Reasoned{Reason: "Who is it?"})
	s.Must(err)
	p = second.Follow("/staff/review/"+lapsed.ID+"/accept", fresh)
	has(t, p, "it has moved on meanwhile")

	// What can't be decided any more leaves the words to be read and copied.
	_, err = s.App.Referrals.Decline(t.Context(), s.As(s.nora), lapsed.ID, app.DeclineReferral{Code: "other", Reason: "Nobody answers."})
	s.Must(err)
	p = second.Post("/staff/review/"+lapsed.ID+"/ask", url.Values{"question": {"How do you know <b>Tom</b>?"}})
	has(t, p, "it has moved on meanwhile", "What you had typed", "How do you know <b>Tom</b>?", "Nora Berg")
	if p.Status != http.StatusConflict || len(p.Form("/staff/review/"+lapsed.ID+"/ask")) > 0 {
		t.Errorf("a question after a decline: %d", p.Status)
	}
}

// What a reviewer asked, and what the referrer wrote back, stands before the next
// decision.
func TestReviewAfterAnAnswer(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.toReview("Priya Raman")
	lacks(t, s.SignedIn(s.nora).Get("/staff/review/"+r.ID), "A question, and its answer")
	_, err := s.App.Referrals.Ask(t.Context(), s.As(s.nora), r.ID, app.Reasoned{Reason: "The plant or the head office?"})
	s.Must(err)
	_, err = s.App.Referrals.Answer(t.Context(), s.As(s.kim), r.ID, app.AnswerReferral{Words: "The plant."})
	s.Must(err)
	has(t, s.SignedIn(s.nora).Get("/staff/review/"+r.ID), "A question, and its answer", "The plant or the head office?", "The plant.")
}

func TestReviewAppeal(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.toReview("Priya Raman")
	_, err := s.App.Referrals.Decline(t.Context(), s.As(s.nora), r.ID, app.DeclineReferral{Code: "too_vague", Reason: "Say more."})
	s.Must(err)
	_, err = s.App.Referrals.Appeal(t.Context(), s.As(s.kim), r.ID, app.Reasoned{Reason: "She asked me for you by name."})
	s.Must(err)
	b := s.SignedIn(s.nora)
	has(t, b.Get("/staff/review"), "second look")
	p := b.Get("/staff/review/" + r.ID)
	has(t, p, "Somebody else decides this one", "She asked me for you by name.", "Say more.")
	lacks(t, p, "Accept and go to the next")
	p = b.Follow("/staff/review/"+r.ID+"/accept", url.Values{"sure": {"yes"}})
	has(t, p, "You declined it before")
	other := s.SignedIn(s.Staff("Olaf Kern", aggregate.Reviewer))
	if got := send(other, "/staff/review/"+r.ID+"/accept", url.Values{"sure": {"yes"}}); got.Status != http.StatusSeeOther || s.status(r) != referral.AwaitingYes {
		t.Errorf("somebody else: %d, %s", got.Status, s.status(r))
	}
}

func TestReviewIsForReviewers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.toReview("Priya Raman")
	rep := s.SignedIn(s.rep)
	for _, address := range []string{"/staff/review", "/staff/review/waiting", "/staff/review/reports", "/staff/review/to-confirm", "/staff/review/" + r.ID, "/staff/review/" + r.ID + "/accept"} {
		if got := rep.Get(address); got.Status != http.StatusForbidden || !got.Has("not for your role") {
			t.Errorf("%s to a rep: %d", address, got.Status)
		}
	}
	if got := rep.Post("/staff/review/"+r.ID+"/accept", url.Values{"sure": {"yes"}}); got.Status != http.StatusForbidden {
		t.Errorf("a rep decided: %d", got.Status)
	}
	if got := s.SignedIn(s.kim).Get("/staff/review"); got.Status != http.StatusForbidden {
		t.Errorf("a referrer: %d", got.Status)
	}
	if got := s.Browser().Get("/staff/review"); got.Status != http.StatusSeeOther {
		t.Errorf("nobody: %d", got.Status)
	}
	if got := s.status(r); got != referral.InReview {
		t.Error(got)
	}
}
