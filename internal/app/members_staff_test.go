package app

import (
	"sync"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
)

func TestStaffChangesTakeAnotherAdmin(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	boss, second, rep := r.staff("a-1", "admin"), r.staff("a-2", "admin"), r.staff("r-1", "rep")
	ctx := t.Context()
	change := func(by aggregate.Actor, id string, in DutiesInput) error {
		_, err := r.members.ChangeStaff(ctx, Call{Actor: by}, id, in)
		return err
	}
	r.refused(change(boss.Actor(""), boss.ID, DutiesInput{Roles: []string{"approver"}}), "own_account")
	r.refused(change(rep.Actor(""), rep.ID, DutiesInput{Roles: []string{"admin"}}), "role_missing")
	r.refused(change(rep.Actor(""), boss.ID, DutiesInput{}), "role_missing")
	r.refused(change(installation, rep.ID, DutiesInput{Roles: []string{"admin"}}), "role_missing")
	r.refused(change(partner, rep.ID, DutiesInput{Roles: []string{"admin"}}), "role_missing")
	r.refused(change(boss.Actor(""), r.customer("c-1").ID, DutiesInput{Roles: []string{"rep"}}), "not_staff")
	r.refused(change(boss.Actor(""), rep.ID, DutiesInput{Roles: []string{"king"}}), "not_one_of")
	r.refused(change(boss.Actor(""), rep.ID, DutiesInput{Lead: "mbr_nobody"}), "not_staff")
	r.refused(change(boss.Actor(""), rep.ID, DutiesInput{Lead: rep.ID}), "self")
	r.must(change(boss.Actor(""), rep.ID, DutiesInput{Roles: []string{"approver", "rep"}, Lead: second.ID, Delegate: boss.ID}))
	got, err := r.members.Get(ctx, boss.Actor(""), rep.ID)
	r.must(err)
	if len(got.Roles) != 2 || got.Roles[0] != aggregate.Rep || got.Lead != second.ID {
		t.Fatalf("%+v", got)
	}
	_, err = r.members.Deactivate(ctx, Call{Actor: boss.Actor("")}, boss.ID)
	r.refused(err, "own_account")
}

func TestLastAdminStays(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	boss := r.staff("a-1", "admin")
	_, err := r.members.ChangeStaff(t.Context(), Call{Actor: operator}, boss.ID, DutiesInput{Roles: []string{"rep"}})
	r.refused(err, "last_admin")
	_, err = r.members.Deactivate(t.Context(), Call{Actor: operator}, boss.ID)
	r.refused(err, "last_admin")

	second := r.staff("a-2", "admin")
	_, err = r.members.Deactivate(t.Context(), Call{Actor: second.Actor("")}, boss.ID)
	r.must(err)
	_, err = r.members.Deactivate(t.Context(), Call{Actor: operator}, second.ID)
	r.refused(err, "last_admin")
	// An admin who comes back counts again.
	_, err = r.members.Reactivate(t.Context(), Call{Actor: operator}, boss.ID)
	r.must(err)
	_, err = r.members.Deactivate(t.Context(), Call{Actor: operator}, second.ID)
	r.must(err)
}

// However many take each other's role away at once, one admin is left.
func TestLastAdminStaysInARace(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	admins := []*member.Member{r.staff("a-1", "admin"), r.staff("a-2", "admin"), r.staff("a-3", "admin")}
	var wg sync.WaitGroup
	for i, by := range admins {
		wg.Go(func() {
			victim := admins[(i+1)%len(admins)]
			_, err := r.members.ChangeStaff(t.Context(), Call{Actor: by.Actor("")}, victim.ID, DutiesInput{})
			if err != nil && !fault.Because(err, "last_admin") {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	left, err := r.members.withRole(t.Context(), aggregate.Admin)
	r.must(err)
	if len(left) != 1 {
		t.Fatalf("%d admins are left", len(left))
	}
}
