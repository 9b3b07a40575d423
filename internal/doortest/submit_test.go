package doortest

import (
	"maps"
	"net/http"
	"net/url"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/portal/portaltest"
)

// A customer introduces somebody, and makes links.
func TestIntroduces(t *testing.T) {
	t.Parallel()
	plain := introduces("an introduction", nil)
	own := introduces("of oneself", map[string]string{"name": "Kim Muster", "email": "kim.muster@lumen.org"})
	colleague := introduces("of a colleague", map[string]string{"email": "priya@lumen.org"})
	thin := introduces("in no words", map[string]string{"why": "asdf asdf asdf asdf asdf asdf"})
	bad := introduces("with a bad address", map[string]string{"email": "priya at raman"})
	nameless := introduces("of nobody", map[string]string{"name": ""})
	unknown := introduces("with an answer that nobody gave to choose", map[string]string{"source": "dream"})
	company := introduces("of a customer", map[string]string{"email": "priya@raman-logistics.com"})
	company.terms = func(t *program.Terms) { t.Vetting.Expansion = vetting.Decline }
	company.scene = func(h *house) string {
		_, err := h.App.Companies.Upsert(h.ctx(), portaltest.Operator, app.CompanyInput{Name: "Raman Logistics", Domains: []string{"raman-logistics.com"}, State: "customer"})
		h.Must(err)
		return ""
	}
	known := introduces("of somebody whom another introduced", map[string]string{"email": "priya@raman-logistics.de"})
	known.scene = func(h *house) string {
		h.Introduce(h.people[other], h.program, map[string]any{"email": "priya@raman-logistics.de"})
		return ""
	}
	byPhone := introduces("that staff type for a customer", nil)
	byPhone.by, byPhone.browse, byPhone.form = rep, nil, url.Values{}
	byPhone.page = "/staff/introductions/new?member={kim}&program={program}"
	delete(byPhone.body, "revision")
	delete(byPhone.body, "accepted_at")
	for name, v := range answersOf(nil) {
		byPhone.form.Set(name, v)
	}
	newer := func(h *house, _ string) {
		h.draft()
		_, err := h.App.Programs.Publish(h.ctx(), h.As(h.people[admin]), h.program.ID)
		h.Must(err)
	}
	stale := introduces("under a promise that changed meanwhile", nil)
	stale.meanwhile = newer
	stale.browse = introducing(answersOf(nil), newer)
	ended := introduces("into a program that has ended", nil)
	end := func(h *house, _ string) {
		_, err := h.App.Programs.Archive(h.ctx(), h.As(h.people[admin]), h.program.ID)
		h.Must(err)
	}
	ended.meanwhile = end
	ended.browse = introducing(answersOf(nil), end)
	checkAll(t, plain, own, colleague, thin, company, known, byPhone,
		bad.wants(mend, "invalid_fields"), nameless.wants(mend, "invalid_fields"), unknown.wants(mend, "invalid_fields"),
		stale.wants(refused, "revision_stale"), ended.wants(refused, "program_archived"),
	)
}

// answersOf is a complete introduction with some answers changed.
func answersOf(over map[string]string) map[string]string {
	out := map[string]string{
		"name": "Priya Raman", "company": "Raman Logistics", "source": "peers_outside", "told": "yes",
		"why": "They still plan every route on paper and lose an hour each day.",
	}
	maps.Copy(out, over)
	return out
}

// introduces is a case of an introduction with some answers changed.
func introduces(name string, over map[string]string) twin {
	answers := map[string]any{}
	for key, v := range answersOf(over) {
		answers[key] = v
	}
	return twin{
		name: name, by: customer, path: "/v1/referrals", want: done, browse: introducing(answersOf(over), nil),
		body: map[string]any{"program_id": "{program}", "referrer_id": "{kim}", "revision": 1, "accepted_at": "2026-06-02T08:00:00Z", "answers": answers},
	}
}

// introducing fills the form, looks at the second page and accepts the promise on
// it; meanwhile happens before that.
func introducing(answers map[string]string, meanwhile func(h *house, id string)) func(*house, *portaltest.Browser, string) *portaltest.Page {
	return func(h *house, b *portaltest.Browser, _ string) *portaltest.Page {
		path := "/introductions/new/" + h.program.ID
		form := url.Values{"as-it-is": {"yes"}}
		for name, v := range answers {
			form.Set(name, v)
		}
		preview := b.Post(path, form)
		if preview.Status != http.StatusOK {
			return preview
		}
		form = carried(preview, path+"/send")
		form.Set("accept-promise", "yes")
		if meanwhile != nil {
			meanwhile(h, "")
		}
		return b.Post(path+"/send", form)
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	makes := func(name, link string) twin {
		return twin{name: name, by: customer, path: "/v1/links", body: map[string]any{"program_id": "{program}", "member_id": "{kim}", "name": link},
			scene: (*house).mainLink, page: "/links", form: typed("name", link), want: done}
	}
	create := makes("create", "newsletter")
	ours := func(h *house) string { return h.link(customer) }
	off := twin{name: "switch off", by: customer, scene: ours, path: "/v1/links/{id}/off", page: "/links/{id}/off", at: "/links/{id}", want: done}
	theirs := off
	theirs.name, theirs.scene = "switch another's off", func(h *house) string { return h.link(other) }
	checkAll(t, create, off, off.again("switch off twice", done, ""),
		create.again("create another of the name", refused, "link_name_taken").besideControl(),
		makes("create one with a long name", "a name that is much longer than any name of a link of a customer has to be").wants(mend, "invalid_fields"),
	)
	// A service key may switch everybody's; a customer's page has only their own.
	t.Run(theirs.name, func(t *testing.T) {
		t.Parallel()
		s := theirs.build(t)
		if v, text := s.throughPage(theirs); v != missing {
			t.Errorf("%s\n%s", v, text)
		}
	})
}

// mainLink is the customer's default link, which a look at their page makes.
func (h *house) mainLink() string {
	h.T.Helper()
	l, err := h.App.Links.Default(h.ctx(), h.As(h.people[customer]), h.program.ID, h.people[customer].ID)
	h.Must(err)
	return l.ID
}

// link is a named link of somebody.
func (h *house) link(name string) string {
	h.T.Helper()
	h.mainLink()
	u, err := h.App.Links.Create(h.ctx(), h.As(h.people[name]), app.LinkInput{ProgramID: h.program.ID, MemberID: h.people[name].ID, Name: "fair"})
	h.Must(err)
	return u.Doc.ID
}
