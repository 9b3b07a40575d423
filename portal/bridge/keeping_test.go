package bridge_test

import (
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/referral"
)

// TestThePersonReadsWhatIsKept: their details with masked addresses, and until when
// they stay: while it is open, after it was lost, after the deletion.
func TestThePersonReadsWhatIsKept(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(askFirst), priya)
	_, path := k.Mail("ask_first")
	v := k.visitor("en")
	p := v.open(path)
	k.wants(p, 200, "What we keep about you", "Raman Logistics", "p•••@raman-logistics.org", "If it comes to nothing, we delete these details 90 days later", "You can correct it together with your answer.")
	if strings.Contains(p.Body, "priya@raman-logistics.org") {
		t.Error("the whole address is on the page")
	}
	_, err := k.App.Referrals.RecordYes(t.Context(), k.As(k.nora), r.ID, app.RecordYes{Channel: "reply", Evidence: "Yes, call me."})
	k.Must(err)
	_, err = k.App.Referrals.Lose(t.Context(), k.As(k.nora), r.ID, app.LoseReferral{Code: "no_need"})
	k.Must(err)
	k.Run()
	k.in(r.ID, referral.Lost)
	k.wants(v.open(path), 200, "It did not come to anything", "We delete these details on Mon 31 Aug 2026, without being asked.", "until Wed 2 Jun 2027")
	k.Clock.Advance(100 * 24 * time.Hour)
	k.Run()
	k.wants(v.open(path), 200, "Your details are deleted", "After that only a coded trace of your address is left, until Wed 2 Jun 2027.")
	k.Clock.Advance(300 * 24 * time.Hour)
	k.Run()
	k.wants(k.visitor("de").open(path), 200, "Nichts. Es bleibt nur")
}

// TestACustomersDetailsStay, and can be deleted by the person.
func TestACustomersDetailsStay(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	r := k.introduce(k.program(askFirst), priya)
	_, path := k.Mail("ask_first")
	_, err := k.App.Referrals.RecordYes(t.Context(), k.As(k.nora), r.ID, app.RecordYes{Channel: "reply", Evidence: "Yes, call me."})
	k.Must(err)
	_, err = k.App.Referrals.Win(t.Context(), k.As(k.nora), r.ID, app.WinReferral{
		ExternalID: "d-1", Amount: money.Of(100_000, "eur"), Evidence: app.DealEvidence{Kind: "contract", Reference: "C-1"},
	})
	k.Must(err)
	k.Run()
	k.wants(k.visitor("en").open(path), 200, "Welcome to Northline", "These details belong to the record of your purchase.", "Never, and delete my details")
}
