package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// treasury is the whole application on SQLite, with the real Stripe client talking
// HTTP to the sandbox, and everybody whom a payment takes.
type treasury struct {
	*registers
	app      *App
	sandbox  *stripesandbox.Sandbox
	mails    *outbox
	referrer *member.Member
	account  string // the referrer's, payable
	anna     aggregate.Actor
	ben      aggregate.Actor
}

// outbox keeps what was mailed.
type outbox struct {
	mu   sync.Mutex
	sent []mailing.Mail
}

func (o *outbox) Send(_ context.Context, m mailing.Mail) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent = append(o.sent, m)
	return nil
}

// of counts the mails of a template.
func (o *outbox) of(template string) (n int, last mailing.Mail) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, m := range o.sent {
		if m.Template == template {
			n, last = n+1, m
		}
	}
	return n, last
}

func newTreasury(t *testing.T) *treasury {
	t.Helper()
	engine := template.Open(t)
	w := &treasury{registers: &registers{t: t, clock: &manualClock{now: monday()}}, mails: &outbox{}}
	var err error
	w.sandbox, err = stripesandbox.New(t.Context(), stripesandbox.Deps{Engine: engine, Clock: w.clock, PublicURL: "http://sandbox.test"})
	w.must(err)
	server := httptest.NewServer(w.sandbox.Handler())
	t.Cleanup(server.Close)
	client, err := payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: server.URL, PlatformCountry: "DE", Timeout: payout.MaxTimeout})
	w.must(err)
	w.app, err = New(Config{
		Engine: engine, Clock: w.clock, Random: rand.Reader, Secret: []byte("0123456789abcdef0123456789abcdef"),
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), BaseURL: "https://good.test", Mode: apikey.Test, Stripe: client, Mailer: w.mails,
	})
	w.must(err)
	w.must(w.app.Ensure(t.Context()))
	w.core, w.members, w.programs = w.app.core, w.app.Members, w.app.Programs
	w.must(w.sandbox.TopUp(t.Context(), 100_000_000, "eur"))
	w.referrer = w.customer("kim")
	w.account = w.onboard(w.referrer.ID)
	w.anna, w.ben = w.person("anna", aggregate.Approver), w.person("ben", aggregate.Approver)
	return w
}

// person is a staff member in a fresh session.
func (w *treasury) person(name string, roles ...aggregate.Role) aggregate.Actor {
	w.t.Helper()
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	u, err := w.members.Upsert(w.t.Context(), Call{Actor: operator}, MemberInput{ExternalID: name, Kind: "staff", Name: name, Email: name + "@northline.example"})
	w.must(err)
	_, err = w.members.ChangeStaff(w.t.Context(), Call{Actor: operator}, u.Doc.ID, DutiesInput{Roles: names})
	w.must(err)
	return aggregate.Actor{Kind: aggregate.Staff, ID: u.Doc.ID, Roles: roles}
}

// onboard takes a member through Stripe's form, by their own page.
func (w *treasury) onboard(memberID string) string {
	w.t.Helper()
	self := aggregate.Actor{Kind: aggregate.Referrer, ID: memberID}
	_, err := w.app.Payouts.Onboard(w.t.Context(), self, "DE", "https://good.test/m/x", "https://good.test/m/x/return")
	w.must(err)
	m, err := w.app.Members.find(w.t.Context(), memberID)
	w.must(err)
	w.must(w.sandbox.SetAccount(w.t.Context(), m.Payout.AccountID, stripesandbox.StateFinished))
	st, err := w.app.Payouts.Return(w.t.Context(), self)
	w.must(err)
	if st.Standing != transfer.Ready {
		w.t.Fatalf("after the form the account is %s", st.Standing)
	}
	return m.Payout.AccountID
}

