package api

import (
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
)

type memberInput struct {
	ExternalID string            `json:"external_id,omitempty" maxLength:"200"`        // your own id; the same one again updates the member
	Kind       string            `json:"kind,omitempty" enums:"customer,friend,staff"` // customer when left out; staff take an admin's personal key
	Name       string            `json:"name" minLength:"1" maxLength:"120"`
	Email      string            `json:"email,omitempty" maxLength:"254"`                      // without it they hear nothing from us
	Phone      string            `json:"phone,omitempty" maxLength:"64" example:"+4930123456"` // with its country code, unless country is given
	Company    string            `json:"company,omitempty" maxLength:"160"`
	Country    string            `json:"country,omitempty" maxLength:"2" example:"DE"`          // ISO 3166-1 alpha-2
	Language   string            `json:"language,omitempty" maxLength:"35" example:"de"`        // BCP 47; of our mails, if there are texts in it
	Zone       string            `json:"zone,omitempty" maxLength:"64" example:"Europe/Berlin"` // of the time zone database
	Metadata   map[string]string `json:"metadata,omitempty" maxItems:"20" maxLength:"500"`      // keys of up to 40 of a-z, 0-9, _ and -
}

func (in memberInput) app() app.MemberInput {
	return app.MemberInput{
		ExternalID: in.ExternalID, Kind: in.Kind, Name: in.Name, Email: in.Email, Phone: in.Phone, Company: in.Company,
		Country: in.Country, Language: in.Language, Zone: in.Zone, Metadata: in.Metadata,
	}
}

type memberPatch struct {
	Kind     *string           `json:"kind,omitempty" enums:"customer,friend,staff"` // nobody becomes staff or ceases to be
	Name     *string           `json:"name,omitempty" minLength:"1" maxLength:"120"`
	Email    *string           `json:"email,omitempty" maxLength:"254"` // an empty text empties a field
	Phone    *string           `json:"phone,omitempty" maxLength:"64"`
	Company  *string           `json:"company,omitempty" maxLength:"160"`
	Country  *string           `json:"country,omitempty" maxLength:"2"`
	Language *string           `json:"language,omitempty" maxLength:"35"`
	Zone     *string           `json:"zone,omitempty" maxLength:"64"`
	Metadata map[string]string `json:"metadata,omitempty" maxItems:"20" maxLength:"500"` // replaces all entries
}

func (in memberPatch) app() app.MemberPatch {
	out := app.MemberPatch{
		Kind: in.Kind, Name: in.Name, Email: in.Email, Phone: in.Phone, Company: in.Company,
		Country: in.Country, Language: in.Language, Zone: in.Zone,
	}
	if in.Metadata != nil {
		out.Metadata = new(aggregate.Metadata(in.Metadata))
	}
	return out
}

type dutiesInput struct {
	Roles      []string `json:"roles" maxItems:"4" enums:"rep,reviewer,approver,admin"`       // each once; none ends all duties
	LeadID     *string  `json:"lead_id,omitempty" maxLength:"64" extensions:"x-nullable"`     // a staff member; none when left out
	DelegateID *string  `json:"delegate_id,omitempty" maxLength:"64" extensions:"x-nullable"` // a staff member; none when left out
}

func (in dutiesInput) app() app.DutiesInput {
	return app.DutiesInput{Roles: in.Roles, Lead: orEmpty(in.LeadID), Delegate: orEmpty(in.DelegateID)}
}

// orEmpty is the text, or the empty one for null.
func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
