package processtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/producttest"
)

// story is a company whose rewards wait to be approved, and everybody that takes.
type story struct {
	*site
	own      caller // the installation's key
	anna     caller // a personal key of somebody who may approve
	referrer string // who can be paid
	program  string
	rewards  []string
}

// program pays a tenth of a won deal at once, so that no clock has to move.
var program = map[string]any{"draft": map[string]any{
	"name": "Goodword", "calendar": map[string]any{"zone": "Europe/Berlin"},
	"rewards": map[string]any{"hold_days": 0, "refund_days": 0, "rules": []any{map[string]any{
		"key": "won", "trigger": "won", "currency": "eur", "hold_days": 0,
		"price": map[string]any{"form": "percent", "basis_points": 1000, "cap": 500_000},
	}}},
}}

// newStory tells it up to n rewards that wait for their approval.
func newStory(s *site, p *producttest.Process, n int) *story {
	s.t.Helper()
	t := s.t
	st := &story{site: s, own: caller{s.Run("keys", "issue")}, anna: caller{s.Run("keys", "issue", "--for", "admin@goodword.example")}}
	rita := st.anna.must(t, "POST", p.URL+"/v1/members", map[string]any{"external_id": "rita", "kind": "staff", "name": "Rita Staff"}, "Idempotency-Key", "rita").id()
	st.anna.must(t, "PUT", p.URL+"/v1/members/"+rita+"/staff", map[string]any{"roles": []string{"rep"}})
	st.referrer = st.own.must(t, "POST", p.URL+"/v1/members",
		map[string]any{"external_id": "kim", "name": "Kim Muster", "email": "kim@example.org", "country": "DE"}, "Idempotency-Key", "kim").id()
	st.own.must(t, "POST", p.URL+"/sandbox/control/top-up", map[string]any{"amount": 100_000_000, "currency": "eur"})
	made := st.own.must(t, "POST", p.URL+"/v1/programs", program, "Idempotency-Key", "program")
	st.program = made.id()
	st.own.must(t, "POST", p.URL+"/v1/programs/"+st.program+"/publish", nil, "If-Match", made.etag)
	st.onboard(p)
	for i := range n {
		st.win(p, i, rita)
	}
	until(t, "rewards that wait for approval", patience, func() bool { return len(st.in(p, "awaiting_approval")) == n })
	st.rewards = st.in(p, "awaiting_approval")
	return st
}

// win takes the i-th referral from its submission to a deal of its own size.
func (st *story) win(p *producttest.Process, i int, rita string) {
	st.t.Helper()
	person, at := people[i], p.URL+"/v1/referrals"
	made := st.own.must(st.t, "POST", at, map[string]any{
		"program_id": st.program, "referrer_id": st.referrer, "revision": 1, "accepted_at": time.Now().UTC().Format(time.RFC3339),
		"answers": map[string]any{
			"name": person, "company": strings.Fields(person)[1] + " Logistics", "source": "peers_outside", "told": "yes",
			"why": person + " told me last week that they still plan every route on paper and lose an hour each day.",
		},
	}, "Idempotency-Key", fmt.Sprint("submit-", i))
	if made.body["status"] != "awaiting_yes" {
		st.t.Fatalf("vetting: %v", made.body["verdict"])
	}
	at += "/" + made.id()
	st.own.must(st.t, "POST", at+"/yes", map[string]any{
		"channel": "reply", "evidence": "They answered the letter.", "on_behalf_of": rita,
		"details": map[string]any{"email": fmt.Sprintf("person%d@%s.example", i, strings.ToLower(strings.Fields(person)[1]))},
	}, "If-Match", made.etag)
	st.own.must(st.t, "POST", at+"/won", map[string]any{
		"external_id": fmt.Sprint("deal-", i), "amount": map[string]any{"amount": 100_000 + 1_000*i, "currency": "eur"},
		"evidence": map[string]any{"kind": "contract", "reference": "C-1"},
	}, "Idempotency-Key", fmt.Sprint("won-", i))
}

// people are as many as one referrer may put forward in an hour.
var people = []string{
	"Sam Porter", "Ines Okafor", "Jonas Lindqvist", "Priya Raman", "Tomas Novak", "Lucia Ferrante", "Owen Baxter", "Clara Moreau",
	"Emil Hansen", "Nadia Haddad",
}

// in lists the rewards with a status.
func (st *story) in(p *producttest.Process, status string) (ids []string) {
	st.t.Helper()
	for _, r := range st.own.must(st.t, "GET", p.URL+"/v1/rewards?limit=100&status="+status, nil).list("data") {
		ids = append(ids, fmt.Sprint(r["id"]))
	}
	return ids
}

