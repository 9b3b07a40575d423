package referral

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// Verb names what somebody does to a referral. The same word stands in events,
// in the API and in docs/states.md.
type Verb string

// The verbs.
const (
	Submit     Verb = "submit"
	Confirm    Verb = "confirm"
	Enter      Verb = "enter" // the claim ahead fell free
	Accept     Verb = "accept"
	Ask        Verb = "ask"
	Decline    Verb = "decline"
	Answer     Verb = "answer"
	Appeal     Verb = "appeal"
	Withdraw   Verb = "withdraw"
	Yes        Verb = "yes"
	ConfirmYes Verb = "confirm_yes"
	Disown     Verb = "disown" // the yes that waits: whoever reads our mail never said it
	NotNow     Verb = "not_now"
	Resume     Verb = "resume"
	No         Verb = "no"
	Never      Verb = "never"
	Lift       Verb = "lift" // the no, without a yes
	Lapse      Verb = "lapse"
	Bounce     Verb = "bounce"
	Correct    Verb = "correct"
	Assign     Verb = "assign"
	Contact    Verb = "contact"
	Meeting    Verb = "meeting"
	NextStep   Verb = "next_step"
	Win        Verb = "won"
	Suggest    Verb = "suggest_won"
	Dismiss    Verb = "dismiss_won"
	Lose       Verb = "lost"
	Reopen     Verb = "reopen"
	Payment    Verb = "payment"
	Refund     Verb = "refund"
	Dispute    Verb = "dispute"
	Report     Verb = "report_breach"
	Judge      Verb = "answer_breach"
	Prove      Verb = "prove"
	EndClaim   Verb = "end_claim"
	Erase      Verb = "erase"
	Forget     Verb = "forget"
	StepLate   Verb = "step_late"
	StepBroken Verb = "step_broken"
)

// Party is who may do something.
type Party string

// The parties of PRODUCT.md §4. Any admin counts as every staff role.
const (
	ByReferrerParty  Party = "referrer"
	ByPersonParty    Party = "person"
	ByRep            Party = "rep"
	ByReviewer       Party = "reviewer"
	ByAnyStaff       Party = "staff"
	ByPartner        Party = "partner_key"
	ByInstallation   Party = "installation_key"
	ByStripe         Party = "stripe"
	ByClock          Party = "clock"
	ByMailServer     Party = "mail_server"
	ByOtherReviewer  Party = "other_reviewer"   // one who didn't decline it
	ByUninvolvedHand Party = "uninvolved_staff" // one who didn't work it
)

// Move is one row of the table.
type Move struct {
	Verb Verb
	By   []Party
	From []Status // nil means every state
	To   Status   // "" where the status stays or the rule decides
	Rule string   // what decides, in words
}

var every []Status

