package doortest

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/portal/portaltest"
)

// Admins keep the members.
func TestMembers(t *testing.T) {
	t.Parallel()
	newcomer := map[string]any{"name": "Mia Chen", "kind": "customer", "email": "mia@chen.org", "country": "DE", "external_id": "M-1"}
	form := typed("name", "Mia Chen", "kind", "customer", "email", "mia@chen.org", "country", "DE", "external_id", "M-1")
	create := twin{name: "create", by: admin, path: "/v1/members", body: newcomer, page: "/staff/members/new", form: form, want: done}
	bad := create
	bad.name, bad.body, bad.form = "create with a bad address", with(newcomer, "email", "mia at chen"), set(form, "email", "mia at chen")
	nameless := create
	nameless.name, nameless.body, nameless.form = "create without a name", with(newcomer, "name", ""), set(form, "name", "")
	nowhere := create
	nowhere.name, nowhere.body, nowhere.form = "create in no country", with(newcomer, "country", "XX"), set(form, "country", "XX")
	byRep := create
	byRep.name, byRep.by = "create as a rep", rep

	person := func(name string) func(*house) string {
		return func(h *house) string { return h.people[name].ID }
	}
	edits := func(name, who string, body map[string]any, form url.Values) twin {
		return twin{name: name, by: admin, scene: person(who), method: http.MethodPatch, path: "/v1/members/{id}", body: body, page: "/staff/members/{id}/edit", form: form, want: done}
	}
	patch := edits("change", customer, map[string]any{"name": "Kim Neu", "phone": "+4930123456"}, typed("name", "Kim Neu", "phone", "+4930123456"))
	phone := edits("change to no phone", customer, map[string]any{"phone": "call me"}, typed("phone", "call me"))
	stale := patch
	stale.name, stale.meanwhile = "change after somebody else", func(h *house, id string) {
		_, err := h.App.Members.Patch(h.ctx(), h.As(h.people[admin]), id, app.MemberPatch{Company: new("Lumen")})
		h.Must(err)
	}
	duties := func(name, who string, body map[string]any, form url.Values) twin {
		return twin{name: name, by: admin, scene: person(who), method: http.MethodPut, path: "/v1/members/{id}/staff", body: body, page: "/staff/members/{id}/duties", form: form, want: done}
	}
	roles := duties("duties", rep, map[string]any{"roles": []any{"rep", "reviewer"}, "lead_id": "{rita}"}, url.Values{"roles": {"rep", "reviewer"}, "lead_id": {"{rita}"}})
	odd := duties("an unknown duty", rep, map[string]any{"roles": []any{"boss"}}, typed("roles", "boss"))
	own := duties("one's own duties", admin, map[string]any{"roles": []any{"rep"}}, typed("roles", "rep"))
	lead := duties("oneself as lead", rep, map[string]any{"roles": []any{"rep"}, "lead_id": "{sam}"}, typed("roles", "rep", "lead_id", "{sam}"))
	press := func(name, who, does string) twin {
		return twin{name: name, by: admin, scene: person(who), path: "/v1/members/{id}/" + does, page: "/staff/members/{id}/" + does, at: "/staff/members/{id}", want: done}
	}
	deactivate := press("deactivate", rep, "deactivate")
	deactivate.at, deactivate.form = "", typed("sure", "yes")
	last := deactivate
	last.name, last.scene = "deactivate the last admin", person(admin)
	reactivate := press("reactivate", rep, "reactivate")
	reactivate.scene = func(h *house) string {
		_, err := h.App.Members.Deactivate(h.ctx(), portaltest.Operator, h.people[rep].ID)
		h.Must(err)
		return h.people[rep].ID
	}
	invite := press("invite", customer, "invite")
	checkAll(t, create, patch, roles, deactivate, reactivate, invite,
		create.again("create twice", done, ""), deactivate.again("deactivate twice", done, ""),
		invite.again("invite twice", refused, "invited_lately"), bad.wants(mend, "invalid_fields"), nameless.wants(mend, "invalid_fields"),
		nowhere.wants(mend, "invalid_fields"), byRep.wants(refused, "role_missing"), phone.wants(mend, "invalid_fields"),
		stale.wants(refused, "revision_changed"), odd.wants(mend, "invalid_fields"), own.wants(refused, "own_account"),
		lead.wants(mend, "invalid_fields"), last.wants(refused, "own_account"),
	)
}

// Companies that are customers already, and people to be left alone.
func TestCompanies(t *testing.T) {
	t.Parallel()
	body := map[string]any{"name": "Raman Logistics", "state": "customer", "domains": []any{"raman.org"}, "external_id": "C-1"}
	form := typed("name", "Raman Logistics", "state", "customer", "domains", "raman.org", "external_id", "C-1")
	create := twin{name: "create", by: admin, path: "/v1/companies", body: body, page: "/staff/companies/new", form: form, want: done}
	domain := create
	domain.name, domain.body, domain.form = "create with a bad domain", with(body, "domains", []any{"not a domain"}), set(form, "domains", "not/a/domain")
	domain.body = with(body, "domains", []any{"not/a/domain"})
	state := create
	state.name, state.body, state.form = "create in no state", with(body, "state", "friend"), set(form, "state", "friend")
	there := func(h *house) string {
		u, err := h.App.Companies.Upsert(h.ctx(), portaltest.Operator, app.CompanyInput{Name: "Raman", State: "customer", Domains: []string{"raman.org"}})
		h.Must(err)
		return u.Doc.ID
	}
	change := twin{name: "change", by: admin, scene: there, method: http.MethodPut, path: "/v1/companies/{id}", page: "/staff/companies/{id}", want: done,
		body: map[string]any{"name": "Raman", "state": "former", "domains": []any{"raman.org"}}, form: typed("state", "former")}
	remove := twin{name: "remove", by: admin, scene: there, method: http.MethodDelete, path: "/v1/companies/{id}", page: "/staff/companies/{id}/remove", form: typed("sure", "yes"), want: done}
	alone := twin{name: "leave alone", by: rep, path: "/v1/suppressions", body: map[string]any{"email": "priya@raman.org"},
		page: "/staff/members/left-alone/add", at: "/staff/members/left-alone", form: typed("email", "priya@raman.org", "sure", "yes"), want: done}
	checkAll(t, create, change, remove, alone, domain.wants(mend, "invalid_fields"), state.wants(mend, "invalid_fields"))
}
