package desk

import (
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// tones colour the states; what isn't here is over.
var tones = map[referral.Status]view.Tone{
	referral.ToConfirm: view.Wait, referral.InReview: view.Wait, referral.NeedsInfo: view.Wait, referral.Queued: view.Wait,
	referral.AwaitingYes: view.Wait, referral.Deferred: view.Wait, referral.Agreed: view.Now, referral.InContact: view.Now,
	referral.Met: view.Now, referral.Won: view.Good,
}

// chip is a state in a word, as staff read it.
func chip(s referral.Status) view.Status {
	return view.Status{Tone: tones[s], Word: message.Of("desk.status." + string(s))}
}

// standing is where an introduction stands: what it means, who acts next and by
// when.
func (i *item) standing(f ui.Frame) view.Status {
	r := i.Referral
	s := chip(r.Status)
	word := string(r.Status)
	if r.Status == referral.NeedsInfo && r.Review.Bounced {
		word = "bounced"
	}
	rep := i.rep(f)
	if r.Status == referral.InContact && r.RepID == "" { // somebody has been, though nobody follows up
		rep = f.Brand.Name
	}
	args := []any{"person", i.person(f), "referrer", i.referrer(f), "rep", rep, "due", i.dueWords(f)}
	s.Text = message.Of("desk.text."+word, args...)
	return s
}

// dueWords is by when a state ends by itself, or what is promised in it is due; a
// phrase where there is no time.
func (i *item) dueWords(f ui.Frame) any {
	if ms := i.dueMS(); ms != 0 {
		return at(ms, i.Zone)
	}
	return f.T("desk.no_date")
}

// dueMS is what dueWords says; 0 for none.
func (i *item) dueMS() int64 {
	r := i.Referral
	switch r.Status {
	case referral.InReview:
		return openStep(r, promise.StepVerdict)
	case referral.Agreed:
		return openStep(r, promise.StepFirstContact)
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

// openStep is by when an owed step is promised; 0 where none is owed.
func openStep(r *referral.Referral, code promise.StepCode) int64 {
	if st, ok := r.Step(code); ok && st.Open() {
		return st.DueMS
	}
	return 0
}

// The marks of a row that needs more attention than the others.
var (
	appealChip = view.Status{Tone: view.Now, Word: message.Of("desk.appeal")}
	lateChip   = view.Status{Tone: view.Stop, Word: message.Of("desk.late")}
)
