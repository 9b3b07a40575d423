package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/portaltest"
)

func TestIntroductions(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.SignedIn(s.rep)
	has(t, b.Get("/staff/introductions"), "No introductions yet", "Type one for a customer")
	s.agreed("Priya Raman")
	s.Clock.Advance(1e9)
	s.toReview("Tom Becker")
	all := b.Get("/staff/introductions")
	has(t, all, "Priya Raman", "said yes", "Tom Becker", "to review", "Sam Roth", "Kim Muster")
	if strings.Index(all.Text(), "Tom Becker") > strings.Index(all.Text(), "Priya Raman") {
		t.Error("the newest isn't first")
	}
	for query, want := range map[string][2]string{
		"status=agreed":                            {"Priya Raman", "Tom Becker"},
		"status=in_follow_up":                      {"Priya Raman", "Tom Becker"},
		"status=in_review&program=" + s.program.ID: {"Tom Becker", "Priya Raman"},
		"status=agreed&rep=" + s.rep.ID:            {"Priya Raman", "Tom Becker"},
		"rep=" + s.rep.ID + "&program=" + s.program.ID + "&status=agreed": {"Priya Raman", "Tom Becker"},
		"q=becker": {"Tom Becker", "Priya Raman"},
		"q=priya&status=agreed&program=" + s.program.ID: {"Priya Raman", "Tom Becker"},
		"limit=1":              {"Tom Becker", "Priya Raman"},
		"limit=1&order=oldest": {"Priya Raman", "Tom Becker"},
	} {
		p := b.Get("/staff/introductions?" + query)
		main := p.Text()
		if !strings.Contains(main, want[0]) || strings.Contains(main, want[1]) {
			t.Errorf("%s: %d %s", query, p.Status, main)
		}
	}
	has(t, b.Get("/staff/introductions?status=won"), "Nothing fits these filters")
	file := b.Get("/staff/introductions?status=agreed&format=csv")
	if !strings.Contains(file.Body, "Priya Raman") || strings.Contains(file.Body, "Tom Becker") {
		t.Errorf("not what was filtered:\n%s", file.Body)
	}
	if p := b.Get("/staff/introductions?cursor=nonsense"); p.Status != http.StatusBadRequest {
		t.Errorf("a bad cursor: %d", p.Status)
	}
	b.Lang = "de"
	has(t, b.Get("/staff/introductions"), "Empfehlungen", "hat Ja gesagt", "zu prüfen")
}

// The page of an introduction has words for every state that it comes through.
func TestIntroductionInEveryState(t *testing.T) {
	t.Parallel()
	for name, from := range map[string]func(*scene) *referral.Referral{
		"awaiting_yes": awaiting, "agreed": agreed, "lost": lost, "needs_info": bounced, "won": paid,
		"in_review": func(s *scene) *referral.Referral { return s.toReview("Priya Raman") },
		"declined": func(s *scene) *referral.Referral {
			r := s.toReview("Priya Raman")
			_, err := s.App.Referrals.Decline(s.T.Context(), s.As(s.nora), r.ID, app.DeclineReferral{Code: "duplicate", Reason: "We know her."})
			s.Must(err)
			return r
		},
		"queued": func(s *scene) *referral.Referral {
			s.agreed("Priya Raman")
			return s.Introduce(s.Customer("Eva Neu"), s.program, person("Priya Raman", "raman-logistics.de"))
		},
		"deferred": func(s *scene) *referral.Referral {
			r := s.agreed("Priya Raman")
			_, err := s.App.Referrals.Defer(s.T.Context(), s.As(s.rep), r.ID, app.DeferReferral{Until: s.Clock.Now().AddDate(0, 1, 0)})
			s.Must(err)
			return r
		},
		"refused": func(s *scene) *referral.Referral {
			r := s.awaiting("Priya Raman")
			_, err := s.App.Referrals.RecordNo(s.T.Context(), s.As(s.rep), r.ID, app.Reasoned{Reason: "No."})
			s.Must(err)
			return r
		},
		"stopped": func(s *scene) *referral.Referral {
			r := s.agreed("Priya Raman")
			_, err := s.App.Referrals.RecordNo(s.T.Context(), s.As(s.rep), r.ID, app.Reasoned{Reason: "No."})
			s.Must(err)
			return r
		},
		"met": func(s *scene) *referral.Referral {
			r := s.agreed("Priya Raman")
			_, err := s.App.Referrals.Meet(s.T.Context(), s.As(s.rep), r.ID, app.HoldMeeting{})
			s.Must(err)
			return r
		},
		"in_contact": func(s *scene) *referral.Referral {
			r := s.agreed("Priya Raman")
			_, err := s.App.Referrals.RecordContact(s.T.Context(), s.As(s.rep), r.ID, app.RecordContact{Channel: promise.Email, Outcome: referral.Reached, Note: "Nice talk."})
			s.Must(err)
			return r
		},
		"withdrawn": func(s *scene) *referral.Referral {
			r := s.awaiting("Priya Raman")
			_, err := s.App.Referrals.Withdraw(s.T.Context(), s.As(s.kim), r.ID, app.Remarked{Reason: "She changed jobs."})
			s.Must(err)
			return r
		},
		"lapsed": func(s *scene) *referral.Referral {
			r := s.awaiting("Priya Raman")
			s.Clock.Advance(60 * 24 * 3600e9)
			s.Run()
			return r
		},
		"to_confirm": func(s *scene) *referral.Referral {
			done, err := s.App.Referrals.Submit(s.T.Context(), s.As(s.rep), app.SubmitReferral{ProgramID: s.program.ID, ReferrerID: s.kim.ID, Answers: whole("Priya Raman")})
			s.Must(err)
			return done.Doc
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			r := from(s)
			s.Run()
			if got := s.status(r); string(got) != name {
				t.Fatalf("it is %s", got)
			}
			b := s.SignedIn(s.rep)
			for _, lang := range []string{"en", "de"} {
				b.Lang = lang
				p := b.Get("/staff/introductions/" + r.ID)
				if p.Status != http.StatusOK || strings.Contains(p.Text(), "{{") || strings.Contains(p.Text(), "<nil>") {
					t.Errorf("%s: %d %s", lang, p.Status, p.Text())
				}
			}
			b.Lang = "en"
			has(t, b.Get("/staff/introductions/"+r.ID), "Priya Raman", "Who did what", "What was promised, and what happened")
		})
	}
}

