package api

import (
	"net/http"
	"strings"
	"testing"
)

func TestProgramBodies(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	good := smallProgram("Good word")
	good["external_id"], good["metadata"] = "spring", map[string]any{"a": "b"}
	wrongBody{by: k.admin(), method: http.MethodPost, path: "/v1/programs", good: good, required: []string{"draft"}}.test(t)
	made := k.admin().post("/v1/programs", good, 201)
	wrongBody{
		by: k.admin(), method: http.MethodPut, path: "/v1/programs/" + made.str("id"), good: good, required: []string{"draft"},
		headers: []string{"If-Match", "*"},
	}.test(t)
	if l := k.admin().get("/v1/programs", 200).list("data"); len(l) != 1 {
		t.Errorf("%d programs after all that was refused", len(l))
	}
}

// rule is a reward rule with something changed.
func rule(name string, v any) map[string]any {
	good := map[string]any{"key": "won", "trigger": "won", "currency": "eur", "price": map[string]any{"form": "flat", "amount": 100}}
	return map[string]any{"rules": []any{with(good, name, v)}}
}

// TestDraftFaults names every clause that is wrong by its place in the body,
// whether its form or its meaning is.
func TestDraftFaults(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	kim := k.member("kim")
	type m = map[string]any
	for name, tt := range map[string]struct {
		clause        string
		value         any
		pointer, code string
	}{
		"no name":              {"name", "", "/name", "empty"},
		"a hidden character":   {"name", "a\u202eb", "/name", "hidden_character"},
		"a long name":          {"name", strings.Repeat("x", 121), "/name", "too_long"},
		"no zone":              {"calendar", m{}, "/calendar/zone", "required"},
		"an unknown zone":      {"calendar", m{"zone": "Mars/Base"}, "/calendar/zone", "unknown_zone"},
		"the machine's zone":   {"calendar", m{"zone": "Local"}, "/calendar/zone", "unknown_zone"},
		"no such hour":         {"calendar", m{"zone": "UTC", "hours": m{"from": "25:00"}}, "/calendar/hours/from", "bad_format"},
		"closes before opens":  {"calendar", m{"zone": "UTC", "hours": m{"from": "18:00"}}, "/calendar/hours/to", "not_after_from"},
		"no such weekday":      {"calendar", m{"zone": "UTC", "hours": m{"weekdays": []int{8}}}, "/calendar/hours/weekdays/0", "too_large"},
		"a weekday twice":      {"calendar", m{"zone": "UTC", "hours": m{"weekdays": []int{1, 1}}}, "/calendar/hours/weekdays/1", "not_ascending"},
		"no weekday":           {"calendar", m{"zone": "UTC", "hours": m{"weekdays": []int{}}}, "/calendar/hours/weekdays", "too_few"},
		"no such day":          {"calendar", m{"zone": "UTC", "holidays": []string{"2026-02-30"}}, "/calendar/holidays/0", "bad_format"},
		"unknown language":     {"languages", []string{"fr"}, "/languages/0", "not_allowed"},
		"language twice":       {"languages", []string{"en", "en"}, "/languages/1", "repeated"},
		"no staff":             {"rep_id", kim.ID, "/rep_id", "not_staff"},
		"nobody":               {"rep_id", "mbr_x", "/rep_id", "not_staff"},
		"unknown consent":      {"promise", m{"consent": "whatever"}, "/promise/consent", "not_allowed"},
		"ask where":            {"promise", m{"consent": "ask_first"}, "/promise/ask_first_countries", "required"},
		"no channel":           {"promise", m{"channels": []string{}}, "/promise/channels", "too_few"},
		"half a span":          {"promise", m{"answer": m{"count": 1}}, "/promise/answer/unit", "required"},
		"an endless span":      {"promise", m{"answer": m{"count": 61, "unit": "business_days"}}, "/promise/answer/count", "out_of_range"},
		"a fraction":           {"promise", m{"person_days": 1.5}, "/promise/person_days", "wrong_type"},
		"words without anyone": {"promise", m{"words": m{"en": "Hello"}}, "/promise/words/en", "referrer_missing"},
		"an unknown clause":    {"promise", m{"magic": true}, "/promise/magic", "unknown_field"},
		"null clause":          {"promise", nil, "/promise", "null_not_allowed"},
		"field without words":  {"form", m{"fields": []any{m{"key": "size", "type": "text"}}}, "/form/fields/0/words/en/label", "missing_label"},
		"field twice":          {"form", m{"fields": []any{m{"key": "name"}, m{"key": "name"}}}, "/form/fields/1/key", "repeated_key"},
		"field without key":    {"form", m{"fields": []any{m{"type": "text"}}}, "/form/fields/0/key", "required"},
		"vetting policy":       {"vetting", m{"open_deal": "maybe"}, "/vetting/open_deal", "not_allowed"},
		"vetting pace":         {"vetting", m{"per_hour": 40}, "/vetting/per_day", "out_of_range"},
		"reward in credit":     {"rewards", rule("kind", "credit"), "/rewards/rules/0/kind", "kind_not_available"},
		"reward as discount":   {"rewards", rule("kind", "discount"), "/rewards/rules/0/kind", "kind_not_available"},
		"reward for person":    {"rewards", rule("for", "person"), "/rewards/rules/0/for", "payee_not_available"},
		"reward split":         {"rewards", m{"split": "split"}, "/rewards/split", "split_not_available"},
		"reward in Swiss":      {"rewards", rule("currency", "chf"), "/rewards/minimum", "minimum_missing"},
		"reward in nothing":    {"rewards", rule("currency", "xxx"), "/rewards/rules/0/currency", "unknown_currency"},
		"negative reward":      {"rewards", rule("price", m{"form": "flat", "amount": -1}), "/rewards/rules/0/price/amount", "too_small"},
		"no reward at all":     {"rewards", rule("price", m{"form": "flat"}), "/rewards/rules/0/price/amount", "out_of_range"},
		"percent without cap":  {"rewards", rule("price", m{"form": "percent", "basis_points": 100}), "/rewards/rules/0/price/cap", "required"},
		"negative minimum":     {"rewards", m{"minimum": m{"eur": -1}}, "/rewards/minimum/eur", "out_of_range"},
		"protection backwards": {"protection_max_days", 30, "/protection_max_days", "out_of_range"},
	} {
		a := k.admin().try("POST", "/v1/programs", changed(map[string]any{tt.clause: tt.value}))
		t.Run(name, func(t *testing.T) { told(t, a, "/draft"+tt.pointer, tt.code) })
	}
}
