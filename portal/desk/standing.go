package desk

import (
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// standing is where an introduction stands: what it means, who acts next and by
// when.
func (i *item) standing(f ui.Frame) view.Status {
	rep := i.rep(f)
	if i.Referral.Status == referral.InContact && i.Referral.RepID == "" { // somebody has been, though nobody follows up
		rep = f.Brand.Name
	}
	return wording.StaffStanding(f, i.Referral, promise.Names{Person: i.person(f), Referrer: i.referrer(f), Rep: rep}, i.Zone)
}

// late reports whether the answer of a reviewer is late.
func (i *item) late() bool {
	due := wording.OwedMS(i.Referral, promise.StepVerdict)
	return i.Referral.Status == referral.InReview && due != 0 && due < i.NowMS
}

// The marks of a row that needs more attention than the others.
var (
	appealChip = view.Status{Tone: view.Now, Word: message.Of("desk.appeal")}
	lateChip   = view.Status{Tone: view.Stop, Word: message.Of("desk.late")}
)
