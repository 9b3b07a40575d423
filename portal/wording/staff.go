package wording

import (
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// staffTones colour the states for staff; what isn't here is over.
var staffTones = map[referral.Status]view.Tone{
	referral.ToConfirm: view.Wait, referral.InReview: view.Wait, referral.NeedsInfo: view.Wait, referral.Queued: view.Wait,
	referral.AwaitingYes: view.Wait, referral.Deferred: view.Wait, referral.Agreed: view.Now, referral.InContact: view.Now,
	referral.Met: view.Now, referral.Won: view.Good,
}

// StaffChip is a state in a word, as staff read it.
func StaffChip(s referral.Status) view.Status {
	return view.Status{Tone: staffTones[s], Word: message.Of("desk.status." + string(s))}
}

// StaffStanding is where a referral stands in the staff's words: what it means, who
// acts next and by when, in the zone of its program.
func StaffStanding(w ui.Words, r *referral.Referral, names promise.Names, zone string) view.Status {
	s, word := StaffChip(r.Status), string(r.Status)
	if r.Status == referral.NeedsInfo && r.Review.Bounced {
		word = "bounced"
	}
	var due any = w.T("desk.no_date")
	if ms := StaffDueMS(r); ms != 0 {
		due = message.Moment{MS: ms, Zone: zone}
	}
	s.Text = message.Of("desk.text."+word, "person", names.Person, "referrer", names.Referrer, "rep", names.Rep, "due", due)
	return s
}

// StaffDueMS is by when a state ends by itself, or what is promised in it is due; 0
// where there is no such time.
func StaffDueMS(r *referral.Referral) int64 {
	switch r.Status {
	case referral.InReview:
		return OwedMS(r, promise.StepVerdict)
	case referral.Agreed:
		return OwedMS(r, promise.StepFirstContact)
	case referral.Deferred:
		return r.Deferral.UntilMS
	case referral.InContact, referral.Met:
		return r.FollowUp().ByMS
	case referral.ToConfirm, referral.NeedsInfo, referral.AwaitingYes:
		if t, ok := r.Meta.Pending(referral.TaskLapse); ok {
			return t.DueMS
		}
	}
	return 0
}

// OwedMS is by when an owed step is promised; 0 where none is owed.
func OwedMS(r *referral.Referral, code promise.StepCode) int64 {
	if st, ok := r.Step(code); ok && st.Open() {
		return st.DueMS
	}
	return 0
}
