package app

import (
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
)

// MemberInput is what is said about a member. Only the name is needed; without
// an e-mail address they hear nothing from us.
type MemberInput struct {
	ExternalID string             `json:"external_id,omitempty" validate:"-"`
	Kind       string             `json:"kind,omitempty" validate:"omitempty,oneof=customer friend staff"` // customer when left out
	Name       string             `json:"name" validate:"required"`
	Email      string             `json:"email,omitempty"`
	Phone      string             `json:"phone,omitempty"`
	Company    string             `json:"company,omitempty"`
	Country    string             `json:"country,omitempty"`
	Language   string             `json:"language,omitempty"` // of our mails, if there are texts in it
	Zone       string             `json:"zone,omitempty"`
	Metadata   aggregate.Metadata `json:"metadata,omitempty"`
}

// MemberPatch changes the fields that it names; an empty text empties one.
type MemberPatch struct {
	Kind     *string             `json:"kind,omitempty" validate:"omitempty,oneof=customer friend staff"`
	Name     *string             `json:"name,omitempty"`
	Email    *string             `json:"email,omitempty"`
	Phone    *string             `json:"phone,omitempty"`
	Company  *string             `json:"company,omitempty"`
	Country  *string             `json:"country,omitempty"`
	Language *string             `json:"language,omitempty"`
	Zone     *string             `json:"zone,omitempty"`
	Metadata *aggregate.Metadata `json:"metadata,omitempty"` // replaces all entries
}

// onto returns what the member is like with the patch.
func (p MemberPatch) onto(m *member.Member) MemberInput {
	in := MemberInput{
		ExternalID: m.ExternalID, Kind: string(m.Kind), Name: m.Personal.Name, Email: m.Personal.Email, Phone: m.Personal.Phone,
		Company: m.Personal.Company, Country: m.Personal.Country, Language: m.Personal.Language, Zone: m.Personal.Zone, Metadata: m.Metadata,
	}
	for _, f := range []struct {
		to   *string
		from *string
	}{
		{&in.Kind, p.Kind}, {&in.Name, p.Name}, {&in.Email, p.Email}, {&in.Phone, p.Phone}, {&in.Company, p.Company},
		{&in.Country, p.Country}, {&in.Language, p.Language}, {&in.Zone, p.Zone},
	} {
		if f.from != nil {
			*f.to = *f.from
		}
	}
	if p.Metadata != nil {
		in.Metadata = *p.Metadata
	}
	return in
}

// profile checks and cleans an input, and names every field at fault.
func (s *Members) profile(in MemberInput) (member.Profile, error) {
	var wrong problems
	wrong.add(s.check(in))
	_, f := cleanExternalID(in.ExternalID)
	wrong.addFault(f)
	d, f := contact.Details{
		Name: in.Name, Company: in.Company, Email: in.Email, Phone: in.Phone, Country: in.Country, Language: in.Language,
	}.Check("", "")
	wrong.addFault(f)
	if f == nil && d.Name == "" && in.Name != "" {
		wrong.addFault(fault.OfField("/name", "required", "This field is needed."))
	}
	if in.Zone != "" && !calendar.KnownZone(in.Zone) {
		wrong.addFault(fault.OfField("/zone", "unknown_zone", "Use a name of the time zone database such as Europe/Berlin."))
	}
	wrong.addFault(in.Metadata.Check("/metadata"))
	if err := wrong.fault(); err != nil {
		return member.Profile{}, err
	}
	kind := member.Kind(in.Kind)
	if kind == "" {
		kind = member.Customer
	}
	return member.Profile{
		Kind: kind,
		Personal: member.Personal{
			Name: d.Name, Email: d.Email, Phone: d.Phone, Company: d.Company,
			Country: d.Country, Language: d.Language, Zone: in.Zone,
		},
		EmailKey: s.emailKey(d.Email),
		Metadata: in.Metadata,
	}, nil
}
