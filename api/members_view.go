package api

import (
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
)

// Member is a person of the house.
//
//	@Description	A customer or friend who puts people forward, or a staff member.
type Member struct {
	ID         string            `json:"id" example:"mbr_01kax3c8e5m2s4k6v8w0x2y4z6"`
	Source     string            `json:"source" example:"installation"` // who keeps this member: the installation or a partner's id
	ExternalID *string           `json:"external_id" extensions:"x-nullable"`
	Kind       string            `json:"kind" enums:"customer,friend,staff"`
	State      string            `json:"state" enums:"active,deactivated"`
	Name       string            `json:"name"`
	Email      *string           `json:"email" extensions:"x-nullable"`
	Phone      *string           `json:"phone" extensions:"x-nullable" example:"+4930123456"` // E.164
	Company    *string           `json:"company" extensions:"x-nullable"`
	Country    *string           `json:"country" extensions:"x-nullable" example:"DE"` // ISO 3166-1 alpha-2
	Language   *string           `json:"language" extensions:"x-nullable" example:"de"`
	Zone       *string           `json:"zone" extensions:"x-nullable" example:"Europe/Berlin"` // of the time zone database
	Staff      *Duties           `json:"staff" extensions:"x-nullable"`                        // null for customers and friends
	Metadata   map[string]string `json:"metadata"`
	CreatedAt  time.Time         `json:"created_at" format:"date-time"`
	UpdatedAt  time.Time         `json:"updated_at" format:"date-time"`
}

// Duties are what a staff member does.
//
//	@Description	What a staff member does, and who stands beside them.
type Duties struct {
	Roles      []string `json:"roles" enums:"rep,reviewer,approver,admin"`
	LeadID     *string  `json:"lead_id" extensions:"x-nullable"`     // the staff member who hears of late steps
	DelegateID *string  `json:"delegate_id" extensions:"x-nullable"` // the staff member who stands in
}

func memberOf(m *member.Member) Member {
	p := m.Personal
	out := Member{
		ID: m.ID, Source: m.Source, ExternalID: orNull(m.ExternalID), Kind: string(m.Kind), State: string(m.State),
		Name: p.Name, Email: orNull(p.Email), Phone: orNull(p.Phone), Company: orNull(p.Company), Country: orNull(p.Country),
		Language: orNull(p.Language), Zone: orNull(p.Zone), Metadata: metadataOf(m.Metadata),
		CreatedAt: m.CreatedAt(), UpdatedAt: m.UpdatedAt(),
	}
	if m.Kind == member.Staff {
		out.Staff = &Duties{Roles: rolesOf(m.Roles), LeadID: orNull(m.Lead), DelegateID: orNull(m.Delegate)}
	}
	return out
}

func rolesOf(roles []aggregate.Role) []string {
	out := make([]string, len(roles))
	for i, r := range roles {
		out[i] = string(r)
	}
	return out
}
