package app

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/passkey/passkeytest"
)

// What a member takes along has all that they told us, and nothing that opens a
// door.
func TestExportOwn(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx, mine := t.Context(), browserOf("m")
	token := d.enter(d.referrer, mine).Token
	in := d.opens(token)
	d.added(in, &passkeytest.Device{Origin: "https://good.test"}, "Laptop", mine)
	p := d.published("P")
	l, err := d.app.Links.Default(ctx, Call{Actor: in.Actor}, p.ID, d.referrer.ID)
	d.must(err)
	d.settle(d.owed(1, cashRule(5_000)))
	got, err := d.app.Own.Export(ctx, in.Actor)
	d.must(err)
	raw, err := json.Marshal(got)
	d.must(err)
	for _, want := range []string{"kim@example.com", "Kim Muster", l.Code, "Laptop", "firefox"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%s is missing: %s", want, raw)
		}
	}
	for _, not := range []string{token, in.Session.ID, d.referrer.EmailKey, "credential", "secret"} {
		if strings.Contains(string(raw), not) {
			t.Errorf("%s is in it", not)
		}
	}
	if len(got.Rewards) != 1 || got.Rewards[0].Amount.Amount != 5_000 {
		t.Fatalf("%+v", got.Rewards)
	}
	_, err = d.app.Own.Export(ctx, installation)
	d.refused(err, "not_yours_to_do")
}

// What a member wrote about an introduction later is theirs too; what others wrote
// isn't.
func TestExportOfWords(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	ctx, r := t.Context(), d.submit(d.referrer, answersFor("Bernd Muster", ""))
	_, err := d.app.Referrals.Decline(ctx, Call{Actor: d.rob}, r.ID, DeclineReferral{Code: "not_a_fit", Reason: "Too far away."})
	d.must(err)
	_, err = d.app.Referrals.Appeal(ctx, Call{Actor: actorOf(d.referrer.ID)}, r.ID, Reasoned{Reason: "They move next month."})
	d.must(err)
	got, err := d.app.Own.Export(ctx, actorOf(d.referrer.ID))
	d.must(err)
	if len(got.Referrals) != 1 || len(got.Referrals[0].Written) != 1 || got.Referrals[0].Written[0].Words != "They move next month." {
		t.Fatalf("%+v", got.Referrals)
	}
}

// Erasure blanks the member everywhere, ends every way in, and keeps the ids.
func TestEraseOwn(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx, mine, dev := t.Context(), browserOf("m"), &passkeytest.Device{Origin: "https://good.test"}
	token := d.enter(d.referrer, mine).Token
	in := d.opens(token)
	d.added(in, dev, "Laptop", mine)
	l, err := d.app.Links.Default(ctx, Call{Actor: in.Actor}, d.published("P").ID, d.referrer.ID)
	d.must(err)
	d.must(d.app.Own.Erase(ctx, Call{Actor: in.Actor}))

	d.shut(token)
	_, err = d.used(dev, SignedIn{}, mine)
	d.refused(err, "passkey_unknown")
	if _, mail := d.asks("kim@example.com", mine); mail.To != "" {
		t.Fatal("a mail to sign in was sent")
	}
	m, err := d.members.find(ctx, d.referrer.ID)
	d.must(err)
	if m.Personal != (member.Personal{}) || m.EmailKey != "" || m.State != member.Deactivated || m.ErasedMS == 0 || m.PayoutAccount == "" {
		t.Fatalf("%+v", m)
	}
	if l, err = d.app.Links.links.Get(ctx, l.ID); err != nil || l.State != link.Off {
		t.Fatalf("%+v %v", l, err)
	}
	// Whoever keeps the members doesn't bring them back.
	_, err = d.members.Upsert(ctx, Call{Actor: installation}, MemberInput{ExternalID: "kim", Name: "Kim Muster", Email: "kim@example.com"})
	d.refused(err, "member_erased")
	_, err = d.members.Reactivate(ctx, Call{Actor: installation}, m.ID)
	d.refused(err, "member_erased")
}

func TestEraseWaits(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx := t.Context()
	in := d.opens(d.enter(d.referrer, browserOf("m")).Token)
	stale := in.Actor
	stale.Session = &aggregate.Session{}
	d.refused(d.app.Own.Erase(ctx, Call{Actor: stale}), staleSession)
	d.refused(d.app.Own.Erase(ctx, Call{Actor: installation}), "not_yours_to_do")

	r := d.settle(d.owed(1, cashRule(5_000)))
	d.refused(d.app.Own.MayErase(ctx, in.Actor), "rewards_open")
	d.refused(d.app.Own.Erase(ctx, Call{Actor: in.Actor}), "rewards_open")
	_, err := d.app.Rewards.Reject(ctx, Call{Actor: d.anna}, r.ID, RejectReward{Reason: "duplicate"})
	d.must(err)
	d.must(d.app.Own.MayErase(ctx, in.Actor))

	boss := d.opens(d.enter(d.admin("boss"), browserOf("b")).Token)
	d.refused(d.app.Own.MayErase(ctx, boss.Actor), "last_admin")
	d.admin("second")
	d.must(d.app.Own.Erase(ctx, Call{Actor: boss.Actor}))
	left, err := d.members.withRole(ctx, aggregate.Admin)
	d.must(err)
	if len(left) != 1 {
		t.Fatalf("%d admins are left", len(left))
	}
}

