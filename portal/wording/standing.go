package wording

import (
	"cmp"
	"slices"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/view"
)

// tones colour the states; what isn't here is quiet.
var tones = map[referral.Status]view.Tone{
	referral.ToConfirm: view.Wait, referral.InReview: view.Wait, referral.NeedsInfo: view.Stop, referral.Declined: view.Stop,
	referral.Queued: view.Wait, referral.AwaitingYes: view.Wait, referral.Deferred: view.Wait,
	referral.Agreed: view.Now, referral.InContact: view.Now, referral.Met: view.Now, referral.Won: view.Good,
}

// notGoingAhead is the word for every ending that the promise doesn't let the
// referrer tell apart.
const notGoingAhead = "not_going_ahead"

// Standing is where a referral stands in the referrer's words: what it means, who
// acts next and by when.
func Standing(p app.Progress) view.Status {
	r, learns := p.Referral, p.Terms.Promise.Updates.LearnsReason
	word, args := string(r.Status), []any{"person", named(p), "rep", p.Names.Rep, "company", p.Names.Company}
	tone, missed, text := tones[r.Status], "", "" // missed is late or broken; text is a sentence other than the status's own
	switch r.Status {
	case referral.Refused, referral.Stopped, referral.Lapsed:
		if !learns {
			word = notGoingAhead
		}
	case referral.Deferred:
		if !learns {
			word = string(referral.AwaitingYes)
		}
		args = append(args, "until", message.Day{MS: r.Deferral.UntilMS, Zone: p.Zone})
	case referral.NeedsInfo:
		if r.Review.Bounced {
			word = "bounced"
		}
	case referral.AwaitingYes:
		if r.Entry == referral.ByLink {
			text = "confirming"
		}
	case referral.Queued:
		if p.HeldMS != 0 {
			text, args = "queued_until", append(args, "until", message.Day{MS: p.HeldMS, Zone: p.Zone})
		}
	case referral.Agreed, referral.InReview:
		st := owed(p)
		args = append(args, "due", message.Moment{MS: st.DueMS, Zone: p.Zone})
		switch st.State {
		case promise.StateLate:
			tone, missed = view.Wait, "late"
		case promise.StateBroken:
			tone, missed = view.Stop, "broken"
		}
	}
	if r.Forgone != "" && slices.Contains([]referral.Status{referral.Agreed, referral.InContact, referral.Met, referral.Won}, r.Status) {
		word, missed, text = "claim_over", "", ""
	}
	if missed != "" {
		word, text = missed, word+"_"+missed
	}
	return view.Status{Tone: tone, Word: message.Of("referral.status."+word, args...), Text: message.Of("referral.text."+cmp.Or(text, word), args...)}
}

// owed is the step that we promised in the state the referral is in, as its
// timeline has it: a date that has passed is never told as one to come.
func owed(p app.Progress) promise.Step {
	code := promise.StepFirstContact
	if p.Referral.Status == referral.InReview {
		code = promise.StepVerdict
	}
	for _, s := range p.Steps {
		if s.Code == code {
			return s
		}
	}
	return promise.Step{}
}

// named is the person's name, or a phrase once it is deleted.
func named(p app.Progress) any {
	if p.Names.Person != "" {
		return p.Names.Person
	}
	return message.Of("promise.name.person")
}
