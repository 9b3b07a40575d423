package api

import (
	"strings"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/promise"
)

// publishProgram makes the program that an admin's key would: a tenth of the deal,
// decided by two people from 1,000.00.
func (j *job) publishProgram() {
	j.t.Helper()
	made := j.admin().post("/v1/programs", map[string]any{"draft": map[string]any{
		"name": "Goodword", "calendar": map[string]any{"zone": "Europe/Berlin"},
		"rewards": map[string]any{"rules": []any{map[string]any{
			"key": "won", "trigger": "won", "currency": "eur", "price": map[string]any{"form": "percent", "basis_points": 1000, "cap": 500_000},
		}}},
	}}, 201)
	j.program = made.str("id")
	j.admin().post("/v1/programs/"+j.program+"/publish", nil, 200, "If-Match", made.etag()).is("program.id", j.program)
}

// submit previews an introduction, and makes it.
func (j *job) submit(name string) string {
	j.t.Helper()
	in := map[string]any{
		"program_id": j.program, "referrer_id": j.kim, "revision": 1, "accepted_at": j.clock.Now().Format(time.RFC3339),
		"answers": map[string]any{
			"name": name, "company": "Harbour " + name + " Ltd", "source": "peers_outside", "told": "yes",
			"why": name + " told me last week that they still plan every route on paper and lose an hour each day.",
		},
	}
	j.admin().post("/v1/referrals/preview", in, 200).is("status", "awaiting_yes", "verdict.result", "accepted")
	made := j.admin().post("/v1/referrals", in, 201).is("status", "awaiting_yes", "verdict.result", "accepted", "verdict.score", 100)
	for _, rule := range made.list("verdict.rules") {
		if rule.(map[string]any)["text"] == "" {
			j.t.Errorf("a rule says nothing: %v", rule)
		}
	}
	return made.str("id")
}

// agree has the person say yes on the page of the letter, and confirm it by our
// mail.
func (j *job) agree(id, email, phone string) {
	j.t.Helper()
	j.heard()
	letter := j.mailed("letter").Letter
	if letter == nil {
		j.t.Fatal("there is no letter to forward")
	}
	ctx := j.t.Context()
	_, err := j.app.Referrals.SayYes(ctx, tokenIn(letter.URL), app.YesInput{
		Email: email, Phone: phone, Wish: promise.Wish{Channels: []promise.Channel{promise.Phone}},
	})
	j.must(err)
	j.status(id, "awaiting_yes") // anybody could have pressed it
	j.heard()
	_, err = j.app.Referrals.ConfirmYes(ctx, tokenIn(j.mailed("confirm_yes").Action.URL))
	j.must(err)
	j.assign(id)
}

// arrive has a person come by the referrer's link and fill in the form themself;
// the mail at the address that they typed makes it a yes.
func (j *job) arrive(name, email, phone string) string {
	j.t.Helper()
	ctx := j.t.Context()
	link := j.admin().post("/v1/links", map[string]any{"program_id": j.program, "member_id": j.kim}, 201)
	landing, err := j.app.Links.Landing(ctx, tokenIn(link.str("url")))
	j.must(err)
	done, err := j.app.Referrals.Introduce(ctx, landing, "the form's own key", app.IntroduceSelf{
		Answers: map[string]any{
			"name": name, "company": "Pier " + name + " Ltd", "email": email, "phone": phone,
		},
		Wish: promise.Wish{Channels: []promise.Channel{promise.Phone}},
	})
	j.must(err)
	id := done.Doc.ID
	j.status(id, "awaiting_yes").is("entry", "link", "link_id", link.str("id"))
	j.heard()
	_, err = j.app.Referrals.ConfirmYes(ctx, tokenIn(j.mailed("confirm_yes").Action.URL))
	j.must(err)
	j.assign(id)
	return id
}

// assign gives a referral whose person said yes to the rep.
func (j *job) assign(id string) {
	j.t.Helper()
	j.status(id, "agreed").is("class", "introduced", "consent.answer", "yes")
	j.staffDo(id, "assign", map[string]any{"rep_id": j.rita}, j.boss).is("rep_id", j.rita)
}

func (j *job) status(id, want string) *answer {
	j.t.Helper()
	return j.admin().get("/v1/referrals/"+id, 200).is("status", want)
}

// staffDo is one thing that a staff member does with a referral.
func (j *job) staffDo(id, what string, body map[string]any, staff string) *answer {
	j.t.Helper()
	return j.admin().as(staff).post("/v1/referrals/"+id+"/"+what, body, 200)
}

// moveTo moves the clock through the sandbox's control.
func (j *job) moveTo(at time.Time) {
	j.t.Helper()
	j.admin().post("/sandbox/control/clock", map[string]any{"to": at.Format(time.RFC3339)}, 200)
	if now := j.clock.Now(); now.Before(at) {
		j.t.Fatalf("it is %s, not %s", now, at)
	}
}

// followUp is refused at night and allowed in the morning; what happened is
// recorded.
func (j *job) followUp(id string) {
	j.t.Helper()
	night := j.clock.Now().Truncate(24 * time.Hour).Add(20 * time.Hour)
	j.moveTo(night)
	check := map[string]any{"channel": "phone"}
	no := j.staffDo(id, "contacts/check", check, j.rita).is("allowed", false, "clause", "outside_hours", "words", nil)
	from, err := time.Parse(time.RFC3339, no.str("allowed_from"))
	j.must(err)
	j.staffDo(id, "contacts/check", map[string]any{"channel": "email"}, j.rita).is("allowed", false) // they asked for a call
	j.moveTo(from)
	yes := j.staffDo(id, "contacts/check", check, j.rita).is("allowed", true, "clause", nil)
	if !strings.Contains(yes.str("words"), "Kim Okonkwo") {
		j.t.Errorf("the words don't name the referrer: %s", yes.str("words"))
	}
	meeting := from.Add(26 * time.Hour)
	j.staffDo(id, "contacts", map[string]any{
		"channel": "phone", "outcome": "meeting_booked", "meeting_at": meeting.Format(time.RFC3339),
	}, j.rita).is("status", "in_contact", "contacts.0.attempt", true, "contacts.0.clause", nil)
	j.moveTo(meeting.Add(time.Hour))
	j.staffDo(id, "meeting", map[string]any{}, j.rita).is("status", "met")
}

// win closes the first deal by the CRM, once.
func (j *job) win(id string) {
	j.t.Helper()
	deal := map[string]any{
		"external_id": "crm-deal-1", "amount": map[string]any{"amount": 1_200_000, "currency": "eur"},
		"evidence": map[string]any{"kind": "contract", "reference": "C-17"},
	}
	j.admin().post("/v1/referrals/"+id+"/won", deal, 200, "Idempotency-Key", "deal-1").is("status", "won")
	if again := j.admin().post("/v1/referrals/"+id+"/won", deal, 200, "Idempotency-Key", "deal-1"); !again.replayed() {
		j.t.Error("the deal was closed twice")
	}
	j.heard()
}

// payInvoice has the second deal closed by a signed event, and returns its charge.
func (j *job) payInvoice(id string) string {
	j.t.Helper()
	paid := j.admin().post("/sandbox/control/pay", map[string]any{
		"amount": 119_000, "tax": 19_000, "currency": "eur", "email": "canary.buyer@example.net", "metadata": map[string]any{"referral_id": id},
	}, 200)
	j.heard()
	j.status(id, "won").is("deal.source", "stripe", "deal.payments.0.tax", 19_000)
	return paid.str("charge")
}
