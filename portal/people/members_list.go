package people

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// membersPage is the list of members.
type membersPage struct {
	listPage
	Rows []memberRow
}

// memberRow is one member of the list.
type memberRow struct {
	ID, Name, Company, Email string
	Kind                     string // in words
	Roles                    []string
	Active                   bool
	State                    view.Status
	SinceMS                  int64
}

// memberFilter is what an address asks of the list.
func memberFilter(c *gin.Context) app.MemberFilter {
	return app.MemberFilter{Search: c.Query("q"), Role: c.Query("role"), Kind: c.Query("kind"), State: c.Query("state"), Source: c.Query("source")}
}

func (p *Pages) listMembers(c *gin.Context) error {
	f, filter, part := p.Frame(c), memberFilter(c), at(c)
	list, err := p.App.Members.List(c.Request.Context(), page.ReaderOf(c).Actor, filter, part.Page)
	l, err := p.around(c, f, members, list.Next, err)
	if err != nil {
		return err
	}
	l.Toolbar.Narrowed = filter != app.MemberFilter{}
	l.Toolbar.Selects = memberSelects(f, filter, part.order)
	m := membersPage{listPage: l}
	for _, doc := range list.Docs {
		m.Rows = append(m.Rows, newMemberRow(f, doc))
	}
	return p.Show(c, membersView(f, m))
}

// memberSelects are the filters. Somebody of a partner's is found by its name,
// which the address keeps.
func memberSelects(f ui.Frame, filter app.MemberFilter, ordered string) []view.Select {
	kind := view.Select{Name: "kind", Label: f.T("people.kind"), Value: filter.Kind, Options: []view.Option{option(f, "", "people.list.any_kind")}}
	for _, k := range member.Kinds() {
		kind.Options = append(kind.Options, option(f, string(k), "people.kind."+string(k)))
	}
	role := view.Select{Name: "role", Label: f.T("people.role"), Value: filter.Role, Options: []view.Option{option(f, "", "people.list.any_role")}}
	for _, r := range member.Roles() {
		role.Options = append(role.Options, option(f, string(r), "people.role."+string(r)))
	}
	source := view.Select{Name: "source", Label: f.T("people.source"), Value: filter.Source, Options: []view.Option{
		option(f, "", "people.list.any_source"), option(f, member.Installation, "people.source.own"),
	}}
	if filter.Source != "" && filter.Source != member.Installation {
		source.Options = append(source.Options, view.Option{Value: filter.Source, Label: filter.Source})
	}
	state := view.Select{Name: "state", Label: f.T("people.state"), Value: filter.State, Options: []view.Option{
		option(f, "", "people.list.any_state"), option(f, string(member.Active), "people.state.active"), option(f, string(member.Deactivated), "people.state.deactivated"),
	}}
	return []view.Select{kind, role, state, source, order(f, ordered)}
}

func newMemberRow(f ui.Frame, m *member.Member) memberRow {
	return memberRow{
		ID: m.ID, Name: nameOf(f, m), Company: m.Personal.Company, Email: m.Personal.Email, Kind: f.T("people.kind." + string(m.Kind)),
		Roles: roleWords(f, m.Roles), Active: m.State == member.Active, State: stateOf(m), SinceMS: m.CreatedMS,
	}
}

// nameOf is a member's name, or the words for one whose details are erased.
func nameOf(f ui.Frame, m *member.Member) string {
	if m.Personal.Name == "" {
		return f.T("people.erased")
	}
	return m.Personal.Name
}

func roleWords(f ui.Frame, roles []aggregate.Role) []string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = f.T("people.role." + string(r))
	}
	return words
}

// stateOf is whether a member takes part, in a word.
func stateOf(m *member.Member) view.Status {
	tone := view.Good
	if m.State != member.Active {
		tone = view.Quiet
	}
	return view.Status{Tone: tone, Word: message.Of("people.state." + string(m.State))}
}

func (p *Pages) exportMembers(c *gin.Context) error {
	f, filter, actor := p.Frame(c), memberFilter(c), page.ReaderOf(c).Actor
	part := func(at app.Page) (app.Listed[member.Member], error) {
		return p.App.Members.List(c.Request.Context(), actor, filter, at)
	}
	if _, err := part(app.Page{Limit: 1}); err != nil {
		return err // before the first byte is sent
	}
	// The names of an import's columns, so that what was written out can come back.
	header := []string{"external_id", "kind", "name", "email", "phone", "company", "country", "language", "zone", "metadata", "state", "roles", "source", "id", "since"}
	return p.CSV(c, "members.csv", header, func(write func(...string) error) error {
		for m, err := range app.Each(c.Request.Context(), part, app.Page{Oldest: at(c).Oldest}) {
			if err != nil {
				return err
			}
			d := m.Personal
			err := write(m.ExternalID, string(m.Kind), d.Name, d.Email, d.Phone, d.Company, d.Country, d.Language, d.Zone,
				metadataCell(m.Metadata), string(m.State), strings.Join(roleWords(f, m.Roles), ", "), m.Source, m.ID, isoDay(m.CreatedMS))
			if err != nil {
				return err
			}
		}
		return nil
	})
}
