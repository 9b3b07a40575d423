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
)

// expansionReview has reviewers look at people from known customers.
func expansionReview(t *program.Terms) { t.Vetting.Expansion = vetting.Review }

// known makes Raman Logistics a customer, so that its people go to review.
func (k *kit) known() {
	k.t.Helper()
	_, err := k.app.Companies.Upsert(k.t.Context(), operator, app.CompanyInput{ExternalID: "raman", Name: "Raman Logistics", Domains: []string{"raman-logistics.org"}, State: "customer"})
	k.must(err)
}

func TestConfirmWhatStaffTyped(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.submit(as(k.nora), k.program(), 0, map[string]any{"why": `<script>alert(1)</script> They lose an hour each day.`})
	_, path := k.mail("confirm_submission")
	v := k.visitor("en")
	k.wants(v.open(path), 200, "Is this your introduction of Priya Raman?", "waiting for you")
	p := v.open(path + "/confirm")
	k.wants(p, 200, "Raman Logistics", "&lt;script&gt;alert(1)&lt;/script&gt;", "Our promise")
	if strings.Contains(p.text, "<script>alert") {
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
	refs := k.app.Referrals
	_, err := refs.Ask(t.Context(), as(k.nora), r.ID, app.Reasoned{Reason: "Which depot is it about?"})
	k.must(err)
	_, path := k.mail("question")
	v := k.visitor("en")
	k.wants(v.open(path), 200, "Which depot is it about?")
	ask := v.open(path + "/answer")
	k.wants(ask, 200, `value="Raman Logistics"`, "They still plan every route on paper")
	k.wants(v.act(path, "answer", url.Values{"name": {""}}), 422, "Please fill this in.")
	k.wants(v.act(path, "answer", url.Values{"why": {"The depot in the north still plans every route on paper."}}), 200, "being looked at")
	if got := k.in(r.ID, referral.InReview); got.Personal.Answers.Text("why") != "The depot in the north still plans every route on paper." {
		t.Errorf("answers %v", got.Personal.Answers)
	}

	_, err = refs.Decline(t.Context(), as(k.nora), r.ID, app.DeclineReferral{Code: "not_a_fit", Reason: "We don't serve the north."})
	k.must(err)
	k.wants(v.open(path), 200, "not taken", "We don&#39;t serve the north.", "You can ask for a second look until")
	k.wants(v.act(path, "appeal", nil), 422, "Please fill this in.")
	k.wants(v.act(path, "appeal", url.Values{"words": {"They have a second depot."}}), 200, "being looked at")
	k.in(r.ID, referral.InReview)
}

func TestWithdrawAfterTheYesEndsTheClaim(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(askFirst), priya)
	_, path := k.mail("ask_first")
	v := k.visitor("en")
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"any"}}), 200, "Thank you for your yes")
	k.in(r.ID, referral.Agreed)
	_, mine := k.mail("person_agreed")
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
	k.mail("ask_first")
	_, err := k.app.Referrals.Bounce(t.Context(), as(k.nora), r.ID)
	k.must(err)
	_, path := k.mail("address_bounced")
	v := k.visitor("en")
	k.wants(v.open(path), 200, "the address is wrong", "p•••@raman-logistics.org")
	k.wants(v.act(path, "correct", url.Values{"email": {"priya@@"}}), 422, "Enter a whole email address", `value="priya@@"`)
	k.wants(v.act(path, "correct", url.Values{"email": {"raman@raman-logistics.org"}}), 200, "waiting for an answer")
	k.in(r.ID, referral.AwaitingYes)
}

func TestSetUpPayment(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	_, err := k.app.Payouts.Invite(t.Context(), operator, k.kim.ID)
	k.must(err)
	_, path := k.mail("payout_invitation")
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

	st, err := k.app.Payouts.State(t.Context(), operator.Actor, k.kim.ID)
	k.must(err)
	k.must(k.sandbox.SetAccount(t.Context(), st.Member.Payout.AccountID, stripesandbox.StateFinished))
	k.wants(v.open(path+"/return"), 200, "Welcome back", "We can pay you.")

	// The page of a referral shows the same, and needs no button any more.
	k.introduce(k.program(), nil)
	_, mine := k.mail("letter")
	p = v.open(mine)
	k.wants(p, 200, "How you are paid", "We can pay you.")
	if strings.Contains(p.text, mine+"/payout") {
		t.Error("there is still something to set up")
	}
	k.wants(v.open(mine+"/payout"), 200, "We can pay you.")
}