// Moves is the one truth about who may move what. What isn't in it is refused
// with the state.
var Moves = []Move{
	{Confirm, []Party{ByReferrerParty}, []Status{ToConfirm}, "", "to where vetting puts it"},
	{Enter, []Party{ByClock}, []Status{Queued}, "", "to where vetting puts it, when the claim ahead falls free"},
	{Accept, []Party{ByReviewer, ByOtherReviewer}, []Status{InReview}, "", "awaiting_yes; agreed under already_agreed or when the yes is there; queued behind a claim. After an appeal only somebody else"},
	{Ask, []Party{ByReviewer, ByOtherReviewer}, []Status{InReview}, NeedsInfo, "after an appeal only somebody else"},
	{Decline, []Party{ByReviewer, ByOtherReviewer}, []Status{InReview, Queued, AwaitingYes, Deferred, NeedsInfo}, Declined, "after an appeal only somebody else; after the yes no longer"},
	{Answer, []Party{ByReferrerParty}, []Status{NeedsInfo}, "", "to where vetting puts it; in_review if a reviewer had asked"},
	{Appeal, []Party{ByReferrerParty}, []Status{Declined}, InReview, "once, within 30 days"},
	{Withdraw, []Party{ByReferrerParty}, append(slices.Clone(beforeYes), Deferred), Withdrawn, "before the yes"},
	{Withdraw, []Party{ByReferrerParty}, []Status{Agreed, InContact, Met}, "", "only claim and reward end"},
	{Yes, []Party{ByPersonParty, ByAnyStaff}, []Status{AwaitingYes, Deferred, Lapsed}, Agreed, "staff with evidence; stays until the person confirms it, where the link passed through the referrer"},
	{Yes, []Party{ByPersonParty}, []Status{Refused, Stopped}, Agreed, "they changed their mind; likewise"},
	{Yes, []Party{ByPersonParty}, []Status{Agreed, InContact, Met}, "", "other words about how and when, through a message of ours"},
	{ConfirmYes, []Party{ByPersonParty, ByAnyStaff}, []Status{AwaitingYes, Deferred, Lapsed, Refused, Stopped}, Agreed, "through the message that we sent; staff for a phone alone"},
	{Disown, []Party{ByPersonParty}, every, "", "through the message that we sent: the yes that waited is dropped"},
	{NotNow, []Party{ByPersonParty, ByRep}, []Status{AwaitingYes, Agreed, InContact}, Deferred, ""},
	{NotNow, []Party{ByPersonParty}, []Status{Deferred}, "", "another date"},
	{Resume, []Party{ByClock}, []Status{Deferred}, "", "back to where it came from, with the unused days, at least 7"},
	{No, []Party{ByPersonParty, ByRep}, []Status{AwaitingYes, Deferred}, Refused, "a deferred one that had agreed becomes stopped"},
	{No, []Party{ByPersonParty, ByRep}, []Status{Agreed, InContact, Met}, Stopped, ""},
	{No, []Party{ByPersonParty, ByRep}, []Status{ToConfirm, InReview, NeedsInfo, Declined, Queued, Won, Lost, Refused, Lapsed, Withdrawn, Stopped}, "", "ends contact"},
	{Never, []Party{ByPersonParty}, every, "", "as no, and erases the details at once"},
	{Lift, []Party{ByPersonParty}, every, "", "they may be put forward again"},
	{Lapse, []Party{ByClock}, []Status{AwaitingYes, NeedsInfo, ToConfirm}, Lapsed, "after the person's days, 14 and 7 days"},
	{Bounce, []Party{ByMailServer, ByAnyStaff, ByInstallation}, []Status{AwaitingYes}, NeedsInfo, "the clock stops"},
	{Bounce, []Party{ByMailServer, ByAnyStaff, ByInstallation}, []Status{Agreed}, NeedsInfo, "only our first message under already_agreed, before which nobody may make contact"},
	{Correct, []Party{ByReferrerParty, ByAnyStaff}, []Status{NeedsInfo}, AwaitingYes, "after a bounce; agreed where our first message had bounced"},
	{Assign, []Party{ByAnyStaff, ByInstallation, ByClock}, append(slices.Clone(beforeYes), Deferred, Agreed, InContact, Met), "", ""},
	{Contact, []Party{ByRep}, []Status{Agreed}, InContact, "by the first attempt"},
	{Contact, []Party{ByRep}, every, "", "recordable in every state; outside the promise it is a breach"},
	{Meeting, []Party{ByRep}, []Status{Agreed, InContact}, Met, ""},
	{NextStep, []Party{ByRep}, []Status{Agreed, InContact, Met}, "", ""},
	{Lose, []Party{ByRep, ByInstallation}, []Status{Agreed, InContact, Met}, Lost, ""},
	{Reopen, []Party{ByRep, ByInstallation}, []Status{Lost}, "", "back to before, with a reason"},
	{Win, []Party{ByAnyStaff, ByInstallation, ByStripe}, []Status{Agreed, InContact, Met}, Won, ""},
	{Win, []Party{ByAnyStaff}, []Status{Lost, Stopped, Lapsed}, Won, "confirming a suggestion, within 12 months"},
	{Suggest, []Party{ByInstallation, ByStripe, ByPartner}, every, "", "staff confirm it"},
	{Dismiss, []Party{ByAnyStaff}, every, "", "the suggestion was wrong"},
	{Payment, []Party{ByAnyStaff, ByInstallation, ByStripe}, []Status{Won}, "", ""},
	{Refund, []Party{ByAnyStaff, ByInstallation, ByStripe}, []Status{Won}, "", "shrinks or stops what is unpaid"},
	{Dispute, []Party{ByAnyStaff, ByInstallation, ByStripe}, []Status{Won}, "", "freezes what is unpaid"},
	{Report, []Party{ByPersonParty, ByReferrerParty}, every, "", "counts unless answered not upheld"},
	{Judge, []Party{ByUninvolvedHand}, every, "", "with a reason"},
	{Prove, []Party{ByAnyStaff}, every, "", "class rises to introduced by the person's reply"},
	{EndClaim, []Party{ByClock}, every, "", "protection ran out"},
	{Erase, []Party{ByClock, ByPersonParty}, every, "", "details are blanked; events stay"},
	{Forget, []Party{ByClock}, every, "", "the keyed hashes go too, once no late win is possible"},
	{StepLate, []Party{ByClock}, every, "", ""},
	{StepBroken, []Party{ByClock}, every, "", ""},
}