// approve gives the one word that a reward takes; nil when there was no answer.
func (st *story) approve(p *producttest.Process, id string) error {
	seen, err := st.anna.send(st.t.Context(), "GET", p.URL+"/v1/rewards/"+id, nil)
	if err != nil {
		return err
	}
	done, err := st.anna.send(st.t.Context(), "POST", p.URL+"/v1/rewards/"+id+"/approve", nil, "If-Match", seen.etag, "Idempotency-Key", "approve-"+id)
	if err == nil && done.status != http.StatusOK {
		err = fmt.Errorf("approve: %d %v", done.status, done.body)
	}
	return err
}

// paidOnce waits until every reward is paid, and fails the test unless each took
// one transfer and one mail, and the books agree.
func (st *story) paidOnce(p *producttest.Process) {
	st.t.Helper()
	until(st.t, "payment of all", patience, func() bool { return len(st.in(p, "paid")) == len(st.rewards) })
	groups := map[string]int{}
	for _, tr := range st.own.must(st.t, "GET", p.URL+"/sandbox/control/ledger", nil).list("transfers") {
		groups[fmt.Sprint(tr["transfer_group"])]++
	}
	for _, id := range st.rewards {
		if n := groups["rwd_"+id]; n != 1 {
			st.t.Errorf("%d transfers for %s", n, id)
		}
	}
	if len(groups) != len(st.rewards) {
		st.t.Errorf("%d transfer groups for %d rewards", len(groups), len(st.rewards))
	}
	st.settled()
	subjects := regexp.MustCompile(`[0-9.]+ is on its way to you|EUR [0-9.,]+ is on its way|€[0-9.,]+ is on its way`)
	mails := map[string]int{}
	until(st.t, "mail about each payment", patience, func() bool {
		clear(mails)
		for _, s := range subjects.FindAllString(open(st.t, p.URL+"/mailbox"), -1) {
			mails[s]++
		}
		return len(mails) >= len(st.rewards)
	})
	for subject, n := range mails {
		if n != 1 {
			st.t.Errorf("%d mails %q", n, subject)
		}
	}
}

// settled waits until the ledger has every entry that is due; the command fails
// when rewards, ledger and Stripe disagree.
func (st *story) settled() {
	st.t.Helper()
	until(st.t, "books without anything pending", patience, func() bool {
		var r struct {
			Rewards, Pending int
			Findings         []any
		}
		text := st.Run("reconcile")
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			st.t.Fatalf("%v: %s", err, text)
		}
		if r.Rewards != len(st.rewards) || len(r.Findings) > 0 {
			st.t.Fatalf("the books: %s", text)
		}
		return r.Pending == 0
	})
}

// onboard is what the referrer does with the mail that invites them: the page, its
// button, and Stripe's form.
func (st *story) onboard(p *producttest.Process) {
	st.t.Helper()
	st.own.must(st.t, "POST", p.URL+"/v1/members/"+st.referrer+"/payout-account/invite", nil)
	invited := regexp.MustCompile(`/p/[A-Za-z0-9._~-]+`)
	kept := regexp.MustCompile(`href="(/mailbox/[^"/]+)"`)
	var page string
	until(st.t, "invitation in the mailbox", patience, func() bool {
		for _, m := range kept.FindAllStringSubmatch(open(st.t, p.URL+"/mailbox"), -1) {
			if page = invited.FindString(open(st.t, p.URL+m[1])); page != "" {
				return true
			}
		}
		return false
	})
	form := regexp.MustCompile(`/sandbox/connect/[^"]+`).FindString(press(st.t, p.URL+page, url.Values{"country": {"DE"}}))
	if form == "" {
		st.t.Fatal("the button leads nowhere")
	}
	open(st.t, p.URL+form)
	press(st.t, p.URL+form, url.Values{"choice": {"finish"}})
}

// open shows a page.
func open(t *testing.T, url string) string {
	t.Helper()
	r, err := client.Get(url)
	return shown(t, r, err)
}

// press sends a page's form.
func press(t *testing.T, at string, form url.Values) string {
	t.Helper()
	r, err := client.PostForm(at, form)
	return shown(t, r, err)
}

func shown(t *testing.T, r *http.Response, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode >= 400 {
		t.Fatalf("%s: %s %v: %s", r.Request.URL.Path, r.Status, err, text)
	}
	return string(text)
}
