package boot

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/config"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/store"
)

// openHouse opens the product on a directory as `go run .` does, with its own
// webhooks reachable.
func openHouse(t *testing.T, dir string) *House {
	t.Helper()
	document, err := os.ReadFile(filepath.Join("..", "..", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := config.Settings{
		Addr: l.Addr().String(), Data: dir, Env: "development", StripeCountry: "DE", MailFrom: "hello@goodword.example", Brand: "Northline",
		Holder: "Northline GmbH, Beispielstr. 1, 10115 Berlin", Admin: "admin@goodword.example", Hue: 195,
	}
	h, err := Open(t.Context(), s, Parts{Log: slog.New(slog.DiscardHandler), Document: document, Local: local(l)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	handler, err := h.Handler()
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: time.Second}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return h
}

// TestDemo kills a start in the middle of the story, lets the next one tell the
// rest, and finds every status of every aggregate, money and books in agreement,
// and nothing left to tell at the start after that.
func TestDemo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	h := openHouse(t, dir)
	admin, err := h.firstAdmin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, kill := context.WithCancel(t.Context())
	defer kill()
	h.Worker.Observe = dieAfter(300, kill)
	if err := h.seed(ctx, admin); !errors.Is(err, context.Canceled) {
		t.Fatalf("the killed start says %v", err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}

	h = openHouse(t, dir)
	if err := h.Prepare(t.Context(), io.Discard); err != nil {
		t.Fatal(err)
	}
	if off := h.Clock.Offset().Abs(); off > time.Second {
		t.Errorf("after the story the clock is %v away from real time", off)
	}
	everyStatus(t, h)
	inAgreement(t, h)

	before := snapshot(t, h)
	if err := h.seed(t.Context(), admin); err != nil {
		t.Fatal(err)
	}
	if after := snapshot(t, h); after != before {
		t.Errorf("a second start changed something:\n%s\n%s", before, after)
	}
}

// TestDemoKilledInItsFirstRound has a start play the first scenes and die before it
// notes that: the next one plays them again, and all is well.
func TestDemoKilledInItsFirstRound(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for range 2 {
		h := openHouse(t, dir)
		admin, err := h.firstAdmin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		marks := bookmarks{store.NewCollection[bookmark](h.engine, bookmarkSchema)}
		mark, _, err := marks.open(t.Context(), h.Clock)
		if err != nil {
			t.Fatal(err)
		}
		d := &demo{House: h, mark: mark, marks: marks, admin: admin}
		if err := d.prepareCast(t.Context()); err != nil {
			t.Fatal(err)
		}
		first := rounds(tales())[0]
		if err := d.walkTo(t.Context(), first[0].tale.scenes[0].day); err != nil {
			t.Fatal(err)
		}
		if err := d.playRound(t.Context(), first, false); err != nil {
			t.Error(err)
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// inAgreement fails the test unless rewards, books and sandbox agree, and nothing
// waits for a person that the story doesn't tell of.
func inAgreement(t *testing.T, h *House) {
	t.Helper()
	r, err := h.App.Rewards.Reconcile(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) > 0 || r.Rewards == 0 || r.Entries == 0 {
		t.Errorf("rewards and books don't agree: %+v", r)
	}
}

// everyStatus fails the test for each status that nothing in the house has.
func everyStatus(t *testing.T, h *House) {
	t.Helper()
	have := map[string]int{}
	for _, s := range statuses(t, h) {
		have[s]++
	}
	want := func(kind string, states ...string) {
		for _, s := range states {
			if have[kind+" "+s] == 0 {
				t.Errorf("no %s is %s", kind, s)
			}
		}
	}
	want("referral", texts(referral.Statuses)...)
	want("breach", "open", "upheld", "not upheld")
	want("reward", texts(reward.Statuses)...)
	want("program", texts([]program.State{program.Draft, program.Published, program.Archived})...)
	want("member", texts([]member.State{member.Active, member.Deactivated})...)
	want("member", texts(member.Kinds())...)
	want("link", texts([]link.State{link.On, link.Off})...)
	want("company", texts(company.States())...)
	want("key", texts([]apikey.Kind{apikey.Service, apikey.Personal})...)
	want("key", "alive", "ended")
	want("suppression", texts([]suppression.State{suppression.Active, suppression.Lifted})...)
}

// statuses lists what every document of the house is, one line each: the noun and
// its status.
func statuses(t *testing.T, h *House) []string {
	t.Helper()
	ctx, all := t.Context(), app.Page{Limit: 100}
	var out []string
	note := func(kind, state string) { out = append(out, kind+" "+state) }
	for _, r := range listed(t, func(p app.Page) (app.Listed[referral.Referral], error) {
		return h.App.Referrals.List(ctx, operator.Actor, app.ReferralFilter{}, p)
	}) {
		note("referral", string(r.Status))
		for _, b := range r.Breaches {
			note("breach", map[bool]string{true: "open", false: map[bool]string{true: "upheld", false: "not upheld"}[b.Upheld]}[b.AnsweredMS == 0])
		}
	}
	for _, r := range listed(t, func(p app.Page) (app.Listed[reward.Reward], error) {
		return h.App.Rewards.List(ctx, operator.Actor, app.RewardFilter{}, p)
	}) {
		note("reward", string(r.Status))
	}
	for _, p := range listed(t, func(p app.Page) (app.Listed[program.Program], error) {
		return h.App.Programs.List(ctx, operator.Actor, app.ProgramFilter{}, p)
	}) {
		note("program", string(p.State))
	}
	for _, m := range listed(t, func(p app.Page) (app.Listed[member.Member], error) {
		return h.App.Members.List(ctx, operator.Actor, app.MemberFilter{}, p)
	}) {
		note("member", string(m.State))
		note("member", string(m.Kind))
		links, err := h.App.Links.List(ctx, operator.Actor, m.ID, "", all)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range links.Docs {
			note("link", string(l.State))
		}
	}
	for _, c := range listed(t, func(p app.Page) (app.Listed[company.Company], error) {
		return h.App.Companies.List(ctx, operator.Actor, app.CompanyFilter{}, p)
	}) {
		note("company", string(c.State))
	}
	for _, k := range listed(t, func(p app.Page) (app.Listed[apikey.Key], error) {
		return h.App.Keys.List(ctx, operator.Actor, app.KeyFilter{}, p)
	}) {
		note("key", string(k.Kind))
		note("key", map[bool]string{true: "alive", false: "ended"}[k.Alive(h.App.Now())])
	}
	for _, s := range listed(t, func(p app.Page) (app.Listed[suppression.Suppression], error) {
		return h.App.Suppressions.List(ctx, operator.Actor, p)
	}) {
		note("suppression", string(s.State))
	}
	return out
}

// listed reads a list to its end.
func listed[T any](t *testing.T, read func(app.Page) (app.Listed[T], error)) []*T {
	t.Helper()
	var all []*T
	for page := (app.Page{Limit: 100}); ; {
		part, err := read(page)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, part.Docs...)
		if page.Cursor = part.Next; part.Next == "" {
			return all
		}
	}
}

// snapshot is all that the statuses say, and how many mails there are.
func snapshot(t *testing.T, h *House) string {
	t.Helper()
	mails, err := h.Mailbox.Mails(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]any{"statuses": statuses(t, h), "mails": len(mails), "newest": mails[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// dieAfter kills at the nth task.
func dieAfter(n int64, kill func()) func(string, aggregate.Outcome, time.Duration) {
	var left atomic.Int64
	left.Store(n)
	return func(string, aggregate.Outcome, time.Duration) {
		if left.Add(-1) == 0 {
			kill()
		}
	}
}