// Possible reports whether the table lets a party do verb to a referral that stands
// so; the verb itself may ask for more. Pages offer what is possible.
func Possible(verb Verb, by Party, in Status) bool {
	return slices.ContainsFunc(Moves, func(m Move) bool {
		return m.Verb == verb && slices.Contains(m.By, by) && (m.From == nil || slices.Contains(m.From, in))
	})
}

// maxEvents bounds the document. A no is recorded whatever stands here.
const maxEvents = 3000

// allow answers whether the actor may do verb now. A verb that nobody of the
// actor's kind may do is forbidden; one that the state doesn't know is a conflict
// that names the state.
func (r *Referral) allow(verb Verb, by aggregate.Actor) error {
	if len(r.Events) >= maxEvents && verb != No && verb != Never && by.Kind != aggregate.Clock {
		return fault.New(fault.Conflict, "too_much_history", "This referral has as much history as we keep. Please tell us what you need.")
	}
	may := false
	for _, m := range Moves {
		if m.Verb != verb || !slices.ContainsFunc(m.By, func(p Party) bool { return r.is(by, p) }) {
			continue
		}
		may = true
		if m.From == nil || slices.Contains(m.From, r.Status) {
			return nil
		}
	}
	if !may {
		return notYours(verb)
	}
	return fault.Newf(fault.Conflict, "wrong_state", "This can't be done (%s) while the referral is %s.", verb, r.Status).With("state", string(r.Status))
}

// May answers whether the actor may do verb now, as the table says; the verb itself
// may ask for more.
func (r *Referral) May(verb Verb, by aggregate.Actor) error { return r.allow(verb, by) }

// again answers a verb that took effect before: nothing changes, but who was never
// allowed to do it still isn't.
func (r *Referral) again(verb Verb, by aggregate.Actor) error {
	if slices.ContainsFunc(Moves, func(m Move) bool {
		return m.Verb == verb && slices.ContainsFunc(m.By, func(p Party) bool { return r.is(by, p) })
	}) {
		return nil
	}
	return notYours(verb)
}

func notYours(verb Verb) error {
	return fault.Newf(fault.Forbidden, "not_yours_to_do", "You can't do this (%s) to this referral.", verb)
}

// is reports whether the actor is the party, for this referral.
func (r *Referral) is(by aggregate.Actor, p Party) bool {
	switch p {
	case ByReferrerParty:
		return by.Kind == aggregate.Referrer && by.ID == r.ReferrerID && by.ID != ""
	case ByPersonParty:
		return by.Kind == aggregate.Person && by.ID == r.ID
	case ByRep:
		return by.Kind == aggregate.Operator || by.Has(aggregate.Rep)
	case ByReviewer:
		return (by.Kind == aggregate.Operator || by.Has(aggregate.Reviewer)) && r.DeclinedBy == ""
	case ByOtherReviewer:
		return by.Has(aggregate.Reviewer) && by.ID != r.DeclinedBy
	case ByAnyStaff:
		return by.Kind == aggregate.Operator || by.Has(aggregate.Rep, aggregate.Reviewer)
	case ByUninvolvedHand:
		return by.Has(aggregate.Rep, aggregate.Reviewer, aggregate.Approver) && !slices.Contains(r.WorkedBy(), by.ID)
	case ByPartner:
		return by.Kind == aggregate.Partner
	case ByInstallation:
		return by.Kind == aggregate.Installation
	case ByStripe:
		return by.Kind == aggregate.Stripe
	case ByClock:
		return by.Kind == aggregate.Clock
	case ByMailServer:
		return by.Kind == aggregate.Mailer
	}
	return false
}
