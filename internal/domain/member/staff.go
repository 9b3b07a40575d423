package member

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// Duties are what a staff member does and who stands beside them.
type Duties struct {
	Roles    []aggregate.Role
	Lead     string // member id, or ""
	Delegate string // member id, or ""
}

// Roles lists the roles in the order in which members keep them.
func Roles() []aggregate.Role {
	return []aggregate.Role{aggregate.Rep, aggregate.Reviewer, aggregate.Approver, aggregate.Admin}
}

// ChangeStaff gives a staff member other duties. Nobody changes their own: it
// takes another admin, or the operator.
func (m *Member) ChangeStaff(d Duties, by aggregate.Actor, replay *aggregate.Replay, now time.Time) error {
	if m.Kind != Staff {
		return fault.New(fault.Conflict, "not_staff", "Only staff have roles. This member is a customer or friend.")
	}
	if by.ID == m.ID {
		return ownAccount()
	}
	if err := d.check(m.ID); err != nil {
		return err
	}
	roles := ordered(d.Roles)
	if slices.Equal(roles, m.Roles) && d.Lead == m.Lead && d.Delegate == m.Delegate {
		return nil
	}
	m.Roles, m.Lead, m.Delegate = roles, d.Lead, d.Delegate
	m.Record(now, aggregate.Event{Actor: by, Verb: "staff_changed", Replay: replay, Data: map[string]string{"roles": join(roles)}})
	return nil
}

func (d Duties) check(self string) error {
	for _, r := range d.Roles {
		if !slices.Contains(Roles(), r) {
			return fault.OfField("/roles", "not_one_of", "Use rep, reviewer, approver or admin.")
		}
	}
	if d.Lead == self {
		return fault.OfField("/lead_id", "self", "Somebody else has to be the lead.")
	}
	if d.Delegate == self {
		return fault.OfField("/delegate_id", "self", "Somebody else has to be the delegate.")
	}
	return nil
}

// IsAdmin reports whether the member is an active admin.
func (m *Member) IsAdmin() bool {
	return m.State == Active && slices.Contains(m.Roles, aggregate.Admin)
}

// Actor is the staff member as the one who acts, with the roles of this moment.
func (m *Member) Actor(via string) aggregate.Actor {
	kind := aggregate.Referrer
	if m.Kind == Staff {
		kind = aggregate.Staff
	}
	return aggregate.Actor{Kind: kind, ID: m.ID, Via: via, Roles: slices.Clone(m.Roles), Source: m.Source}
}

// ordered returns the roles once each, in the order of Roles.
func ordered(roles []aggregate.Role) []aggregate.Role {
	var out []aggregate.Role
	for _, r := range Roles() {
		if slices.Contains(roles, r) {
			out = append(out, r)
		}
	}
	return out
}

func join(roles []aggregate.Role) string {
	s := ""
	for i, r := range roles {
		if i > 0 {
			s += " "
		}
		s += string(r)
	}
	return s
}

func ownAccount() error {
	return fault.New(fault.Forbidden, "own_account", "Nobody changes their own roles or state. Ask another admin.")
}

func kindFixed() error {
	return fault.OfField("/kind", "kind_fixed", "A customer or friend doesn't become staff, nor staff a customer. Make another member.")
}