func TestTheWayToAPaidReward(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(askFirst), priya)
	_, path := k.mail("ask_first")
	v := k.visitor("en")
	k.wants(v.answer(path, "yes", url.Values{"channel": {"email"}, "time": {"any"}}), 200)
	refs, call := k.app.Referrals, as(k.nora)
	_, err := refs.RecordContact(t.Context(), call, r.ID, app.RecordContact{Channel: "email", Outcome: "reached"})
	k.must(err)
	_, err = refs.Meet(t.Context(), call, r.ID, app.HoldMeeting{})
	k.must(err)
	k.wants(v.open(path), 200, "You have met")
	_, err = refs.Win(t.Context(), call, r.ID, app.WinReferral{
		ExternalID: "crm-1", Amount: money.Of(100_000, "eur"), Evidence: app.DealEvidence{Kind: "contract", Reference: "crm-1"},
	})
	k.must(err)
	k.run()
	k.wants(v.open(path), 200, "Welcome to Northline")
	_, mine := k.mail("won")
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
	letter, mine := k.mail("letter")
	person := strings.TrimPrefix(letter.Letter.URL, site)
	for _, path := range []string{strings.Replace(mine, "/m/", "/i/", 1), strings.Replace(person, "/i/", "/m/", 1), strings.Replace(person, "/i/", "/p/", 1)} {
		k.wants(v.open(path), 404)
	}
	_, err := k.app.Referrals.Get(t.Context(), aggregate.Actor{Kind: aggregate.Person, ID: r.ID}, r.ID)
	k.must(err)
}

func TestGerman(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.introduce(k.program(), nil)
	letter, mine := k.mail("letter")
	v := k.visitor("de-AT")
	path := strings.TrimPrefix(letter.Letter.URL, site)
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
	letter, mine := k.mail("letter")
	person := strings.TrimPrefix(letter.Letter.URL, site)
	v := k.visitor("en")
	k.wants(v.answer(person, "yes", url.Values{"channel": {"email"}, "time": {"any"}, "email": {"priya@raman-logistics.org"}}), 200)
	_, proof := k.mail("confirm_yes")
	typed := k.submit(as(k.nora), letterOf, 0, map[string]any{"name": "Owen Moreau", "company": "Moreau Freight"})
	_, confirm := k.mail("confirm_submission")
	asked := k.introduce(askOf, map[string]any{"name": "Ines Okafor", "company": "Okafor Foods", "email": "ines@okafor-foods.org", "country": "DE", "why": "After the merger nobody knows which depot serves which village."})
	_, own := k.mail("ask_first")
	_, err := k.app.Payouts.Invite(t.Context(), operator, k.kim.ID)
	k.must(err)
	_, pay := k.mail("payout_invitation")
	starts := []string{person, proof, mine, confirm, own, pay, "/r/" + k.linkOf(letterOf).Code}
	k.run()

	before := map[string]int64{r.ID: k.get(r.ID).Version, typed.ID: k.get(typed.ID).Version, asked.ID: k.get(asked.ID).Version}
	seen := map[string]bool{}
	var walk func(p page, depth int)
	visit := func(key string, depth int, fetch func() page) {
		if depth <= 4 && !seen[key] {
			seen[key] = true
			walk(fetch(), depth)
		}
	}
	walk = func(p page, depth int) {
		if p.status >= 500 {
			t.Errorf("%s: %d", p.path, p.status)
		}
		for _, href := range p.links {
			visit(href, depth+1, func() page { return v.open(href) })
		}
		for _, s := range p.forms {
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
		v.send("HEAD", path, nil)
	}
	k.clock.advance(time.Minute)
	for id, version := range before {
		if got := k.get(id); got.Version != version {
			t.Errorf("a robot changed %s: %+v", id, got.Events[len(got.Events)-1])
		}
	}
	if st, err := k.app.Payouts.State(t.Context(), operator.Actor, k.kim.ID); err != nil || st.Standing != "" {
		t.Errorf("a robot opened an account: %s, %v", st.Standing, err)
	}
	if len(seen) < 20 {
		t.Errorf("the robot saw only %d pages", len(seen))
	}
}
