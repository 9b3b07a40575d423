package referral

import (
	"slices"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// take makes the contacts that we know the referral's claim. The store refuses the
// write when somebody else holds one of them.
func (r *Referral) take(t Terms, now time.Time) {
	switch r.Claim.Ended {
	case "expired", "withdrawn": // it had its time, or was given up
		return
	}
	before := r.ClaimKeys()
	for _, k := range r.Match {
		switch {
		case strings.HasPrefix(k, "email-"):
			r.ClaimEmail = new(k)
		case strings.HasPrefix(k, "phone-"):
			r.ClaimPhone = new(k)
		}
	}
	if r.ClaimEmail == nil && r.ClaimPhone == nil {
		return
	}
	r.letGo(now, slices.DeleteFunc(before, func(k string) bool { return slices.Contains(r.ClaimKeys(), k) }))
	r.Reschedule(TaskTaken, now, map[string]string{"keys": strings.Join(r.ClaimKeys(), " ")})
	if !r.claims() {
		r.Claim = Claim{TakenMS: now.UnixMilli(), LongestMS: now.AddDate(0, 0, t.ProtectionMax).UnixMilli()}
		r.Claim.EndsMS = now.AddDate(0, 0, t.ProtectionDays).UnixMilli()
	}
	r.Reschedule(TaskTaken, now, map[string]string{"keys": strings.Join(r.ClaimKeys(), " ")})
	r.Reschedule(TaskEndClaim, time.UnixMilli(r.Claim.EndsMS), nil)
}

// holdClaim keeps the claim until the deal is decided, its longest time at most: the person
// was met in time.
func (r *Referral) holdClaim() {
	if !r.claims() {
		return
	}
	r.Claim.EndsMS = r.Claim.LongestMS
	r.Reschedule(TaskEndClaim, time.UnixMilli(r.Claim.EndsMS), nil)
}

// claims reports whether a claim is held, running or paused.
func (r *Referral) claims() bool { return r.Claim.TakenMS != 0 && r.Claim.Ended == "" }

// Protected reports whether a claim stands in the way of later introductions now; a
// paused one does.
func (r *Referral) Protected(now time.Time) bool {
	return r.claims() && (r.Claim.PausedMS != 0 || now.UnixMilli() < r.Claim.EndsMS)
}

// pauseClaim stops the clock of the protection while the person asked us to wait.
func (r *Referral) pauseClaim(now time.Time) {
	r.Unschedule(TaskEndClaim)
	if r.claims() && r.Claim.PausedMS == 0 {
		r.Claim.PausedMS = now.UnixMilli()
	}
}

// resumeClaim lets the protection go on with the time that it had left.
func (r *Referral) resumeClaim(now time.Time) {
	if !r.claims() || r.Claim.PausedMS == 0 {
		return
	}
	paused := now.UnixMilli() - r.Claim.PausedMS
	r.Claim.PausedMS = 0
	r.Claim.EndsMS += paused
	r.Claim.LongestMS += paused
	r.Reschedule(TaskEndClaim, time.UnixMilli(r.Claim.EndsMS), nil)
}

// ClaimKeys are the contacts that this referral protects now.
func (r *Referral) ClaimKeys() []string {
	var keys []string
	for _, k := range []*string{r.ClaimEmail, r.ClaimPhone} {
		if k != nil {
			keys = append(keys, *k)
		}
	}
	return keys
}

// release lets the claim fall free and the oldest in the queue enter.
func (r *Referral) release(now time.Time, why string) {
	keys := r.ClaimKeys()
	r.ClaimEmail, r.ClaimPhone, r.Queue = nil, nil, nil
	r.Unschedule(TaskEndClaim)
	if r.claims() {
		r.Claim.Ended, r.Claim.ReleasedMS, r.Claim.PausedMS = why, now.UnixMilli(), 0
	}
	r.letGo(now, keys)
}

// letGo lets the oldest enter that waits behind keys.
func (r *Referral) letGo(now time.Time, keys []string) {
	if len(keys) > 0 {
		r.Schedule(TaskRelease, now, map[string]string{"keys": strings.Join(keys, " ")})
	}
}

// EndClaim lets a claim fall free whose protection has run out; the referral keeps
// its status.
func (r *Referral) EndClaim(now time.Time) {
	if !r.claims() || r.Protected(now) {
		return
	}
	r.record(now, aggregate.ByClock, EndClaim, "expired", nil)
	r.release(now, "expired")
}

// LoseReward notes that somebody else took the claim that this referral let go.
func (r *Referral) LoseReward(now time.Time) {
	if r.Forgone != "" || r.Claim.Ended == "" || r.Status == Won {
		return
	}
	r.Forgone = forgoneClaim
	r.record(now, aggregate.ByClock, EndClaim, "taken_by_another", nil)
	r.Reschedule(TaskReward, now, nil)
}

// Enter lets a queued referral in when the claim ahead of it fell free; the caller
// has vetted it again and calls Vetted next.
func (r *Referral) Enter(now time.Time) error {
	if err := r.allow(Enter, aggregate.ByClock); err != nil {
		return err
	}
	r.record(now, aggregate.ByClock, Enter, "", nil)
	return nil
}
