package referral

import (
	"reflect"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
)

// newWish changes how and when a person who has agreed wants to be contacted, with
// their corrections. A link that passed through the referrer can't: the person's own
// words win over the promise.
func (r *Referral) newWish(by aggregate.Actor, t Terms, s Said, replay *aggregate.Replay, now time.Time) error {
	if !s.Direct {
		return fault.New(fault.Forbidden, "use_own_link", "You have said yes. To change how we get in touch, please use the link in a mail from us.")
	}
	d, f := r.corrected(s)
	if f != nil {
		return f
	}
	if d == r.Personal.Details && reflect.DeepEqual(r.Wish(), s.Wish) && (s.Zone == "" || s.Zone == r.Personal.Zone) {
		return nil
	}
	r.record(now, by, Yes, "new_wish", replay)
	r.Personal.Details, r.Personal.Wish = d, &s.Wish
	r.Match = union(r.Match, s.Match)
	if s.Zone != "" {
		r.Personal.Zone = s.Zone
	}
	if i := r.stepIndex(promise.StepFirstContact); i >= 0 && r.Steps[i].Open() && r.Steps[i].LateMS == 0 {
		r.Steps[i].DueMS = r.contactDue(time.UnixMilli(r.Steps[i].StartMS), t).UnixMilli()
		r.watch(t, r.Steps[i])
	}
	r.mail(now, "rep_new_wish", toRep)
	return nil
}

// corrected are the person's details with what they put right after their yes. The
// yes was proven for one address, so another is not taken without a new proof, and a
// contact that a reviewer would have to look at isn't taken at all.
func (r *Referral) corrected(s Said) (contact.Details, *fault.Error) {
	switch {
	case s.Details.Email != "" && contact.EmailKey(s.Details.Email) != contact.EmailKey(r.Personal.Email):
		return contact.Details{}, fault.OfField("/email", "tell_us", "Please tell us another address in a reply to our mail.")
	case s.Suspect != "":
		return contact.Details{}, fault.OfField("/phone", "tell_us", "Please tell us this number in a reply to our mail.")
	}
	return merged(r.Personal.Details, s.Details), nil
}
