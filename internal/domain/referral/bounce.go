package referral

import (
	"slices"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
)

// Bounced stops the clock because a mail can't be delivered; the referrer corrects
// the address.
func (r *Referral) Bounced(by aggregate.Actor, t Terms, replay *aggregate.Replay, now time.Time) error {
	if r.Status == NeedsInfo && r.Review.Bounced {
		return r.again(Bounce, by)
	}
	if err := r.allow(Bounce, by); err != nil {
		return err
	}
	if r.Status == Agreed && (t.Promise.Consent != promise.AlreadyAgreed || r.ToldMS() != 0) {
		return fault.New(fault.Conflict, "wrong_state", "The person has our first message already.").With("state", string(r.Status))
	}
	if r.Status == Agreed { // nobody may contact them before our first message
		r.YesMS, r.YesBy = 0, ""
		r.cancelSteps(now)
	}
	if l, ok := r.Meta.Pending(TaskLapse); ok {
		r.LapseLeft = max(0, l.DueMS-now.UnixMilli())
	}
	r.move(now, by, Bounce, NeedsInfo, "", replay)
	r.rest()
	r.Review.Bounced = true
	r.dropPending()
	to := toReferrer
	if r.ReferrerID == "" {
		to = toReviewers
	}
	r.mail(now, "address_bounced", to)
	r.Schedule(TaskLapse, now.Add(needsInfoDays), nil)
	if r.claims() {
		r.Schedule(TaskEndClaim, time.UnixMilli(r.Claim.EndsMS), nil)
	}
	return nil
}

// dropPending drops the yes that waits, and the link that would have confirmed it.
func (r *Referral) dropPending() {
	r.Pending = nil
	r.PendingSeq++
	r.ProvenSeq = 0
}

// Corrected gives a bounced referral its right address and sends the first mail
// again.
func (r *Referral) Corrected(by aggregate.Actor, t Terms, d contact.Details, match []string, replay *aggregate.Replay, now time.Time) error {
	if err := r.allow(Correct, by); err != nil {
		return err
	}
	if !r.Review.Bounced {
		return fault.New(fault.Conflict, "nothing_bounced", "No address has to be corrected here.")
	}
	if r.NoMS != 0 {
		return cannotTake()
	}
	e := r.move(now, by, Correct, AwaitingYes, "", replay)
	r.Review.Bounced = false
	r.TokenGen++ // whoever got the mail at the wrong address holds a link
	r.dropPending()
	r.Personal.Details = merged(r.Personal.Details, d)
	r.Match = slices.DeleteFunc(slices.Clone(r.Match), func(k string) bool { return strings.HasPrefix(k, "email-") })
	r.Match = union(r.Match, match)
	r.take(t, now)
	r.waitOn(now)
	switch {
	case r.Entry == ByLink:
		r.openPending(now, r.Personal.Details, r.Wish(), r.Personal.Zone)
		r.mail(now, "confirm_yes", toPerson)
	case t.Promise.Consent == promise.AskFirst:
		r.mail(now, "ask_first", toPerson)
		r.remindAt(t, now)
	case t.Promise.Consent == promise.AlreadyAgreed:
		r.introduced(t, now)
		e.To = string(Agreed)
	default:
		r.mail(now, "letter", toReferrer)
		r.remindAt(t, now)
	}
	return nil
}
