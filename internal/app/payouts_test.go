package app

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// TestAKeyInvitesAndNeverSeesALink checks that a link of Stripe's is made only by
// the button on the member's own page.
func TestAKeyInvitesAndNeverSeesALink(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	lee := w.customer("lee")
	done, err := w.app.Payouts.Invite(t.Context(), Call{Actor: installation}, lee.ID)
	w.must(err)
	if done.Doc.Payout.InvitedMS == 0 {
		t.Error("the invitation isn't noted")
	}
	w.run()
	n, mail := w.mails.of("payout_invitation")
	if n != 1 || mail.To != "lee@example.com" || mail.Action == nil || !strings.HasPrefix(mail.Action.URL, "https://good.test/p/") {
		t.Fatalf("%d mails, %+v", n, mail)
	}
	token := strings.TrimPrefix(mail.Action.URL, "https://good.test/p/")
	st, err := w.app.Payouts.OpenPage(t.Context(), token)
	w.must(err)
	if st.MemberID != lee.ID || st.Standing != "" {
		t.Errorf("%+v", st)
	}
	for _, by := range []aggregate.Actor{
		installation, partner, operator, w.anna, {Kind: aggregate.Referrer, ID: lee.ID, Via: "key_own"}, {Kind: aggregate.Referrer},
	} {
		if link, err := w.app.Payouts.Onboard(t.Context(), by, "DE", "https://good.test/a", "https://good.test/b"); err == nil {
			t.Errorf("%s got %s", by.Kind, link)
		}
	}
	_, err = w.app.Payouts.Invite(t.Context(), Call{Actor: otherPartner}, lee.ID)
	w.refused(err, "not_found")
	_, err = w.app.Payouts.Invite(t.Context(), Call{Actor: aggregate.Actor{Kind: aggregate.Referrer, ID: lee.ID}}, lee.ID)
	w.refused(err, "not_allowed")
}

func TestPagesOfPayeesCanBeRevoked(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	url := w.app.Payouts.PageURL(w.referrer)
	token := url[strings.LastIndex(url, "/")+1:]
	if _, err := w.app.Payouts.OpenPage(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	_, err := w.app.Members.Deactivate(t.Context(), Call{Actor: operator}, w.referrer.ID)
	w.must(err)
	for _, bad := range []string{token, token + "x", "", "a.b.c", w.core.token(referrerToken, w.referrer.ID, 0)} {
		_, err := w.app.Payouts.OpenPage(t.Context(), bad)
		w.refused(err, "link_invalid")
	}
}

// TestOneAccountPerMember presses the button again and again, also after a fault.
func TestOneAccountPerMember(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	lee := w.customer("lee")
	self := aggregate.Actor{Kind: aggregate.Referrer, ID: lee.ID}
	press := func() error {
		_, err := w.app.Payouts.Onboard(t.Context(), self, "DE", "https://good.test/a", "https://good.test/b")
		return err
	}
	// The calls that people wait for are repeated by the client, so the fault has to
	// last longer than its patience.
	w.must(w.sandbox.Arm(t.Context(), stripesandbox.Fault{Kind: stripesandbox.Error500AfterCommit, Method: "POST", Path: "/v1/accounts"}))
	w.refused(press(), "stripe_unavailable")
	w.refused(press(), "stripe_unavailable") // Stripe keeps the 500 under the key
	w.clock.advance(25 * 60 * 60 * 1e9)      // and forgets it after a day
	w.must(press())
	first := w.accountOf(lee.ID)
	w.must(press())
	if first == "" || w.accountOf(lee.ID) != first {
		t.Errorf("%s and %s", first, w.accountOf(lee.ID))
	}
}

func (w *treasury) accountOf(id string) string {
	w.t.Helper()
	m, err := w.app.Members.find(w.t.Context(), id)
	w.must(err)
	return m.Payout.AccountID
}

func TestComingBackProvesNothing(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	lee := w.customer("lee")
	self := aggregate.Actor{Kind: aggregate.Referrer, ID: lee.ID}
	_, err := w.app.Payouts.Onboard(t.Context(), self, "", "https://good.test/a", "https://good.test/b")
	w.refused(err, "required") // nobody knows the country
	_, err = w.app.Payouts.Onboard(t.Context(), self, "DE", "https://good.test/a", "https://good.test/b")
	w.must(err)
	st, err := w.app.Payouts.Return(t.Context(), self)
	w.must(err)
	if st.Standing == transfer.Ready || len(st.Missing) == 0 {
		t.Errorf("%+v", st)
	}
}
