package bridge_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/portal/portaltest"
)

// expansionReview has reviewers look at people from known customers.
func expansionReview(t *program.Terms) { t.Vetting.Expansion = vetting.Review }

// known makes Raman Logistics a customer, so that its people go to review.
func (k *kit) known() {
	k.T.Helper()
	_, err := k.App.Companies.Upsert(k.T.Context(), portaltest.Operator, app.CompanyInput{ExternalID: "raman", Name: "Raman Logistics", Domains: []string{"raman-logistics.org"}, State: "customer"})
	k.Must(err)
}

func TestConfirmWhatStaffTyped(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.typed(k.program(), map[string]any{"why": `<script>alert(1)</script> They lose an hour each day.`})
	_, path := k.Mail("confirm_submission")
	v := k.visitor("en")
	k.wants(v.open(path), 200, "Is this your introduction of Priya Raman?", "waiting for you")
	p := v.open(path + "/confirm")
	k.wants(p, 200, "Raman Logistics", "&lt;script&gt;alert(1)&lt;/script&gt;", "Our promise")
	if strings.Contains(p.Body, "<script>alert") {
		t.Error("hostile words became markup")
	}
	k.wants(v.act(path, "confirm", url.Values{"sure": {""}}), 422, "Choose yes or no.")
	k.in(r.ID, referral.ToConfirm)
	k.wants(v.act(path, "confirm", nil), 200, "Your letter to send on", "waiting for an answer")
	k.in(r.ID, referral.AwaitingYes)
}

func TestQuestionDeclineAndAppeal(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.known()
	r := k.introduce(k.program(expansionReview), nil)
	k.in(r.ID, referral.InReview)
	refs := k.App.Referrals
	_, err := refs.Ask(t.Context(), k.As(k.nora), r.ID, app.Reasoned{Reason: "Which depot is it about?"})
	k.Must(err)
	_, path := k.Mail("question")
	v := k.visitor("en")
	k.wants(v.open(path), 200, "Which depot is it about?")
	ask := v.open(path + "/answer")
	k.wants(ask, 200, `value="Raman Logistics"`, "They still plan every route on paper")
	k.wants(v.act(path, "answer", url.Values{"name": {""}}), 422, "Please fill this in.")
	k.wants(v.act(path, "answer", url.Values{"why": {"The depot in the north still plans every route on paper."}}), 200, "being looked at")
	if got := k.in(r.ID, referral.InReview); got.Personal.Answers.Text("why") != "The depot in the north still plans every route on paper." {
		t.Errorf("answers %v", got.Personal.Answers)
	}

	_, err = refs.Decline(t.Context(), k.As(k.nora), r.ID, app.DeclineReferral{Code: "not_a_fit", Reason: "We don't serve the north."})
	k.Must(err)
	k.wants(v.open(path), 200, "not taken", "We don&#39;t serve the north.", "You can ask for a second look until")
	k.wants(v.act(path, "appeal", nil), 422, "Please fill this in.")
	k.wants(v.act(path, "appeal", url.Values{"words": {"They have a second depot."}}), 200, "being looked at")
	k.in(r.ID, referral.InReview)
}

func TestWithdrawAfterTheYesEndsTheClaim(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(askFirst), priya)
	_, path := k.Mail("ask_first")
	v := k.visitor("en")
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"any"}}), 200, "Thank you for your yes")
	k.in(r.ID, referral.Agreed)
	_, mine := k.Mail("person_agreed")
	k.wants(v.open(mine), 200, "said yes", "Give up the claim")
	k.wants(v.act(mine, "withdraw", nil), 200, "goes on without you")
	if got := k.in(r.ID, referral.Agreed); got.Forgone != "withdrawn" {
		t.Errorf("forgone %q", got.Forgone)
	}
	k.wants(v.act(mine, "report", url.Values{"words": {"Nobody told me."}}), 200, "Nobody told me.")
}

