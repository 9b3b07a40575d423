package app

import (
	"context"
	"errors"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// DutiesInput is what a staff member does from now on.
type DutiesInput struct {
	Roles    []string `json:"roles" validate:"max=4,unique,dive,oneof=rep reviewer approver admin"`
	Lead     string   `json:"lead_id,omitempty" validate:"max=64"`
	Delegate string   `json:"delegate_id,omitempty" validate:"max=64"`
}

// ChangeStaff gives a staff member other duties. It takes an admin, never for
// oneself, and the last admin stays one.
func (s *Members) ChangeStaff(ctx context.Context, call Call, id string, in DutiesInput) (Done[member.Member], error) {
	if err := hires(call.Actor); err != nil {
		return Done[member.Member]{}, err
	}
	if err := s.check(in); err != nil {
		return Done[member.Member]{}, err
	}
	for pointer, other := range map[string]string{"/lead_id": in.Lead, "/delegate_id": in.Delegate} {
		if err := s.mustBeStaff(ctx, pointer, other); err != nil {
			return Done[member.Member]{}, err
		}
	}
	d := member.Duties{Lead: in.Lead, Delegate: in.Delegate}
	for _, r := range in.Roles {
		d.Roles = append(d.Roles, aggregate.Role(r))
	}
	return s.govern(ctx, call, id, func(m *member.Member) error {
		return m.ChangeStaff(d, call.Actor, call.Replay, s.clock.Now())
	})
}

// Deactivate ends a member's part: staff by an admin, others by whoever keeps
// them.
func (s *Members) Deactivate(ctx context.Context, call Call, id string) (Done[member.Member], error) {
	return s.setState(ctx, call, id, (*member.Member).Deactivate)
}

// Reactivate undoes Deactivate.
func (s *Members) Reactivate(ctx context.Context, call Call, id string) (Done[member.Member], error) {
	return s.setState(ctx, call, id, (*member.Member).Reactivate)
}

func (s *Members) setState(ctx context.Context, call Call, id string, verb func(*member.Member, aggregate.Actor, *aggregate.Replay, time.Time) error) (Done[member.Member], error) {
	if _, err := keeps(call.Actor); err != nil {
		return Done[member.Member]{}, err
	}
	return s.govern(ctx, call, id, func(m *member.Member) error {
		if m.Kind == member.Staff {
			if err := hires(call.Actor); err != nil {
				return err
			}
		}
		return verb(m, call.Actor, call.Replay, s.clock.Now())
	})
}

// govern performs a verb that may make or unmake an admin. The roster owns the
// rule that there is always one: it is struck before an admin goes, and entered
// after one came.
func (s *Members) govern(ctx context.Context, call Call, id string, verb func(*member.Member) error) (Done[member.Member], error) {
	before, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return Done[member.Member]{}, err
	}
	if leaves, err := s.wouldLeave(call, *before, verb); err != nil {
		return Done[member.Member]{}, err
	} else if leaves {
		if err := s.strike(ctx, id); err != nil {
			return Done[member.Member]{}, err
		}
	}
	done, err := s.change(ctx, call, id, func(m *member.Member) error {
		was := m.IsAdmin()
		if err := verb(m); err != nil {
			return err
		}
		if was && !m.IsAdmin() && !before.IsAdmin() {
			return store.VersionConflict() // became an admin meanwhile, and wasn't struck
		}
		return nil
	})
	if err := errors.Join(err, s.settleRoster(ctx, id)); err != nil {
		return Done[member.Member]{}, err
	}
	return done, nil
}

// wouldLeave tries a verb on a copy and answers whether it takes an admin away.
func (s *Members) wouldLeave(call Call, m member.Member, verb func(*member.Member) error) (bool, error) {
	was := m.IsAdmin()
	if again, err := admit(call, &m.Meta); again || err != nil {
		return false, err
	}
	if err := verb(&m); err != nil {
		return false, err
	}
	return was && !m.IsAdmin(), nil
}

// strike takes an admin off the roster, unless it is the last one.
func (s *Members) strike(ctx context.Context, id string) error {
	_, err := s.rosters.Update(ctx, member.RosterID, func(r *member.Roster) error { return r.Strike(id) })
	if fault.Is(err, fault.NotFound) {
		return member.LastAdmin()
	}
	return err
}

// settleRoster brings the roster in line with how a member stands now. It reads
// the member again after it entered them, in case they lost the role in between.
func (s *Members) settleRoster(ctx context.Context, id string) error {
	for {
		m, err := s.members.Get(ctx, id)
		if err != nil {
			return err
		}
		if !m.IsAdmin() {
			_, err := s.rosters.Update(ctx, member.RosterID, func(r *member.Roster) error { r.Drop(id); return nil })
			return ignoreMissing(err)
		}
		entered, err := s.enter(ctx, id)
		if err != nil || !entered {
			return err
		}
	}
}

// enter adds an admin to the roster, and answers whether they were missing.
func (s *Members) enter(ctx context.Context, id string) (bool, error) {
	entered := false
	_, err := s.rosters.Update(ctx, member.RosterID, func(r *member.Roster) error {
		entered = r.Add(id)
		return nil
	})
	if !fault.Is(err, fault.NotFound) {
		return entered, err
	}
	err = s.rosters.Insert(ctx, member.NewRoster(id, s.clock.Now()))
	if store.Taken(err) == "id" {
		return s.enter(ctx, id)
	}
	return true, err
}

// mustBeStaff returns a fault at pointer unless id is empty or active staff.
func (s *Members) mustBeStaff(ctx context.Context, pointer, id string) error {
	if id == "" {
		return nil
	}
	m, err := found(s.members.Get(ctx, id))
	if err != nil {
		return err
	}
	if m == nil || m.Kind != member.Staff || m.State != member.Active {
		return fault.OfField(pointer, "not_staff", "This is no active staff member.")
	}
	return nil
}

func ignoreMissing(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}
