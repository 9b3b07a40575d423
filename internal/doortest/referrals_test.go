package doortest

import (
	"net/url"
	"testing"

	"github.com/goodword/goodword/internal/app"
)

// A reviewer decides.
func TestReview(t *testing.T) {
	t.Parallel()
	at := func(name, does, by string, scene func(*house) string, body map[string]any, form url.Values) twin {
		return twin{name: name, by: by, scene: scene, path: "/v1/referrals/{id}/" + does, body: body, page: "/staff/review/{id}/" + does, form: form, want: done}
	}
	accept := at("accept", "accept", reviewer, (*house).inReview, map[string]any{"reason": "I know them."}, url.Values{"note": {"I know them."}, "sure": {"yes"}})
	ask := at("ask", "ask", reviewer, (*house).inReview, map[string]any{"reason": "Who is it?"}, url.Values{"question": {"Who is it?"}})
	decline := at("decline", "decline", reviewer, (*house).inReview, map[string]any{"code": "not_a_fit", "reason": "Too far away."}, url.Values{"code": {"not_a_fit"}, "reason": {"Too far away."}})
	empty := at("decline without a reason", "decline", reviewer, (*house).inReview, map[string]any{"code": "not_a_fit", "reason": ""}, url.Values{"code": {"not_a_fit"}})
	mute := at("ask nothing", "ask", reviewer, (*house).inReview, map[string]any{"reason": ""}, nil)
	odd := at("decline with an unknown code", "decline", reviewer, (*house).inReview, map[string]any{"code": "mood", "reason": "So."}, url.Values{"code": {"mood"}, "reason": {"So."}})
	own := at("accept after an appeal against one's own decline", "accept", reviewer, (*house).appealed, map[string]any{}, url.Values{"sure": {"yes"}})
	late := at("accept what waits for the person", "accept", reviewer, (*house).awaiting, map[string]any{}, url.Values{"sure": {"yes"}})
	notMine := at("accept as a rep", "accept", rep, (*house).inReview, map[string]any{}, url.Values{"sure": {"yes"}})
	stale := accept
	stale.name, stale.meanwhile = "accept what somebody changed meanwhile", func(h *house, id string) {
		h.after(h.App.Referrals.Ask(h.ctx(), h.As(h.people[admin]), id, app.Reasoned{Reason: "Who is it?"}))
	}
	checkAll(t, accept, ask, decline,
		accept.again("accept twice", done, ""), decline.again("decline twice", done, ""), ask.again("ask twice", done, ""),
		empty.wants(mend, "invalid_fields"), mute.wants(mend, "invalid_fields"), odd.wants(mend, "invalid_fields"),
		own.wants(refused, "decided_before"), late.wants(refused, "wrong_state"), notMine.wants(refused, "not_yours_to_do"),
		stale.wants(refused, "revision_changed"),
	)
}

// better is an answer to what a reviewer asks.
const better = "We share a warehouse, and theirs still runs on paper lists."

// A referrer has their say.
func TestOwnIntroductions(t *testing.T) {
	t.Parallel()
	sure := func(pairs ...string) url.Values {
		v := url.Values{"sure": {"yes"}}
		for i := 0; i+1 < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		return v
	}
	at := func(name, does, page string, scene func(*house) string, body map[string]any, form url.Values) twin {
		body["on_behalf_of"] = "{kim}"
		return twin{name: name, by: customer, scene: scene, path: "/v1/referrals/{id}/" + does, body: body, page: "/introductions/{id}/" + page, form: form, want: done}
	}
	appeal := at("appeal", "appeal", "appeal", (*house).declined, map[string]any{"reason": "They moved."}, sure("words", "They moved."))
	withdraw := at("withdraw", "withdraw", "withdraw", (*house).awaiting, map[string]any{}, sure())
	report := at("report", "breaches", "report", (*house).agreed, map[string]any{"kind": "not_as_promised", "words": "Called at night."}, sure("words", "Called at night."))
	answer := at("answer", "answer", "answer", (*house).asked, map[string]any{"answers": map[string]any{"why": better}}, sure("why", better,
		"name", "Priya Raman", "company", "Raman Logistics", "source", "peers_outside", "told", "yes", "email", "priya@lumen.org"))
	mute := at("appeal without words", "appeal", "appeal", (*house).declined, map[string]any{"reason": ""}, sure())
	soon := at("appeal against nothing", "appeal", "appeal", (*house).awaiting, map[string]any{"reason": "Hurry."}, sure("words", "Hurry."))
	late := at("withdraw what is won", "withdraw", "withdraw", (*house).won, map[string]any{}, sure())
	unasked := at("answer what nobody asked", "answer", "answer", (*house).awaiting, map[string]any{"answers": map[string]any{"company": "Raman"}}, sure("company", "Raman"))
	theirs := at("withdraw another's", "withdraw", "withdraw", (*house).awaiting, map[string]any{}, sure())
	theirs.by, theirs.body = other, map[string]any{"on_behalf_of": "{lou}"}
	checkAll(t, appeal, withdraw, report, answer,
		appeal.again("appeal twice", done, ""), withdraw.again("withdraw twice", done, ""),
		mute.wants(mend, "invalid_fields"), soon.wants(refused, "wrong_state"), late.wants(refused, "wrong_state"),
		unasked.wants(refused, "wrong_state"), theirs.wants(missing, "not_found"),
	)
}

// wants is a case with another end.
func (w twin) wants(v verdict, reason string) twin {
	w.want, w.reason = v, reason
	return w
}

// besideControl is a case that the page words beside a control.
func (w twin) besideControl() twin {
	w.beside = true
	return w
}

func checkAll(t *testing.T, twins ...twin) {
	t.Helper()
	for _, w := range twins {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			w.check(t)
		})
	}
}
