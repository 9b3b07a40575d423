package member

import (
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// Erase blanks what is personal and ends the member's part for good. What stays are
// ids and figures; the external id stays too, so that whoever keeps the members
// can't bring the person back by sending the old record once more.
func (m *Member) Erase(by aggregate.Actor, now time.Time) {
	if m.ErasedMS != 0 {
		return
	}
	from := m.State
	m.Personal, m.EmailKey, m.Metadata, m.Muted = Personal{}, "", nil, nil
	m.Roles, m.Lead, m.Delegate = nil, "", ""
	m.State, m.ErasedMS = Deactivated, now.UnixMilli()
	m.TokenGeneration++
	m.Record(now, aggregate.Event{Actor: by, Verb: "erased", From: string(from), To: string(Deactivated)})
}

// gone refuses to give an erased member anything back.
func (m *Member) gone() error {
	if m.ErasedMS == 0 {
		return nil
	}
	return fault.New(fault.Conflict, "member_erased", "This member had their data erased and can't be brought back. Make another member, with another external id.")
}
