package office_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/portaltest"
)

// box is a sandbox that notes what is asked of it.
type box struct {
	mu    sync.Mutex
	clock interface{ Advance(time.Duration) }
	deeds []page.SandboxDeed
	walks []time.Duration
	state page.SandboxState
	fails error
}

func (b *box) Walk(_ context.Context, by time.Duration) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fails != nil {
		return b.fails
	}
	b.walks = append(b.walks, by)
	b.clock.Advance(by)
	return nil
}

func (b *box) Look(context.Context) (page.SandboxState, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.state, nil
}

func (b *box) Do(_ context.Context, d page.SandboxDeed) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.deeds = append(b.deeds, d)
	return b.fails
}

// newSandbox is a desk with a sandbox.
func newSandbox(t *testing.T) (*desk, *box) {
	t.Helper()
	d, b := &desk{}, &box{}
	d.Kit = portaltest.New(t, func(s *page.Site) []page.Route {
		s.Sandbox = b
		return d.area(s)
	})
	b.clock = d.Clock
	d.ada = d.Staff("Ada Admin", aggregate.Admin)
	d.admin = d.SignedIn(d.ada)
	return d, b
}

func TestSandboxIsForAdminsAndNotForProduction(t *testing.T) {
	t.Parallel()
	d, _ := newSandbox(t)
	if got := d.SignedIn(d.Staff("Rita Rep", aggregate.Rep)).Get("/staff/sandbox").Status; got != http.StatusForbidden {
		t.Errorf("for a rep: %d", got)
	}
	if !strings.Contains(d.ok(d.admin, "/staff").Body, `href="/staff/sandbox"`) {
		t.Error("the rail doesn't lead there")
	}
	without := newDesk(t)
	if got := without.admin.Get("/staff/sandbox").Status; got != http.StatusNotFound {
		t.Errorf("without a sandbox: %d", got)
	}
	if strings.Contains(without.ok(without.admin, "/staff").Body, `href="/staff/sandbox"`) {
		t.Error("the rail leads to a page that isn't there")
	}
}

func TestSandboxShowsWhatThereIs(t *testing.T) {
	t.Parallel()
	d, b := newSandbox(t)
	says(t, d.ok(d.admin, "/staff/sandbox"), "Nothing here is real", "Nobody has set one up yet.", "Nothing was paid out yet.", "There is no money yet.")
	kim := d.Customer("Kim Muster")
	r := d.Introduce(kim, d.Program(d.Staff("Nora Berg", aggregate.Rep)), nil)
	b.state = page.SandboxState{
		Balance:  []money.Money{money.Of(123_400, "eur")},
		Accounts: []page.SandboxAccount{{ID: "acct_1", MemberID: kim.ID, Ready: true}, {ID: "acct_2", MemberID: "mbr_gone"}},
		Charges: []page.SandboxCharge{
			{ID: "ch_1", Amount: money.Of(11_900, "eur"), Refunded: money.Of(0, "eur")},
			{ID: "ch_2", Amount: money.Of(500, "eur"), Refunded: money.Of(500, "eur")},
			{ID: "ch_3", Amount: money.Of(700, "eur"), Refunded: money.Of(0, "eur"), Disputed: true},
		},
		Disputes:  []page.SandboxDispute{{ID: "dp_1", Amount: money.Of(700, "eur"), Open: true}, {ID: "dp_2", Amount: money.Of(800, "eur"), Won: true}, {ID: "dp_3", Amount: money.Of(900, "eur")}},
		Transfers: []page.SandboxTransfer{{ID: "tr_1", RewardID: "rwd_1", Amount: money.Of(20_000, "eur"), Reversed: money.Of(0, "eur")}},
		Faults:    []string{"503"}, Deliveries: 2,
	}
	p := d.ok(d.admin, "/staff/sandbox")
	says(t, p, "€1,234.00", "Kim Muster", "mbr_gone", "€119.00", "given back", "disputed", "Dispute over €7.00", "ended for us", "ended against us", "€200.00",
		"2 events are still to be delivered.", "Stripe is away", "Nobody has said yes yet who could pay.", "Disarm all", "Go to what is due next", "Priya Raman")
	if !slices.Contains(p.Links(), "/staff/introductions/"+r.ID) {
		t.Error("no way to what is due next")
	}
	hides(t, p, "503", "sign_ins", "step_late", "first_contact")
	nora := d.Staff("Rita Rep", aggregate.Rep)
	_, err := d.App.Referrals.RecordYes(t.Context(), d.As(nora), r.ID, app.RecordYes{
		Channel: "phone", Evidence: "She called.", Details: app.YesInput{Email: "priya@raman.org"},
	})
	d.Must(err)
	if p := d.ok(d.admin, "/staff/sandbox"); !strings.Contains(p.Body, `<option value="`+r.ID+`">Priya Raman`) {
		t.Error("nobody is offered who could pay")
	}
	d.admin.Lang = "de"
	says(t, d.ok(d.admin, "/staff/sandbox"), "Nichts hier ist echt", "Ein versprochener Schritt")
}