func TestCorrectABouncedAddress(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(askFirst), priya)
	k.Mail("ask_first")
	_, err := k.App.Referrals.Bounce(t.Context(), k.As(k.nora), r.ID)
	k.Must(err)
	_, path := k.Mail("address_bounced")
	v := k.visitor("en")
	k.wants(v.open(path), 200, "the address is wrong", "p•••@raman-logistics.org")
	k.wants(v.act(path, "correct", url.Values{"email": {"priya@@"}}), 422, "Enter a whole email address", `value="priya@@"`)
	k.wants(v.act(path, "correct", url.Values{"email": {"raman@raman-logistics.org"}}), 200, "waiting for an answer")
	k.in(r.ID, referral.AwaitingYes)
}

func TestSetUpPayment(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	_, err := k.App.Payouts.Invite(t.Context(), portaltest.Operator, k.kim.ID)
	k.Must(err)
	_, path := k.Mail("payout_invitation")
	if !strings.HasPrefix(path, "/p/") {
		t.Fatalf("the invitation opens %s", path)
	}
	v := k.visitor("en")
	p := v.open(path)
	k.wants(p, 200, "Not set up", "Country of your bank account")
	k.wants(v.fill(p, path, nil), 422, "Choose the country of your bank account.")
	go1 := v.fill(p, path, url.Values{"country": {"DE"}})
	k.wants(go1, 200, "On to Stripe", "http://sandbox.test/")
	k.wants(v.open(path), 200, "Stripe still needs:", "your bank account", "your date of birth")

	st, err := k.App.Payouts.State(t.Context(), portaltest.Operator.Actor, k.kim.ID)
	k.Must(err)
	k.Must(k.Sandbox.SetAccount(t.Context(), st.Member.Payout.AccountID, stripesandbox.StateFinished))
	k.wants(v.open(path+"/return"), 200, "Welcome back", "We can pay you.")

	// The page of a referral needs no button any more.
	k.introduce(k.program(), nil)
	_, mine := k.Mail("letter")
	p = v.open(mine)
	k.wants(p, 200)
	if strings.Contains(p.Body, mine+"/payout") {
		t.Error("there is still something to set up")
	}
	k.wants(v.open(mine+"/payout"), 200, "We can pay you.")
}

func TestTheWayToAPaidReward(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(askFirst), priya)
	_, path := k.Mail("ask_first")
	v := k.visitor("en")
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"any"}}), 200)
	refs, call := k.App.Referrals, k.As(k.nora)
	_, err := refs.RecordContact(t.Context(), call, r.ID, app.RecordContact{Channel: "email", Outcome: "reached"})
	k.Must(err)
	_, err = refs.Meet(t.Context(), call, r.ID, app.HoldMeeting{})
	k.Must(err)
	k.wants(v.open(path), 200, "You have met")
	_, err = refs.Win(t.Context(), call, r.ID, app.WinReferral{
		ExternalID: "crm-1", Amount: money.Of(100_000, "eur"), Evidence: app.DealEvidence{Kind: "contract", Reference: "crm-1"},
	})
	k.Must(err)
	k.Run()
	k.wants(v.open(path), 200, "Welcome to Northline")
	_, mine := k.Mail("won")
	k.wants(v.open(mine), 200, "a customer now", "200.00", "For the new customer", "It is held until", "promised steps were kept in the last 12 months")
}

func TestBadTokensAreMissing(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	v := k.visitor("en")
	for _, path := range []string{"/i/x", "/c/ref_1.0.aaaa", "/m/x", "/m/x/withdraw", "/p/mbr_1.0.aaaa", "/r/zzzzzzz"} {
		k.wants(v.open(path), 404, "There is nothing here", "newest mail from us")
	}
	r := k.introduce(k.program(), nil)
	letter, mine := k.Mail("letter")
	person := strings.TrimPrefix(letter.Letter.URL, portaltest.Site)
	for _, path := range []string{strings.Replace(mine, "/m/", "/i/", 1), strings.Replace(person, "/i/", "/m/", 1), strings.Replace(person, "/i/", "/p/", 1)} {
		k.wants(v.open(path), 404)
	}
	_, err := k.App.Referrals.Get(t.Context(), aggregate.Actor{Kind: aggregate.Person, ID: r.ID}, r.ID)
	k.Must(err)
}

