package member

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// RosterID is the id of the one Roster.
const RosterID = "admins"

// Roster is the one document that owns the rule "there is always an admin",
// which spans members. It lists admins that are in office for sure: an admin is
// added after the member has the role, and struck off before they lose it, so a
// crash in between leaves it too short and never too long.
type Roster struct {
	aggregate.Meta
	Admins []string `json:"admins"`
}

// NewRoster returns the roster with its first admin.
func NewRoster(admin string, now time.Time) *Roster {
	return &Roster{Meta: aggregate.NewMeta(RosterID, now), Admins: []string{admin}}
}

// Add enters an admin.
func (r *Roster) Add(id string) {
	if !slices.Contains(r.Admins, id) {
		r.Admins = append(r.Admins, id)
	}
}

// Strike takes an admin off the list, and refuses when it is the last one.
func (r *Roster) Strike(id string) error {
	i := slices.Index(r.Admins, id)
	if i < 0 {
		return nil
	}
	if len(r.Admins) == 1 {
		return fault.New(fault.Conflict, "last_admin", "This is the last admin. Make somebody else an admin first.")
	}
	r.Admins = slices.Delete(r.Admins, i, i+1)
	return nil
}
