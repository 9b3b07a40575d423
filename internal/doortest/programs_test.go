package doortest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
)

// Admins write programs.
func TestPrograms(t *testing.T) {
	t.Parallel()
	create := twin{name: "create", by: admin, path: "/v1/programs", body: map[string]any{"draft": map[string]any{"name": "Spring", "team": "Northline", "calendar": map[string]any{"zone": "Europe/Vienna"}}, "external_id": "P-1"},
		page: "/staff/programs", at: "/staff/programs/new", form: typed("name", "Spring", "zone", "Europe/Vienna", "external_id", "P-1"), want: done}
	nameless := create
	nameless.name, nameless.form = "create without a name", set(create.form, "name", "")
	nameless.body = map[string]any{"draft": map[string]any{"name": "", "team": "Northline", "calendar": map[string]any{"zone": "Europe/Vienna"}}}
	byRep := create
	byRep.name, byRep.by = "create as a rep", rep

	edit := func(name, section, pointer string, v any, form url.Values) twin {
		return twin{name: name, by: admin, scene: (*house).ownProgram, method: http.MethodPut, path: "/v1/programs/{id}", write: edited(pointer, v),
			page: "/staff/programs/{id}/edit/" + section, form: form, want: done}
	}
	team := edit("another team", "basics", "/team", "The Northline team", typed("team", "The Northline team"))
	days := edit("other days", "promise", "/promise/person_days", 14, typed("person_days", "14"))
	many := edit("too many days", "promise", "/promise/person_days", 181, typed("person_days", "181"))
	zone := edit("a zone on Mars", "basics", "/calendar/zone", "Mars", typed("zone", "Mars"))
	words := edit("words without the referrer", "promise", "/promise/words", map[string]any{"en": "Hello there"}, typed("words_en", "Hello there"))
	claim := edit("a claim without an end", "follow-up", "/protection_max_days", 9, typed("protection_max", "9"))
	stale := team
	stale.name, stale.meanwhile = "another team after somebody else's change", func(h *house, id string) {
		terms := h.program.Draft
		terms.Team = "Somebody else's"
		_, err := h.App.Programs.Update(h.ctx(), h.As(h.people[admin]), id, app.ProgramInput{Draft: terms})
		h.Must(err)
	}
	publish := twin{name: "publish", by: admin, scene: (*house).draft, path: "/v1/programs/{id}/publish", page: "/staff/programs/{id}/publish", want: done}
	late := publish
	late.name, late.meanwhile = "publish another draft than was shown", stale.meanwhile
	notMine := publish
	notMine.name, notMine.by = "publish as a rep", rep
	end := twin{name: "end", by: admin, scene: (*house).ownProgram, path: "/v1/programs/{id}/archive", page: "/staff/programs/{id}/end", form: typed("sure", "yes"), want: done}
	checkAll(t, create, team, days, publish, end, publish.again("publish twice", done, ""), end.again("end twice", done, ""),
		nameless.wants(mend, "invalid_fields"), byRep.wants(refused, "role_missing"), many.wants(mend, "invalid_fields"),
		zone.wants(mend, "invalid_fields"), words.wants(mend, "invalid_fields"), claim.wants(mend, "invalid_fields"),
		stale.wants(refused, "revision_changed"), late.wants(refused, "revision_changed"), notMine.wants(refused, "role_missing"),
		create.again("create with an id that is taken", refused, "external_id_taken").besideControl(),
	)
}

func (h *house) ownProgram() string { return h.program.ID }

// draft is the program with a change that isn't published.
func (h *house) draft() string {
	h.T.Helper()
	terms := h.program.Draft
	terms.Team = "The Northline team"
	_, err := h.App.Programs.Update(h.ctx(), h.As(h.people[admin]), h.program.ID, app.ProgramInput{Draft: terms})
	h.Must(err)
	return h.program.ID
}

// edited is the program's draft as the API has it, with one value changed.
func edited(pointer string, v any) func(s *scened) map[string]any {
	return func(s *scened) map[string]any {
		s.T.Helper()
		var doc struct {
			Draft    map[string]any `json:"draft"`
			Metadata map[string]any `json:"metadata"`
		}
		s.Must(json.NewDecoder(s.call(http.MethodGet, s.fill("/v1/programs/{id}"), s.key, nil).Body).Decode(&doc))
		at, names := doc.Draft, strings.Split(strings.Trim(pointer, "/"), "/")
		for _, name := range names[:len(names)-1] {
			at = at[name].(map[string]any)
		}
		if _, known := at[names[len(names)-1]]; !known {
			s.T.Logf("%s is new in the draft", pointer)
		}
		at[names[len(names)-1]] = v
		return map[string]any{"draft": doc.Draft, "metadata": doc.Metadata}
	}
}
