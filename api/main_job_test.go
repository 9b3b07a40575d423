package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/store/mongo/mongotest"
	"github.com/goodword/goodword/internal/worker"
)

// TestMainJob walks the whole job of PRODUCT.md §2 through HTTP: from a published
// promise to money on a referrer's account, and back when the customer wants theirs
// back. The clock is moved through the sandbox's control, as the tour does.
func TestMainJob(t *testing.T) {
	t.Parallel()
	monday := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		k := newAPI(t)
		k.racing()
		newJob(k).run()
	})
	t.Run("sqlite on a Sunday", func(t *testing.T) {
		t.Parallel()
		k := newAPI(t)
		k.clock.advance(6 * 24 * time.Hour)
		newJob(k).run()
	})
	t.Run("mongo", func(t *testing.T) {
		t.Parallel()
		for _, server := range mongotest.Servers(t) {
			t.Run(server.Name, func(t *testing.T) {
				t.Parallel()
				k := newAPIOn(t, server.Open(t, server.Database(t)), monday)
				if server.Has.Atomic {
					k.racing()
				} else {
					k.alone()
				}
				newJob(k).run()
			})
		}
	})
}

// racing has a second worker, as of another process, race for every task.
func (k *kit) racing() { k.rival = k.newWorker(0) }

// alone has the tasks performed one after the other, for a server that doesn't
// keep racing writes apart.
func (k *kit) alone() { k.worker = k.newWorker(1) }

func (k *kit) newWorker(parallel int) *worker.Worker {
	k.t.Helper()
	c := k.worker.Config
	c.Parallel = parallel
	w, err := worker.New(c)
	k.must(err)
	return w
}

// job is the main job under way.
type job struct {
	*kit
	t       *testing.T
	program string
	kim     string // the referrer
	boss    string // an admin, for whom the installation's key acts
	rita    string // the rep, who is an approver too
	anna    *keyholder
	person  int
}

// secrets are the personal data of everybody in the job: none of it may be logged.
var secrets = []string{"canary", "+4915112345670", "+4915112345671", "Okonkwo", "Vandermeer"}

func newJob(k *kit) *job {
	return &job{
		kit: k, t: k.t,
		boss: k.staff("boss", aggregate.Admin).ID,
		rita: k.staff("rita", aggregate.Rep, aggregate.Approver).ID,
	}
}

func (j *job) run() {
	j.t.Helper()
	j.publishProgram()
	j.kim = j.admin().post("/v1/members", map[string]any{
		"external_id": "crm-kim", "name": "Kim Okonkwo", "email": "canary.kim@example.org", "country": "DE",
	}, 201).str("id")
	j.admin().post("/sandbox/control/top-up", map[string]any{"amount": 50_000_000, "currency": "eur"}, 204)

	first := j.submit("Samuel Vandermeer")
	j.agree(first, "canary.sam@example.net", "+4915112345670")
	j.followUp(first)
	j.win(first)
	second := j.submit("Lucia Vandermeer")
	j.agree(second, "canary.lucia@example.net", "+4915112345671")
	charge := j.payInvoice(second)

	large, small := j.reward(first), j.reward(second)
	j.hold(large)
	j.approveByTwo(large)
	j.approveByOne(small)
	j.setUpPayout(large)
	j.paidOnce(large, small)
	j.keptEveryStep(first)

	j.refund(charge, small)
	j.agreed()
	j.saidNothing()
}

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
	j.status(id, "agreed").is("class", "introduced", "consent.answer", "yes")
	j.work1(id, "assign", map[string]any{"rep_id": j.rita}, j.boss)
}

func (j *job) status(id, want string) *answer {
	j.t.Helper()
	return j.admin().get("/v1/referrals/"+id, 200).is("status", want)
}