func TestGerman(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.introduce(k.program(), nil)
	letter, mine := k.Mail("letter")
	v := k.visitor("de-AT")
	path := strings.TrimPrefix(letter.Letter.URL, portaltest.Site)
	k.wants(v.open(path), 200, `lang="de"`, "Kim Muster hat ein gutes Wort für Sie eingelegt", "Unser Versprechen")
	k.wants(v.open(mine), 200, "wartet auf eine Antwort", "Ihr Brief zum Weiterleiten")
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"any"}, "email": {"kaputt"}}), 422, "Geben Sie eine ganze E-Mail-Adresse ein")
}

// TestARobotDecidesNothing follows every link and presses every button of every
// page, again on each page that this leads to, and looks for what changed.
func TestARobotDecidesNothing(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	letterOf, askOf := k.program(), k.program(askFirst)
	r := k.introduce(letterOf, nil)
	letter, mine := k.Mail("letter")
	person := strings.TrimPrefix(letter.Letter.URL, portaltest.Site)
	v := k.visitor("en")
	k.wants(v.answer(person, "yes", url.Values{"channel": {"email"}, "time": {"any"}, "email": {"priya@raman-logistics.org"}}), 200)
	_, proof := k.Mail("confirm_yes")
	typed := k.typed(letterOf, map[string]any{"name": "Owen Moreau", "company": "Moreau Freight"})
	_, confirm := k.Mail("confirm_submission")
	asked := k.introduce(askOf, map[string]any{"name": "Ines Okafor", "company": "Okafor Foods", "email": "ines@okafor-foods.org", "country": "DE", "why": "After the merger nobody knows which depot serves which village."})
	_, own := k.Mail("ask_first")
	_, err := k.App.Payouts.Invite(t.Context(), portaltest.Operator, k.kim.ID)
	k.Must(err)
	_, pay := k.Mail("payout_invitation")
	starts := []string{person, proof, mine, confirm, own, pay, "/r/" + k.linkOf(letterOf).Code}
	k.Run()

	before := map[string]int64{r.ID: k.Referral(r.ID).Version, typed.ID: k.Referral(typed.ID).Version, asked.ID: k.Referral(asked.ID).Version}
	seen := map[string]bool{}
	var walk func(p page, depth int)
	visit := func(key string, depth int, fetch func() page) {
		if depth <= 4 && !seen[key] {
			seen[key] = true
			walk(fetch(), depth)
		}
	}
	walk = func(p page, depth int) {
		if p.Status >= 500 {
			t.Errorf("%s: %d", p.path, p.Status)
		}
		for _, href := range p.Links() {
			if !strings.HasPrefix(href, "/") {
				continue
			}
			visit(href, depth+1, func() page { return v.open(href) })
		}
		for _, s := range p.forms() {
			if s.action == "/preferences" {
				continue
			}
			plain := url.Values{}
			for name, value := range s.values {
				plain[name] = value
			}
			plain.Del("stamp")
			visit(s.action+" "+plain.Encode(), depth+1, func() page { return v.post(s.action, s.values) })
		}
	}
	for _, path := range starts {
		visit(path, 0, func() page { return v.open(path) })
		k.head(path)
	}
	k.Clock.Advance(time.Minute)
	for id, version := range before {
		if got := k.Referral(id); got.Version != version {
			t.Errorf("a robot changed %s: %+v", id, got.Events[len(got.Events)-1])
		}
	}
	if st, err := k.App.Payouts.State(t.Context(), portaltest.Operator.Actor, k.kim.ID); err != nil || st.Standing != "" {
		t.Errorf("a robot opened an account: %s, %v", st.Standing, err)
	}
	if len(seen) < 20 {
		t.Errorf("the robot saw only %d pages", len(seen))
	}
}
