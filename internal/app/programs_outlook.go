package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/store"
)

// Warnings says what is thin about a program's draft, as publishing it now would.
// It is for who works on drafts.
func (s *Programs) Warnings(ctx context.Context, actor aggregate.Actor, id string) ([]program.Warning, error) {
	if !drafts(actor) {
		return nil, store.NotFound()
	}
	p, err := s.programs.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.warnings(ctx, p.Draft)
}

// CountOpen counts the referrals of a program of which something may still come.
func (s *Referrals) CountOpen(ctx context.Context, actor aggregate.Actor, programID string) (int64, error) {
	if err := reads(actor); err != nil {
		return 0, err
	}
	args := store.Args{Equal: []any{programID, ReferralFilter{Stage: string(referral.StageOpen)}.statusValue()}}
	n, err := s.referrals.Count(ctx, referralsByProgramStatus, args, "")
	return n[""], err
}

// Under is how many open referrals live under a revision of their program.
type Under struct {
	Revision int64
	Open     int
}

// maxUnder is how many open referrals CountUnder looks at: it reads each of them.
const maxUnder = 5_000

// CountUnder counts the open referrals of a program by the revision that they live
// under, the newest revision first. It is not whole when there are more of them
// than it looks at.
func (s *Referrals) CountUnder(ctx context.Context, actor aggregate.Actor, programID string) (list []Under, whole bool, err error) {
	if err := reads(actor); err != nil {
		return nil, false, err
	}
	p, err := found(s.programs.Find(ctx, programID))
	if p == nil || err != nil {
		return nil, true, err
	}
	by, seen := map[int64]int{}, 0
	filter := ReferralFilter{ProgramID: programID, Stage: string(referral.StageOpen)}
	for r, err := range Each(ctx, func(part Page) (Listed[referral.Referral], error) { return s.List(ctx, actor, filter, part) }, Page{}) {
		if err != nil {
			return nil, false, err
		}
		if seen++; seen > maxUnder {
			break
		}
		by[r.RevisionN]++
	}
	for n := p.Published; n > 0; n-- {
		if by[n] > 0 {
			list = append(list, Under{Revision: n, Open: by[n]})
		}
	}
	return list, seen <= maxUnder, nil
}
