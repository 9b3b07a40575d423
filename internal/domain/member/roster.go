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

// Add enters an admin and answers whether they were missing.
func (r *Roster) Add(id string) bool {
	if slices.Contains(r.Admins, id) {
		return false
	}
	r.Admins = append(r.Admins, id)
	return true
}

// Drop takes somebody off the list who is no admin any more.
func (r *Roster) Drop(id string) {
	r.Admins = slices.DeleteFunc(r.Admins, func(a string) bool { return a == id })
}

// Strike takes an admin off the list, and refuses when it is the last one.
func (r *Roster) Strike(id string) error {
	i := slices.Index(r.Admins, id)
	if i < 0 {
		return nil
	}
	if len(r.Admins) == 1 {
		return LastAdmin()
	}
	r.Admins = slices.Delete(r.Admins, i, i+1)
	return nil
}

// LastAdmin is the fault for taking away the last admin.
func LastAdmin() error {
	return fault.New(fault.Conflict, "last_admin", "This is the last admin. Make somebody else an admin first.")
}