// work1 is one thing that staff do with a referral.
func (j *job) work1(id, what string, body map[string]any, staff string) *answer {
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
	no := j.work1(id, "contacts/check", check, j.rita).is("allowed", false, "clause", "outside_hours", "words", nil)
	from, err := time.Parse(time.RFC3339, no.str("allowed_from"))
	j.must(err)
	j.work1(id, "contacts/check", map[string]any{"channel": "email"}, j.rita).is("allowed", false) // they asked for a call
	j.moveTo(from)
	yes := j.work1(id, "contacts/check", check, j.rita).is("allowed", true, "clause", nil)
	if !strings.Contains(yes.str("words"), "Kim Okonkwo") {
		j.t.Errorf("the words don't name the referrer: %s", yes.str("words"))
	}
	meeting := from.Add(26 * time.Hour)
	j.work1(id, "contacts", map[string]any{
		"channel": "phone", "outcome": "meeting_booked", "meeting_at": meeting.Format(time.RFC3339),
	}, j.rita).is("status", "in_contact", "contacts.0.attempt", true, "contacts.0.clause", nil)
	j.moveTo(meeting.Add(time.Hour))
	j.work1(id, "meeting", map[string]any{}, j.rita).is("status", "met")
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

// reward is the id of the only reward of a referral.
func (j *job) reward(referralID string) string {
	j.t.Helper()
	list := j.admin().get("/v1/rewards?referral_id="+referralID, 200)
	if n := len(list.list("data")); n != 1 {
		j.t.Fatalf("%d rewards: %s", n, list.Body)
	}
	return list.str("data.0.id")
}

func (j *job) rewardIs(id, status, waiting string) *answer {
	j.t.Helper()
	var waits any
	if waiting != "" {
		waits = waiting
	}
	return j.admin().get("/v1/rewards/"+id, 200).is("status", status, "waiting", waits)
}

// hold waits for the end of the hold.
func (j *job) hold(id string) {
	j.t.Helper()
	held := j.rewardIs(id, "held", "hold").is("amount.amount", 120_000, "approvals_needed", 2, "class", "introduced")
	until, err := time.Parse(time.RFC3339, held.str("payable_from"))
	j.must(err)
	if held.str("waits_for.0.text") == "" || held.str("hold_until") != held.str("payable_from") {
		j.t.Errorf("it doesn't say what it waits for: %s", held.Body)
	}
	j.moveTo(until.Add(2 * time.Hour))
	j.rewardIs(id, "awaiting_approval", "approval")
}

// approveByTwo: neither somebody who worked the deal, nor one person twice, nor a
// service key, nor yesterday's view of it.
func (j *job) approveByTwo(id string) {
	j.t.Helper()
	anna, ben := j.staff("anna", aggregate.Approver), j.staff("ben", aggregate.Approver)
	rita, err := j.app.Members.Get(j.t.Context(), operator.Actor, j.rita)
	j.must(err)
	j.anna = j.personal(anna)
	approve := func(by *keyholder, want int, headers ...string) *answer {
		j.t.Helper()
		etag := by.get("/v1/rewards/"+id, 200).etag()
		return by.post("/v1/rewards/"+id+"/approve", nil, want, append([]string{"If-Match", etag}, headers...)...)
	}
	approve(j.admin(), 403).refused("missing_scope")
	approve(j.personal(rita), 403).refused("approver_is_involved")
	approve(j.anna, 200, "Idempotency-Key", "anna").is("status", "awaiting_approval", "approvals.0.by", anna.ID)
	if again := approve(j.anna, 200, "Idempotency-Key", "anna"); !again.replayed() {
		j.t.Error("the repeat isn't marked")
	}
	approve(j.personal(anna), 200).is("status", "awaiting_approval")
	approve(j.personal(ben), 412, "If-Match", `"1"`).refused("revision_changed")
	approve(j.personal(ben), 200).is("status", "approved", "approvals.1.by", ben.ID)
}

// approveByOne: below the limit one person is enough.
func (j *job) approveByOne(id string) {
	j.t.Helper()
	seen := j.rewardIs(id, "awaiting_approval", "approval").is("amount.amount", 10_000, "approvals_needed", 1, "base.amount", 100_000)
	j.anna.post("/v1/rewards/"+id+"/approve", nil, 200, "If-Match", seen.etag()).is("status", "approved")
}

// setUpPayout: the payee hears that their bank details are needed, and gives them.
func (j *job) setUpPayout(waiting string) {
	j.t.Helper()
	j.heard()
	j.rewardIs(waiting, "approved", "bank_details")
	account := "/v1/members/" + j.kim + "/payout-account"
	j.admin().get(account, 200).is("standing", "none")
	invited := j.admin().post(account+"/invite", nil, 200)
	if strings.Contains(string(invited.Body), "http") {
		j.t.Errorf("a key got a link: %s", invited.Body)
	}
	j.heard()
	if _, err := j.app.Payouts.OpenPage(j.t.Context(), tokenIn(j.mailed("payout_invitation").Action.URL)); err != nil {
		j.t.Fatal(err)
	}
	j.onboard(j.kim)
	j.heard()
	j.admin().get(account, 200).is("standing", "ready", "country", "DE")
}

// paidOnce: each reward is paid by one transfer.
func (j *job) paidOnce(rewards ...string) {
	j.t.Helper()
	books := j.admin().get("/sandbox/control/ledger", 200)
	groups := map[string]int{}
	for _, t := range books.list("transfers") {
		groups[t.(map[string]any)["transfer_group"].(string)]++
	}
	for _, id := range rewards {
		paid := j.rewardIs(id, "paid", "").is("payout.attempt", 1, "ledger.0.posting", "owed", "ledger.1.posting", "paid")
		if paid.str("payout.transfer_id") == "" || groups["rwd_"+id] != 1 {
			j.t.Errorf("%d transfers for %s: %s", groups["rwd_"+id], id, books.Body)
		}
	}
}

// keptEveryStep: the promise's timeline shows no step late, broken or open.
func (j *job) keptEveryStep(id string) {
	j.t.Helper()
	kept := 0
	for _, s := range j.status(id, "won").list("timeline") {
		step := s.(map[string]any)
		switch step["state"] {
		case "kept":
			kept++
		case "done":
		default:
			j.t.Errorf("the step %v is %v", step["code"], step["state"])
		}
	}
	if kept < 3 {
		j.t.Errorf("only %d steps were promised and kept", kept)
	}
}

// refund: what was paid and isn't earned any more is due back.
func (j *job) refund(charge, rewardID string) {
	j.t.Helper()
	j.admin().post("/sandbox/control/refund", map[string]any{"charge": charge, "amount": 119_000}, 200)
	j.heard()
	due := j.rewardIs(rewardID, "clawback_due", "payback").is("reclaimed.amount", 10_000, "reason", "refunded")
	anna, err := j.app.Members.Get(j.t.Context(), operator.Actor, due.str("approvals.0.by"))
	j.must(err)
	j.personal(anna).post("/v1/rewards/"+rewardID+"/write-off", map[string]any{"reason": "goodwill", "note": "A good customer."}, 200,
		"If-Match", due.etag()).is("status", "written_off")
	j.heard()
}

// agreed: rewards, books and Stripe say the same.
func (j *job) agreed() {
	j.t.Helper()
	report, err := j.app.Rewards.Reconcile(context.WithoutCancel(j.t.Context()))
	j.must(err)
	if len(report.Findings) > 0 || report.Rewards != 2 || report.Pending != 0 {
		found, _ := json.Marshal(report)
		j.t.Errorf("they don't agree: %s", found)
	}
}

// saidNothing: no personal data was logged.
func (j *job) saidNothing() {
	j.t.Helper()
	log := j.log.String()
	for _, s := range secrets {
		if i := strings.Index(log, s); i >= 0 {
			j.t.Errorf("%q was logged: %s", s, fmt.Sprint(log[max(0, i-200):min(len(log), i+100)]))
		}
	}
}