// cashRule pays a flat amount of euros for a won deal.
func cashRule(minor int64) reward.Rule {
	return reward.Rule{Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur", Price: reward.Price{Form: reward.Flat, Amount: minor}}
}

// owed is what the n-th referral of the referrer owes once its deal of 1,000.00 is
// won, under one rule.
func (w *treasury) owed(n int, rule reward.Rule) Owed {
	terms := reward.Default()
	terms.Rules = []reward.Rule{rule}
	at := ms(w.clock.Now())
	return Owed{
		ReferralID: "ref_" + strconv.Itoa(n), ProgramID: "prg_1", RevisionN: 1, Source: member.Installation, Terms: terms,
		Decision: promise.BusinessDays(5), Calendar: calendar.Default("Europe/Berlin"), ReferrerID: w.referrer.ID, Class: "named",
		Happened: map[reward.Trigger]int64{reward.OnWon: at},
		Deal:     deal.Deal{Amount: money.Of(100_000, "eur"), WonMS: at, FactID: "crm|" + strconv.Itoa(n)},
	}
}

// settle has the rewards follow and returns the first one.
func (w *treasury) settle(o Owed) *reward.Reward {
	w.t.Helper()
	w.won(o.ReferralID)
	w.must(w.app.Rewards.Settle(w.t.Context(), o))
	list, err := w.app.Rewards.ofReferral(w.t.Context(), o.ReferralID)
	w.must(err)
	if len(list) == 0 {
		w.t.Fatal("there is no reward")
	}
	return list[0]
}

// won makes sure that there is a referral behind a reward.
func (w *treasury) won(id string) {
	w.t.Helper()
	err := w.app.Referrals.referrals.Insert(w.t.Context(), &referral.Referral{
		Meta: aggregate.NewMeta(id, w.clock.Now()), Source: member.Installation, ReferrerID: w.referrer.ID, Status: referral.Won,
	})
	if store.Taken(err) != "id" {
		w.must(err)
	}
}

// get reads a reward.
func (w *treasury) get(id string) *reward.Reward {
	w.t.Helper()
	r, err := w.app.Rewards.Get(w.t.Context(), w.anna, id)
	w.must(err)
	return r
}

// in fails the test unless the reward has the status.
func (w *treasury) in(id string, want reward.Status) *reward.Reward {
	w.t.Helper()
	r := w.get(id)
	if r.Status != want {
		w.t.Fatalf("wanted %s, got %s (waits for %s, reason %s, payout %+v)", want, r.Status, r.Waiting, r.Reason, r.Payout)
	}
	return r
}

// approve gives one person's word.
func (w *treasury) approve(id string, by aggregate.Actor) error {
	_, err := w.app.Rewards.Approve(w.t.Context(), Call{Actor: by}, id)
	return err
}

// run performs everything that is due, until nothing is.
func (w *treasury) run() {
	w.t.Helper()
	for range 500 {
		busy := false
		for _, q := range w.app.Queues() {
			ids, err := q.Due(w.t.Context(), 100)
			w.must(err)
			for _, id := range ids {
				outcome, _ := q.Run(w.t.Context(), id)
				busy = busy || outcome != aggregate.Idle
			}
		}
		if !busy {
			return
		}
	}
	w.t.Fatal("the work never ends")
}

// after lets time pass and performs what is due then.
func (w *treasury) after(d time.Duration) {
	w.t.Helper()
	w.clock.advance(d)
	w.run()
}

// approvedReward is a reward of so many cents, approved and not yet looked at by
// the worker.
func (w *treasury) approvedReward(n int, minor int64) *reward.Reward {
	w.t.Helper()
	r := w.settle(w.owed(n, cashRule(minor)))
	w.after(31 * 24 * time.Hour)
	w.must(w.approve(r.ID, w.anna))
	return w.in(r.ID, reward.Approved)
}

// transfers are Stripe's, for one reward.
func (w *treasury) transfers(id string) []json.RawMessage {
	w.t.Helper()
	books, err := w.sandbox.Dump(w.t.Context())
	w.must(err)
	var out []json.RawMessage
	for _, raw := range books.Transfers {
		var t struct {
			Group string `json:"transfer_group"`
		}
		w.must(json.Unmarshal(raw, &t))
		if t.Group == transfer.Group(id) {
			out = append(out, raw)
		}
	}
	return out
}

// paidOnce fails the test unless the reward is paid by exactly one transfer and
// rewards, books and Stripe agree.
func (w *treasury) paidOnce(id string) {
	w.t.Helper()
	w.in(id, reward.Paid)
	if n := len(w.transfers(id)); n != 1 {
		w.t.Fatalf("Stripe has %d transfers", n)
	}
	w.agree()
}

// agree fails the test unless rewards, books and Stripe agree.
func (w *treasury) agree() {
	w.t.Helper()
	report, err := w.app.Rewards.Reconcile(w.t.Context())
	w.must(err)
	if len(report.Findings) > 0 {
		w.t.Fatalf("they don't agree: %+v", report.Findings)
	}
}
