package people

import (
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// profileFields are the questions about a member. Somebody who is there already
// keeps their external id, and staff stay staff.
func profileFields(f ui.Frame, old *member.Member) []view.Field {
	kinds := []view.Option{
		{Value: string(member.Customer), Label: f.T("people.kind.customer")}, {Value: string(member.Friend), Label: f.T("people.kind.friend")},
	}
	if old == nil {
		kinds = append(kinds, view.Option{Value: string(member.Staff), Label: f.T("people.kind.staff")})
	}
	fields := []view.Field{
		{Name: "name", Type: view.Text, Label: f.T("people.name"), Required: true, MaxLength: 120, Autocomplete: "off"},
	}
	if old == nil || old.Kind != member.Staff {
		fields = append(fields, view.Field{Name: "kind", Type: view.Choice, Label: f.T("people.kind"), Required: true, Options: kinds})
	}
	fields = append(fields,
		view.Field{Name: "email", Type: view.Email, Label: f.T("people.email"), Help: f.T("people.email.help"), MaxLength: 254, Autocomplete: "off"},
		view.Field{Name: "phone", Type: view.Phone, Label: f.T("people.phone"), Help: f.T("people.phone.help"), MaxLength: 64, Autocomplete: "off"},
		view.Field{Name: "company", Type: view.Text, Label: f.T("people.company"), MaxLength: 160, Autocomplete: "off"},
		view.Field{Name: "country", Type: view.Country, Label: f.T("people.country")},
		view.Field{Name: "language", Type: view.Language, Label: f.T("people.language"), Help: f.T("people.language.help")},
		view.Field{Name: "zone", Type: view.Text, Label: f.T("people.zone"), Help: f.T("people.zone.help"), MaxLength: 64, Autocomplete: "off"},
	)
	if old == nil {
		fields = append(fields,
			view.Field{Name: "external_id", Type: view.Text, Label: f.T("people.external_id"), Help: f.T("people.external_id.help"), MaxLength: 200, Autocomplete: "off"},
			view.Field{Name: inviteNow, Type: view.Consent, Label: f.T("people.invite_now"), Help: f.T("people.invite_now.help"), OneOf: true},
		)
	}
	return fields
}

// inviteNow is the tick that invites somebody with the form that adds them.
const inviteNow = "invite"

// typedMember is what the form says about a new member.
func typedMember(a view.Answers) app.MemberInput {
	return app.MemberInput{
		ExternalID: a.One("external_id"), Kind: a.One("kind"), Name: a.One("name"), Email: a.One("email"), Phone: a.One("phone"),
		Company: a.One("company"), Country: a.One("country"), Language: a.One("language"), Zone: a.One("zone"),
	}
}

// typedPatch is what the form says about a member who is there: all of its fields.
func typedPatch(a view.Answers) app.MemberPatch {
	p := app.MemberPatch{
		Name: new(a.One("name")), Email: new(a.One("email")), Phone: new(a.One("phone")), Company: new(a.One("company")),
		Country: new(a.One("country")), Language: new(a.One("language")), Zone: new(a.One("zone")),
	}
	if kind := a.One("kind"); kind != "" {
		p.Kind = &kind
	}
	return p
}

// memberValues are a member's answers to the questions.
func memberValues(m *member.Member) view.Answers {
	d := m.Personal
	a := view.Answers{}
	for name, value := range map[string]string{
		"name": d.Name, "kind": string(m.Kind), "email": d.Email, "phone": d.Phone, "company": d.Company, "country": d.Country,
		"language": d.Language, "zone": d.Zone,
	} {
		if value != "" {
			a[name] = []string{value}
		}
	}
	return a
}

// memberFacts are what is known of a member; what isn't is left out.
func memberFacts(f ui.Frame, m *member.Member, zone string) []view.Fact {
	d := m.Personal
	source := m.Source
	if source == member.Installation {
		source = f.T("people.source.own")
	}
	facts := []view.Fact{
		{Label: f.T("people.kind"), Value: f.T("people.kind." + string(m.Kind))},
		{Label: f.T("people.email"), Value: d.Email},
		{Label: f.T("people.phone"), Value: d.Phone},
		{Label: f.T("people.company"), Value: d.Company},
		{Label: f.T("people.country"), Value: known(d.Country, func() string { return ui.CountryName(f.Lang(), d.Country) })},
		{Label: f.T("people.language"), Value: known(d.Language, func() string { return ui.LanguageName(f.Lang(), d.Language) })},
		{Label: f.T("people.zone"), Value: d.Zone},
		{Label: f.T("people.source"), Value: source},
		{Label: f.T("people.external_id"), Value: m.ExternalID},
		{Label: f.T("people.since"), Value: f.Day(m.CreatedMS, zone)},
	}
	var out []view.Fact
	for _, fact := range facts {
		if fact.Value != "" {
			out = append(out, fact)
		}
	}
	return out
}

func known(value string, words func() string) string {
	if value == "" {
		return ""
	}
	return words()
}

// controls lists the names of fields.
func controls(fields []view.Field) []string {
	out := make([]string, len(fields))
	for i, q := range fields {
		out[i] = q.Name
	}
	return out
}

// missing names the required fields that are empty.
func missing(f ui.Frame, fields []view.Field, a view.Answers) ui.Faults {
	var out ui.Faults
	for _, q := range fields {
		if q.Required && a.One(q.Name) == "" {
			out = append(out, ui.Fault{Control: q.Name, Text: f.T("page.fault.required")})
		}
	}
	return out
}