// What an erased referrer had going: before the yes it is withdrawn, after it the
// promise to the person stands, and nothing is earned any more.
func TestEraseWithIntroductions(t *testing.T) {
	t.Parallel()
	d := newDesk(t, promise.ReferrerIntroduces)
	ctx, by := t.Context(), d.referrer.Actor("")
	agreed := d.agreed("Erika Beispiel")
	waiting := d.submit(d.referrer, answersFor("Bernd Muster", ""))
	d.run()
	got, err := d.app.Own.Export(ctx, by)
	d.must(err)
	if len(got.Referrals) != 2 || got.Referrals[0].Answers.Details().Name == "" {
		t.Fatalf("%+v", got.Referrals)
	}
	raw, err := json.Marshal(got)
	d.must(err)
	if strings.Contains(string(raw), "erika.beispiel@") {
		t.Fatal("what the person told us is in the referrer's export")
	}
	d.must(d.app.Own.Erase(ctx, Call{Actor: by}))
	d.run()
	if r := d.now(waiting.ID, referral.Withdrawn); r.ReferrerID != d.referrer.ID {
		t.Fatalf("%+v", r)
	}
	d.now(agreed.ID, referral.Agreed)
	_, err = d.app.Referrals.Win(ctx, Call{Actor: d.rita}, agreed.ID, WinReferral{
		ExternalID: "crm-1", Amount: money.Of(100_000, "eur"), Evidence: DealEvidence{Kind: "invoice", Reference: "R-1"},
	})
	d.must(err)
	d.run()
	owed, err := d.app.Rewards.ofReferral(ctx, agreed.ID)
	d.must(err)
	for _, r := range owed {
		if r.Status != reward.Cancelled {
			t.Errorf("a reward is %s", r.Status)
		}
	}
}

func TestNotices(t *testing.T) {
	t.Parallel()
	d := newDoors(t)
	ctx := t.Context()
	r := d.settle(d.owed(1, cashRule(5_000)))
	d.run()
	n, mail := d.mails.of("reward_held")
	if n != 1 || !mail.OneClick || !strings.HasPrefix(mail.Unsubscribe, "https://good.test/u/rewards-mbr_") {
		t.Fatalf("%d mails, %+v", n, mail)
	}
	token := strings.TrimPrefix(mail.Unsubscribe, "https://good.test/u/")
	own, err := d.members.NoticesByLink(ctx, token)
	d.must(err)
	if own.Of != member.Rewards || len(own.Muted) != 0 {
		t.Fatalf("%+v", own)
	}
	d.must(d.members.StopByLink(ctx, token))
	d.must(d.members.StopByLink(ctx, token))
	d.after(31 * aDay)
	d.must(d.approve(r.ID, d.anna))
	d.run()
	if n, _ := d.mails.of("reward_approved"); n != 0 {
		t.Fatal("a notice was sent that nobody wants")
	}
	self := d.referrer.Actor("")
	d.must(d.members.SetNotices(ctx, Call{Actor: self}, []string{"rewards", "nonsense"}))
	if own, err = d.members.Notices(ctx, self); err != nil || !slices.Equal(own.Muted, []member.Notice{member.Steps, member.Reminders}) {
		t.Fatalf("%+v %v", own, err)
	}
	d.must(d.members.SetNoticesByLink(ctx, token, []string{"steps", "reminders", "rewards"}))
	d.must(d.members.Speak(ctx, Call{Actor: self}, "de"))
	d.refused(d.members.Speak(ctx, Call{Actor: self}, "x"), "unknown_language")
	d.refused(d.members.SetNotices(ctx, Call{Actor: d.anna}, nil), "staff_hear_all")
	for _, bad := range []string{"", token + "a", strings.Replace(token, "rewards-", "steps-", 1)} {
		d.refused(d.members.StopByLink(ctx, bad), "link_invalid")
	}
}

// Every notice is a mail that exists, goes to referrers, and isn't one that has to
// be sent.
func TestNoticesAreMailsToReferrers(t *testing.T) {
	t.Parallel()
	for template, n := range notices {
		if !slices.Contains(member.Notices(), n) {
			t.Errorf("%s: %s is no kind", template, n)
		}
		spec, ok := referralMails[template]
		ok = ok && spec.page == pageReferrer
		for _, list := range rewardMails {
			ok = ok || slices.ContainsFunc(list, func(r rewardMail) bool { return r.template == template && r.role == "" })
		}
		if !ok {
			t.Errorf("%s goes to no referrer", template)
		}
	}
	for _, must := range []string{"sign_in", "passkey_added", "letter", "question", "declined", "confirm_submission", "reward_blocked", "reward_rejected", "reward_payback", "payout_invitation", "breach_answered", "address_bounced"} {
		if _, ok := notices[must]; ok {
			t.Errorf("%s can be switched off", must)
		}
	}
}
