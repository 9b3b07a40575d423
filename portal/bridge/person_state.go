package bridge

import (
	"slices"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/view"
)

// personStates are the states of the page by status; what isn't here waits for the
// person's answer.
var personStates = map[referral.Status]view.PersonState{
	referral.Declined: view.PersonClosed, referral.Deferred: view.PersonDeferred, referral.Agreed: view.PersonAgreed,
	referral.InContact: view.PersonInContact, referral.Met: view.PersonMet, referral.Won: view.PersonWon,
	referral.Lost: view.PersonLost, referral.Withdrawn: view.PersonWithdrawn, referral.Lapsed: view.PersonLapsed,
	referral.ToConfirm: view.PersonWaiting, referral.InReview: view.PersonWaiting, referral.NeedsInfo: view.PersonWaiting, referral.Queued: view.PersonWaiting,
}

// personState says what the page says first.
func personState(r *referral.Referral) view.PersonState {
	switch {
	case r.Pending != nil:
		return view.PersonUnproven
	case r.ErasedMS != 0:
		return view.PersonErased
	case r.Status == referral.Stopped, r.NoMS != 0 && r.YesMS != 0:
		return view.PersonStopped
	case r.Status == referral.Refused, r.NoMS != 0:
		return view.PersonRefused
	case r.Review.YesHeld:
		return view.PersonChecking
	}
	if s, ok := personStates[r.Status]; ok {
		return s
	}
	return view.PersonAsked
}

// answers are those possible now, in the order to show, as the table of verbs and
// the link allow them.
func answers(p app.Person) []view.Answer {
	r := p.Referral
	var out []view.Answer
	add := func(a view.Answer, possible bool) {
		if possible {
			out = append(out, a)
		}
	}
	// After the yes another one changes how and when; only their own link does that.
	working := slices.Contains([]referral.Status{referral.Agreed, referral.InContact, referral.Met}, r.Status)
	add(view.Yes, referral.Possible(referral.Yes, referral.ByPersonParty, r.Status) && (p.Direct || !working))
	add(view.NotNow, r.NoMS == 0 && (referral.Possible(referral.NotNow, referral.ByPersonParty, r.Status) || r.Status == referral.Deferred))
	add(view.No, r.NoMS == 0 && r.ErasedMS == 0) // without details a never says the same
	add(view.Never, r.NeverMS == 0)
	add(view.Lift, r.NoMS != 0 && p.Direct)
	return out
}