func TestSandboxMovesTheClock(t *testing.T) {
	t.Parallel()
	d, b := newSandbox(t)
	const path = "/staff/sandbox/clock"
	d.Introduce(d.Customer("Kim Muster"), d.Program(d.Staff("Nora Berg", aggregate.Rep)), nil)
	next, err := d.App.NextDue(t.Context())
	d.Must(err)
	before := d.App.Now()
	says(t, d.admin.Follow(path, typed(url.Values{}, "how", "next")), "It is ")
	if got := d.App.Now(); got.Before(next) || got.After(next.Add(2*time.Second)) || len(b.walks) != 1 {
		t.Errorf("from %v to %v; due was %v", before, got, next)
	}
	now := d.App.Now()
	d.admin = d.SignedIn(d.ada)
	d.admin.Follow(path, typed(url.Values{}, "how", "days", "days", "3"))
	if got := d.App.Now().Sub(now); got != 72*time.Hour {
		t.Errorf("moved by %v", got)
	}
	day := d.App.Now().AddDate(0, 0, 10).Format(time.DateOnly)
	d.admin = d.SignedIn(d.ada)
	d.admin.Follow(path, typed(url.Values{}, "how", "day", "day", day))
	if got := d.App.Now().Format(time.DateOnly); got != day {
		t.Errorf("it is %s, not %s", got, day)
	}
	walks := len(b.walks)
	d.admin = d.SignedIn(d.ada)
	for _, wrong := range [][]string{{"how", "days", "days", "-1"}, {"how", "days", "days", "401"}, {"how", "days", "days", "x"}, {"how", "day", "day", "2020-01-01"}, {"how", "day", "day", "x"}, {"how", "back"}, {}} {
		says(t, d.admin.Follow(path, typed(url.Values{}, wrong...)), "The clock was not moved")
	}
	if len(b.walks) != walks {
		t.Errorf("moved by %v", b.walks[walks:])
	}
	b.fails = fault.New(fault.Conflict, "clock_moving", "Somebody is moving the clock right now.")
	says(t, d.admin.Follow(path, typed(url.Values{}, "how", "days", "days", "1")), "Somebody else is moving the clock")
}

func TestSandboxDeeds(t *testing.T) {
	t.Parallel()
	d, b := newSandbox(t)
	const path = "/staff/sandbox/deed"
	r := d.Introduce(d.Customer("Kim Muster"), d.Program(d.Staff("Nora Berg", aggregate.Rep)), nil)
	for _, c := range []struct {
		typed []string
		want  page.SandboxDeed
	}{
		{[]string{"kind", "top_up", "amount", "500", "currency", "eur"}, page.SandboxDeed{Kind: page.DeedTopUp, Amount: money.Of(50_000, "eur")}},
		{[]string{"kind", "pay", "id", r.ID, "paid", "119", "currency", "usd"}, page.SandboxDeed{Kind: page.DeedPay, ID: r.ID, Amount: money.Of(11_900, "usd")}},
		{[]string{"kind", "refund", "id", "ch_1"}, page.SandboxDeed{Kind: page.DeedRefund, ID: "ch_1"}},
		{[]string{"kind", "dispute", "id", "ch_1"}, page.SandboxDeed{Kind: page.DeedDispute, ID: "ch_1"}},
		{[]string{"kind", "win", "id", "dp_1"}, page.SandboxDeed{Kind: page.DeedWin, ID: "dp_1"}},
		{[]string{"kind", "lose", "id", "dp_1"}, page.SandboxDeed{Kind: page.DeedLose, ID: "dp_1"}},
		{[]string{"kind", "account", "id", "acct_1", "state", "restricted"}, page.SandboxDeed{Kind: page.DeedAccount, ID: "acct_1", State: "restricted"}},
		{[]string{"kind", "arm", "state", "503"}, page.SandboxDeed{Kind: page.DeedArm, State: "503"}},
		{[]string{"kind", "disarm"}, page.SandboxDeed{Kind: page.DeedDisarm}},
	} {
		p := d.admin.Follow(path, typed(url.Values{}, c.typed...))
		if p.Has("refused") || len(b.deeds) == 0 || b.deeds[len(b.deeds)-1] != c.want {
			t.Errorf("%v: %+v\n%s", c.typed, b.deeds, p.Text())
		}
	}
	done := len(b.deeds)
	for _, wrong := range [][]string{
		{}, {"kind", "rob"}, {"kind", "top_up", "amount", "0", "currency", "eur"}, {"kind", "top_up", "amount", "1000000", "currency", "eur"},
		{"kind", "top_up", "amount", "5", "currency", "xxx"}, {"kind", "pay", "paid", "5", "currency", "eur"}, {"kind", "pay", "id", "ref_0", "paid", "5", "currency", "eur"}, {"kind", "refund"},
		{"kind", "account", "id", "acct_1", "state", "happy"}, {"kind", "arm", "state", "meteor"},
	} {
		says(t, d.admin.Follow(path, typed(url.Values{}, wrong...)), "The sandbox refused this")
	}
	if len(b.deeds) != done {
		t.Errorf("done: %+v", b.deeds[done:])
	}
	b.fails = fault.New(fault.NotFound, "resource_missing", "No such charge.")
	says(t, d.admin.Follow(path, typed(url.Values{}, "kind", "refund", "id", "ch_0")), "The sandbox refused this")
}