func whole(name string) map[string]any {
	answers := person(name, "raman-logistics.de")
	answers["company"], answers["source"], answers["told"] = "Raman Logistics", "peers_outside", "yes"
	return answers
}

// What is erased is gone from the page, and the page stays.
func TestIntroductionErased(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.awaiting("Priya Raman")
	_, err := s.App.Referrals.RecordNo(t.Context(), s.As(s.rep), r.ID, app.Reasoned{Reason: "No."})
	s.Must(err)
	s.Clock.Advance(400 * 24 * 3600e9)
	s.Run()
	if s.Referral(r.ID).ErasedMS == 0 {
		t.Fatal("not erased")
	}
	b := s.SignedIn(s.rep)
	for _, at := range []string{"/staff/introductions", "/staff/introductions/" + r.ID} {
		p := b.Get(at)
		has(t, p, "A person whose details are deleted")
		lacks(t, p, "Priya", "raman-logistics")
	}
}

func TestTypedForACustomer(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.SignedIn(s.rep)
	has(t, b.Get("/staff/introductions/new"), "First find the customer")
	has(t, b.Get("/staff/introductions/new?q=nobodyhere"), "We found nobody by these words")
	found := b.Get("/staff/introductions/new?q=kim")
	has(t, found, "Kim Muster", "kim.muster@lumen.org")
	part := b.Part("/staff/introductions/new?q=kim", nil)
	if strings.Contains(part.Body, "<html") || !strings.Contains(part.Body, "Kim Muster") {
		t.Errorf("a part: %s", part.Body)
	}
	lacks(t, b.Get("/staff/introductions/new?q=roth"), "Sam Roth,") // staff can't introduce

	at := "/staff/introductions/new?member=" + s.kim.ID
	form := b.Get(at)
	has(t, form, "For Kim Muster", "gets one mail", "Our promise", "Who do you have in mind?")
	post := "/staff/introductions/new?member=" + s.kim.ID + "&program=" + s.program.ID
	wrong := sendTo(b, at, post, url.Values{"name": {"Priya Raman"}, "email": {"not an address"}})
	if wrong.Status != http.StatusUnprocessableEntity || wrong.Value("name") != "Priya Raman" {
		t.Errorf("mistyped: %d", wrong.Status)
	}
	typed := url.Values{}
	for name, value := range whole("Priya Raman") {
		typed.Set(name, value.(string))
	}
	p := sendTo(b, at, post, typed)
	if p.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	has(t, b.Get(p.Location), "gets a mail to confirm", "to be confirmed", "Kim Muster has to confirm it")
	another := wrong.Form(post)
	for name, value := range whole("Ute Sommer") {
		another.Set(name, value.(string))
	}
	b.Post(post, another)
	another.Set("name", "Tom Becker") // back to the form that was sent
	if p := b.Post(post, another); p.Status != http.StatusUnprocessableEntity || p.Value("name") != "Tom Becker" || !p.Has("sent before with other words") {
		t.Errorf("another person by the same form: %d, %q", p.Status, p.Value("name"))
	}
	s.Run()
	mail, ok := s.Mails.Last("confirm_submission")
	if !ok {
		t.Fatal("no mail to the customer")
	}
	if got := mail.Lines[len(mail.Lines)-1].Key; got != "promise.line.reward.referrer" {
		t.Errorf("the mail promises %s, where the program has a reward", got)
	}
	nora := s.SignedIn(s.nora)
	has(t, nora.Get("/staff/review/to-confirm"), "Priya Raman", "Ends on")
	if got := s.SignedIn(s.ada).Get("/staff/introductions/new"); got.Status != http.StatusForbidden {
		t.Errorf("an approver: %d", got.Status)
	}
	if got := b.Get("/staff/introductions/new?member=" + s.rep.ID); got.Status != http.StatusConflict {
		t.Errorf("for staff: %d", got.Status)
	}
}

