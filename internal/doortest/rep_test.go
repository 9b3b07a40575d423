package doortest

import (
	"net/url"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/app"
)

// onPage is a rep's case: the same word is in both addresses.
func onPage(name, does, page string, scene func(*house) string, body map[string]any, form url.Values) twin {
	return twin{name: name, by: rep, scene: scene, path: "/v1/referrals/{id}/" + does, body: body, page: "/staff/introductions/{id}/" + page, form: form, want: done}
}

// typed is what somebody fills in: name, value, ….
func typed(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// at is a time on the day of the house, in Berlin, as the API reads it and as a
// page does.
func at(day string, clock string) time.Time {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, berlin)
	if err != nil {
		panic(err)
	}
	return t
}

// A rep follows up.
func TestFollowUp(t *testing.T) {
	t.Parallel()
	contact := onPage("a contact inside the promise", "contacts", "contact", (*house).agreed,
		map[string]any{"channel": "email", "outcome": "no_answer"}, typed("channel", "email", "outcome", "no_answer"))
	tap := contact
	tap.name, tap.page, tap.at = "a contact in one tap", "/staff/follow-up/{id}/contact", "/staff/follow-up/{id}"
	outside := onPage("a contact before the yes", "contacts", "contact", (*house).awaiting,
		map[string]any{"channel": "phone", "outcome": "reached"}, typed("channel", "phone", "outcome", "reached", "sure", "yes"))
	stop := onPage("a contact that ends all contact", "contacts", "contact", (*house).agreed,
		map[string]any{"channel": "email", "outcome": "asked_to_stop"}, typed("channel", "email", "outcome", "asked_to_stop", "sure", "yes"))
	channel := onPage("a contact by pigeon", "contacts", "contact", (*house).agreed,
		map[string]any{"channel": "pigeon", "outcome": "reached"}, typed("channel", "pigeon", "outcome", "reached", "sure", "yes"))
	future := onPage("a contact next week", "contacts", "contact", (*house).agreed,
		map[string]any{"channel": "email", "outcome": "reached", "at": at("2026-06-09", "10:00")},
		typed("channel", "email", "outcome", "reached", "at", "2026-06-09", "at_time", "10:00", "sure", "yes"))
	meeting := onPage("a meeting", "meeting", "meeting", (*house).agreed,
		map[string]any{"at": at("2026-06-02", "09:30"), "note": "All four were there."}, typed("at", "2026-06-02", "at_time", "09:30", "note", "All four were there."))
	early := onPage("a meeting before the yes", "meeting", "meeting", (*house).awaiting,
		map[string]any{"at": at("2026-06-02", "09:30")}, typed("at", "2026-06-02", "at_time", "09:30"))
	next := onPage("a next step", "next-step", "next-step", (*house).agreed,
		map[string]any{"what": "Send the offer", "at": at("2026-06-09", "10:00")}, typed("what", "Send the offer", "at", "2026-06-09", "at_time", "10:00"))
	past := onPage("a next step in the past", "next-step", "next-step", (*house).agreed,
		map[string]any{"what": "Send the offer", "at": at("2026-05-01", "10:00")}, typed("what", "Send the offer", "at", "2026-05-01", "at_time", "10:00"))
	later := onPage("not now", "not-now", "not-now", (*house).agreed,
		map[string]any{"until": at("2026-09-01", "00:00"), "reason": "After the summer."}, typed("until", "2026-09-01", "reason", "After the summer."))
	proof := onPage("prove", "prove", "prove", (*house).awaiting,
		map[string]any{"evidence": "She wrote: good to meet you."}, typed("evidence", "She wrote: good to meet you."))
	yes := onPage("a yes by phone", "yes", "yes", (*house).awaiting,
		map[string]any{"channel": "phone", "evidence": "She called us."}, typed("channel", "phone", "evidence", "She called us."))
	no := onPage("a no by reply", "no", "no", (*house).agreed, map[string]any{"reason": "She wrote: no, thank you."}, typed("reason", "She wrote: no, thank you.", "sure", "yes"))
	silent := onPage("a no in no words", "no", "no", (*house).agreed, map[string]any{"reason": ""}, typed("sure", "yes"))
	assign := onPage("assign", "assign", "assign", (*house).agreed, map[string]any{"rep_id": "{nora}"}, typed("rep_id", "{nora}"))
	assign.by = admin
	toNobody := onPage("assign to a customer", "assign", "assign", (*house).agreed, map[string]any{"rep_id": "{kim}"}, typed("rep_id", "{kim}"))
	toNobody.by = admin
	stale := contact
	stale.name, stale.meanwhile = "a contact after somebody else's", func(h *house, id string) {
		h.after(h.App.Referrals.RecordContact(h.ctx(), h.As(h.people[admin]), id, app.RecordContact{Channel: "email", Outcome: "no_answer"}))
	}
	checkAll(t, contact, tap, outside, stop, meeting, next, later, proof, yes, no, assign, no.again("a no twice", done, ""),
		silent.wants(mend, "invalid_fields"), meeting.again("a meeting twice", done, ""),
		channel.wants(mend, "invalid_fields"), future.wants(mend, "invalid_fields"), past.wants(mend, "invalid_fields"),
		early.wants(refused, "wrong_state"), toNobody.wants(mend, "invalid_fields"), stale.wants(refused, "revision_changed"),
	)
}

