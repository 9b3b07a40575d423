package referral

import (
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// Erase blanks the details of a referral that came to nothing long enough ago. The
// keyed hashes of e-mail and phone stay for a late win (PRODUCT.md §15) until
// ForgetMatch.
func (r *Referral) Erase(now time.Time) {
	if r.ErasedMS != 0 || r.Status.Open() || r.Status == Won {
		return
	}
	r.record(now, aggregate.ByClock, Erase, "retention", nil)
	r.blank(now)
}

// blank removes everything that can be traced to the person.
func (r *Referral) blank(now time.Time) {
	r.Personal = Personal{}
	r.Pending = nil
	r.NameMatch = nil
	r.ErasedMS = now.UnixMilli()
	r.Unschedule(TaskErase, TaskRemind)
}