// sendTo sends the form of one page to another address.
func sendTo(b *portaltest.Browser, page, action string, typed url.Values) *portaltest.Page {
	form := b.Get(page).Form(action)
	for name, values := range typed {
		form[name] = values
	}
	return b.Post(action, form)
}

func TestTypedForOneOfSeveralPrograms(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Program(s.rep, func(terms *program.Terms) { terms.Name = "Second" })
	b := s.SignedIn(s.nora)
	p := b.Get("/staff/introductions/new?member=" + s.kim.ID)
	has(t, p, "Which program is it for?", "Northline", "Second")
	has(t, b.Get("/staff/introductions/new?member="+s.kim.ID+"&program="+s.program.ID), "For Kim Muster")
}

func TestReports(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.agreed("Priya Raman")
	_, err := s.App.Referrals.Report(t.Context(), s.As(s.kim), r.ID, app.ReportBreach{Kind: "not_as_promised", Words: "She was called twice."})
	s.Must(err)
	nora, rep := s.SignedIn(s.nora), s.SignedIn(s.rep)
	at := "/staff/introductions/" + r.ID + "/reports/1"
	queue := nora.Get("/staff/review/reports")
	has(t, queue, "Priya Raman", "Reported on")
	if !links(queue, at) {
		t.Errorf("the queue doesn't lead to the report: %v", queue.Links())
	}
	has(t, rep.Get(at), "Somebody who had no part in it answers", "She was called twice.")
	has(t, rep.Post(at, url.Values{"upheld": {"upheld"}, "reason": {"Sorry."}}), "had no part in it")
	if s.Referral(r.ID).Breaches[0].AnsweredMS != 0 {
		t.Fatal("answered by who worked on it")
	}
	has(t, nora.Get(at), "Was the promise broken?", "Kim Muster")
	if p := send(nora, at, url.Values{"upheld": {"upheld"}}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", p.Status)
	}
	if p := send(nora, at, url.Values{"upheld": {"perhaps"}, "reason": {"Hm."}}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("another answer: %d", p.Status)
	}
	stale := nora.Get(at).Form(at)
	ada := s.SignedIn(s.ada)
	has(t, ada.Follow(at, url.Values{"upheld": {"not_upheld"}, "reason": {"She had asked for it."}}), "is answered", "The promise was kept", "She had asked for it.")
	stale.Set("upheld", "upheld")
	stale.Set("reason", "Sorry.")
	has(t, nora.Post(at, stale), "somebody was quicker", "She had asked for it.", "What you had typed", "Sorry.")
	if b := s.Referral(r.ID).Breaches[0]; b.Upheld {
		t.Error("answered twice")
	}
	has(t, nora.Get("/staff/review/reports"), "No open reports")
	for _, n := range []string{"0", "2", "x", "-1"} {
		if p := nora.Get("/staff/introductions/" + r.ID + "/reports/" + n); p.Status != http.StatusNotFound {
			t.Errorf("report %s: %d", n, p.Status)
		}
	}
	nora.Lang = "de"
	has(t, nora.Get(at), "Nicht wie versprochen", "Das Versprechen wurde gehalten")
}

// A reviewer is a rep too where one person does both, and an admin does all.
func TestAdminDoesAll(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.toReview("Priya Raman")
	b := s.SignedIn(s.Staff("Ann Chef", aggregate.Admin))
	p := b.Get("/staff/introductions/" + r.ID)
	if !links(p, "/staff/review/"+r.ID) || !links(p, "/staff/introductions/"+r.ID+"/decline") {
		t.Error("an admin isn't led to the decision")
	}
	b.Follow("/staff/introductions/"+r.ID+"/decline", url.Values{"code": {"other"}, "reason": {"We are full."}})
	if got := s.status(r); got != referral.Declined {
		t.Error(got)
	}
}
