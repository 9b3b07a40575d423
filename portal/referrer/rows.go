package referrer

import (
	"context"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// row is one introduction in a list: whom, where it stands, and what comes next.
type row struct {
	Path   string
	Whom   string
	Status view.Status
	Next   *view.Step      // what happens next; nil where nothing does
	Reward message.Message // what there is for it while it may still come
	AtMS   int64
	Zone   string

	progress app.Progress
}

// rowOf is a line about how far an introduction has come.
func rowOf(f ui.Frame, way app.Progress) row {
	r := way.Referral
	in := ui.Introduction{Referral: view.Referral{Person: r.Personal.Name, Company: r.Personal.Company}}
	out := row{
		Path: introductionPath(r.ID), Whom: in.Whom(f), Status: wording.Standing(way), Next: nextStep(way), AtMS: r.CreatedMS, Zone: way.Zone,
		progress: way,
	}
	if r.Status.Open() && r.Forgone == "" {
		out.Reward = way.Terms.Offer()
	}
	return out
}

// rows reads those of a whole part of a list.
func (p *Pages) rows(ctx context.Context, f ui.Frame, list []*referral.Referral) ([]row, error) {
	ways, err := p.App.Referrals.Ways(ctx, list, promise.ReaderReferrer)
	if err != nil {
		return nil, err
	}
	out := make([]row, len(ways))
	for i, way := range ways {
		out[i] = rowOf(f, way)
	}
	return out, nil
}

// nextStep is the step that everybody waits for, with the time by which it is
// promised.
func nextStep(way app.Progress) *view.Step {
	if !way.Referral.Status.Open() {
		return nil
	}
	for i, s := range wording.Steps(way.Steps) {
		if s.State == view.StepNow || s.State == view.StepLate || s.State == view.StepPaused {
			s.DueMS, s.Zone = way.Steps[i].DueMS, way.Zone
			return &s
		}
	}
	return nil
}

// nextMS is when the next promised step is due, for finding the one that moves
// first; 0 where nothing is promised now.
func (r row) nextMS() int64 {
	if r.Next == nil {
		return 0
	}
	return r.Next.DueMS
}
