package app

import (
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// Of twenty who introduce one person at the same moment exactly one gets the claim.
func TestOneClaim(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.AskFirst)
	var wg sync.WaitGroup
	var mu sync.Mutex
	standing := map[referral.Status]int{}
	holders := 0
	for i := range 20 {
		by := d.customer("racer-" + itoa(int64(i)))
		wg.Go(func() {
			done, err := d.trySubmit(by, answersFor("Bob Berger", "bob@berger.example"))
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Errorf("refused: %v", err)
				return
			}
			standing[done.Doc.Status]++
			holders += len(done.Doc.ClaimKeys())
		})
	}
	wg.Wait()
	if holders != 1 || standing[referral.AwaitingYes] != 1 {
		t.Fatalf("%d claims; %v", holders, standing)
	}
}

// When the protection runs out the oldest in the queue enters, and who held the
// claim keeps their place and loses the reward.
func TestQueue(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	first := d.agreed("Bob Berger")
	email := first.Personal.Email
	eve, dan := d.customer("eve"), d.customer("dan")
	next := d.submit(eve, answersFor("Bob Berger", email))
	d.clock.advance(time.Minute)
	last := d.submit(dan, answersFor("Bob Berger", email))
	d.now(next.ID, referral.Queued)
	d.now(last.ID, referral.Queued)
	d.held(eve, next.ID, d.now(first.ID, referral.Agreed).Claim.EndsMS)
	d.after(91 * 24 * time.Hour)
	if got := d.now(next.ID, referral.AwaitingYes); len(got.ClaimKeys()) == 0 {
		t.Fatal("the oldest in the queue holds no claim")
	}
	d.held(dan, d.now(last.ID, referral.Queued).ID, d.now(next.ID, referral.AwaitingYes).Claim.EndsMS)
	got := d.now(first.ID, referral.Agreed)
	if got.Forgone != "claim_lost" || len(got.ClaimKeys()) != 0 {
		t.Fatalf("the former holder: %q %v", got.Forgone, got.ClaimKeys())
	}
}

// held looks at a queued introduction as its referrer does: it says until when the
// one ahead is protected.
func (d *desk) held(by *member.Member, id string, untilMS int64) {
	d.t.Helper()
	v, err := d.app.Referrals.ForReferrer(d.t.Context(), actorOf(by.ID), id)
	if err != nil || v.HeldMS != untilMS || untilMS == 0 {
		d.t.Fatalf("held until %d, want %d: %v", v.HeldMS, untilMS, err)
	}
}

// What staff typed and the customer never confirmed is told as no introduction of
// theirs, and as no promise that we broke.
func TestNeverConfirmed(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	done, err := d.app.Referrals.Submit(t.Context(), Call{Actor: d.rita}, SubmitReferral{ProgramID: d.program.ID, ReferrerID: d.referrer.ID, Answers: answersFor("Dora Lang", "")})
	d.must(err)
	d.after(8 * 24 * time.Hour)
	v, err := d.app.Referrals.ForReferrer(t.Context(), actorOf(d.referrer.ID), d.now(done.Doc.ID, referral.Lapsed).ID)
	d.must(err)
	for _, s := range v.Steps[:2] {
		if s.State != promise.StateSkipped {
			t.Errorf("%s is %s", s.Code, s.State)
		}
	}
}

// Where nobody else took the claim the reward stays.
func TestExpiredClaimAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	r := d.agreed("Bob Berger")
	d.after(91 * 24 * time.Hour)
	if got := d.now(r.ID, referral.Agreed); got.Forgone != "" || got.Claim.Ended != "expired" {
		t.Fatalf("%q %+v", got.Forgone, got.Claim)
	}
}

// A preview creates nothing.
func TestPreviewCreatesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.AskFirst)
	in := SubmitReferral{ProgramID: d.program.ID, ReferrerID: d.referrer.ID, Revision: d.program.Published, Answers: answersFor("Bob Berger", "bob@berger.example")}
	p, err := d.app.Referrals.Preview(t.Context(), Call{Actor: actorOf(d.referrer.ID)}, in)
	d.must(err)
	if p.Status != referral.AwaitingYes || len(p.Steps) == 0 {
		t.Fatalf("%s, %d steps", p.Status, len(p.Steps))
	}
	d.run()
	list, err := d.app.Referrals.List(t.Context(), operator, ReferralFilter{}, Page{})
	d.must(err)
	if n, _ := d.post.of("ask_first"); n != 0 || len(list.Docs) != 0 {
		t.Fatal("a preview did something")
	}
	for range 200 {
		if _, err = d.app.Referrals.Preview(t.Context(), Call{Actor: actorOf(d.referrer.ID)}, in); err != nil {
			break
		}
	}
	if err == nil {
		t.Fatal("one may probe for ever")
	}
}

// Who declined doesn't judge the appeal; somebody else may ask and accept.
func TestAppealBySomebodyElse(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.AskFirst)
	r := d.submit(d.referrer, answersFor("Bob Berger", "bob@berger.example"))
	kim := Call{Actor: actorOf(d.referrer.ID)}
	_, err := d.app.Referrals.Decline(t.Context(), Call{Actor: d.rob}, r.ID, DeclineReferral{Code: "not_a_fit", Reason: "Too small."})
	d.must(err)
	_, err = d.app.Referrals.Appeal(t.Context(), kim, r.ID, Reasoned{Reason: "They grow."})
	d.must(err)
	_, err = d.app.Referrals.Accept(t.Context(), Call{Actor: d.rob}, r.ID, Remarked{})
	d.refused(err, "decided_before")
	_, err = d.app.Referrals.Ask(t.Context(), Call{Actor: d.rose}, r.ID, Reasoned{Reason: "How large are they?"})
	d.must(err)
	_, err = d.app.Referrals.Answer(t.Context(), kim, r.ID, AnswerReferral{Answers: map[string]any{"role": "Owner"}})
	d.must(err)
	d.now(r.ID, referral.InReview)
	_, err = d.app.Referrals.Decline(t.Context(), Call{Actor: d.rose}, r.ID, DeclineReferral{Code: "not_a_fit", Reason: "Still too small."})
	d.must(err)
	_, err = d.app.Referrals.Appeal(t.Context(), kim, r.ID, Reasoned{Reason: "Once more?"})
	d.refused(err, "appealed_before")
}