// What becomes of it in money.
func TestDeals(t *testing.T) {
	t.Parallel()
	deal := map[string]any{"external_id": "C-9", "amount": map[string]any{"amount": 120050, "currency": "eur"}, "evidence": map[string]any{"kind": "contract", "reference": "C-9"}}
	form := typed("amount", "1200.50", "currency", "eur", "kind", "contract", "reference", "C-9", "sure", "yes")
	won := onPage("won", "won", "won", (*house).agreed, deal, form)
	negative := onPage("won for less than nothing", "won", "won", (*house).agreed,
		with(deal, "amount", map[string]any{"amount": -120050, "currency": "eur"}), set(form, "amount", "-1200.50"))
	doubloons := onPage("won in doubloons", "won", "won", (*house).agreed,
		with(deal, "amount", map[string]any{"amount": 100, "currency": "dbl"}), set(form, "currency", "dbl"))
	early := onPage("won before the yes", "won", "won", (*house).awaiting, deal, form)
	another := onPage("another deal of the same", "won", "won", (*house).won, deal, form)
	lost := onPage("lost", "lost", "lost", (*house).agreed, map[string]any{"code": "no_budget", "note": "Next year."}, typed("code", "no_budget", "note", "Next year."))
	why := onPage("lost for an unknown reason", "lost", "lost", (*house).agreed, map[string]any{"code": "mood"}, typed("code", "mood"))
	reopen := onPage("reopen", "reopen", "reopen", (*house).lost, map[string]any{"reason": "They called again."}, typed("reason", "They called again."))
	mute := onPage("reopen without a reason", "reopen", "reopen", (*house).lost, map[string]any{"reason": ""}, nil)
	open := onPage("reopen what is open", "reopen", "reopen", (*house).agreed, map[string]any{"reason": "So."}, typed("reason", "So."))
	paid := onPage("a payment", "payments", "payment", (*house).won,
		map[string]any{"external_id": "P-1", "amount": map[string]any{"amount": 50000, "currency": "eur"}, "tax": 8000}, typed("amount", "500", "currency", "eur", "tax", "80", "reference", "P-1"))
	odd := onPage("a payment with more tax than money", "payments", "payment", (*house).won,
		map[string]any{"external_id": "P-1", "amount": map[string]any{"amount": 50000, "currency": "eur"}, "tax": 80000}, typed("amount", "500", "currency", "eur", "tax", "800", "reference", "P-1"))
	judge := onPage("answer a report", "breaches/1/answer", "reports/1", (*house).breached,
		map[string]any{"upheld": true, "reason": "You are right; we are sorry."}, typed("upheld", "upheld", "reason", "You are right; we are sorry."))
	judge.by = reviewer
	involved := judge
	involved.name, involved.by = "answer a report about oneself", rep
	checkAll(t, won, lost, reopen, paid, judge, won.again("won twice", done, ""), lost.again("lost twice", done, ""),
		negative.wants(mend, "invalid_fields"), doubloons.wants(mend, "invalid_fields"), why.wants(mend, "invalid_fields"),
		mute.wants(mend, "invalid_fields"), odd.wants(mend, "invalid_fields"), early.wants(refused, "wrong_state"),
		another.wants(refused, "deal_already_won"), open.wants(refused, "wrong_state"), involved.wants(refused, "not_yours_to_do"),
	)
}

// with is a body with another value.
func with(body map[string]any, name string, v any) map[string]any {
	out := map[string]any{name: v}
	for n, old := range body {
		if n != name {
			out[n] = old
		}
	}
	return out
}

// set is a form with another value.
func set(form url.Values, name, v string) url.Values {
	out := url.Values{name: {v}}
	for n, old := range form {
		if n != name {
			out[n] = old
		}
	}
	return out
}
