package referral

import (
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// Erase blanks the details of a referral that came to nothing long enough ago. The
// keyed hashes of e-mail and phone stay for a late win (PRODUCT.md §15) until
// Forget.
func (r *Referral) Erase(now time.Time) {
	if r.Status.Open() || r.Status == Won || (r.ErasedMS != 0 && r.Pending == nil) {
		return
	}
	r.record(now, aggregate.ByClock, Erase, "retention", nil)
	r.blank(now)
	r.Reschedule(TaskForget, time.UnixMilli(r.DecidedMS).Add(lateWin), nil)
}

// Forget drops the keyed hashes too: the time for a late win is over.
func (r *Referral) Forget(now time.Time) {
	if r.ErasedMS == 0 || len(r.Match) == 0 || r.Status.Open() || r.Status == Won {
		return
	}
	r.record(now, aggregate.ByClock, Forget, "retention", nil)
	r.Match = nil
}

// blank removes everything that can be traced to the person.
func (r *Referral) blank(now time.Time) {
	r.Personal = Personal{}
	r.Pending = nil
	r.NameMatch = nil
	r.ErasedMS = now.UnixMilli()
	r.Unschedule(TaskErase, TaskRemind)
}
