package view

import (
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
)

// Action is something that the referrer may do with one referral now.
type Action string

// The actions of the referrer's page.
const (
	Confirm  Action = "confirm"  // a referral that staff typed
	GiveInfo Action = "answer"   // a question
	Correct  Action = "correct"  // an address that bounced
	Appeal   Action = "appeal"   // against a decline
	Withdraw Action = "withdraw" // the referral, or the claim after a yes
	ReportIt Action = "report"   // not what was promised
	SetUpPay Action = "payout"   // at Stripe
)

// Deed is an action with what the referrer typed.
type Deed struct {
	Action  Action
	Words   string  // an appeal or a report
	Answers Answers // to a question: the fields of Referral.Ask
	Email   string  // a correction
}

// Tone says how a status feels; it picks colour and icon, never the words.
type Tone string

// The tones.
const (
	Quiet Tone = "quiet" // over, nothing to do
	Now   Tone = "now"   // moving
	Wait  Tone = "wait"  // waiting on somebody
	Good  Tone = "good"  // done or paid
	Stop  Tone = "stop"  // stopped, or needs the reader
)

// Status is a word and the sentence under it: what it means, who acts next and
// by when.
type Status struct {
	Tone Tone
	Word message.Message
	Text message.Message
}

// Referral is the referrer's page for one referral.
type Referral struct {
	Person   string // empty once erased
	Company  string
	Erased   bool  // the details are deleted
	AtMS     int64 // submitted
	Zone     string
	Status   Status
	Promise  Promise
	Letter   *Letter
	Told     []Fact // what the introduction says, in the referrer's own answers
	Sent     []Mailed
	Evidence []message.Message // how we know of the yes
	Offer    message.Message   // what there is for it while it may still come
	Question string            // a reviewer's, in their words
	Needs    []message.Message
	Ask      Form            // the fields that answer the question, with GiveInfo among Can
	Answers  Answers         // to Ask, as they stand
	Bounced  string          // the masked address that refused our mail
	Reason   message.Message // why it was declined, by a rule
	Because  string          // and in the reviewer's own words
	AppealMS int64           // until when an appeal is possible
	Claim    bool            // withdrawing ends only the claim and the reward
	Rewards  []Reward
	Payout   *Payout
	Reports  []Report
	Can      []Action
	Said     message.Message
}

// May reports whether an action is possible now.
func (r Referral) May(a Action) bool {
	for _, can := range r.Can {
		if can == a {
			return true
		}
	}
	return false
}

// Mailed is something that was sent.
type Mailed struct {
	What message.Message
	AtMS int64
}

// Letter is the introduction that the referrer sends on.
type Letter struct {
	Subject string
	Text    string // paragraphs are separated by an empty line; the link is in it
	Link    string // the person's page
}

// Reward is one reward as its referrer sees it.
type Reward struct {
	For    message.Message // what it is for
	Amount money.Money     // nothing while it isn't known yet, or where there was none
	Status Status
	Waits  []message.Message // what it waits for
	FromMS int64             // from when it is payable; 0 where that isn't known
	Zone   string
}

// Payout is the state of being paid by Stripe.
type Payout struct {
	Status     Status
	Missing    []message.Message // what Stripe still needs
	Open       bool              // something can be set up, so that there is a button
	AskCountry bool              // the country of the bank account comes first; it stays
	Paused     message.Message   // that nothing is sent yet because the bank account changed; may be empty
}

// Onboarding is a link to Stripe's own page, good for a few minutes and one use.
type Onboarding struct {
	URL string
}
