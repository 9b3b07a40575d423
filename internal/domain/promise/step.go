package promise

import "github.com/goodword/goodword/internal/domain/message"

// StepCode names a step of a referral's way.
type StepCode string

// The steps, in their order.
const (
	StepSubmitted    StepCode = "submitted"     // the introduction reached us
	StepVerdict      StepCode = "verdict"       // the referrer hears yes, no or a question
	StepLetter       StepCode = "letter"        // the person is written to
	StepAnswer       StepCode = "answer"        // the person answers
	StepFirstContact StepCode = "first_contact" // we contact them
	StepMeeting      StepCode = "meeting"       // we meet
	StepDecision     StepCode = "decision"      // they decide: won, lost, or a no after the yes
	StepReward       StepCode = "reward"        // the reward is decided
	StepPaid         StepCode = "paid"          // the reward arrives
)

// State is how a step stands.
type State string

// The states. Kept, kept late, late and broken are of promised steps only; done
// is for the others.
const (
	StateNext     State = "next"      // comes later
	StateNow      State = "now"       // what everybody waits for
	StateLate     State = "late"      // past its due time
	StatePaused   State = "paused"    // the person asked us to wait
	StateDone     State = "done"      // happened
	StateKept     State = "kept"      // happened in time
	StateKeptLate State = "kept_late" // happened late, before it broke
	StateBroken   State = "broken"    // did not happen in time, or too late
	StateSkipped  State = "skipped"   // won't happen any more
)

// Word is the state's name for people.
func (s State) Word() message.Word { return message.Word{Kind: "promise.state", Value: string(s)} }

// Reader is whom a text or a timeline is for.
type Reader string

// The readers.
const (
	ReaderReferrer Reader = "referrer"
	ReaderPerson   Reader = "person"
	ReaderStaff    Reader = "staff"
)

// Step is one line of a timeline.
type Step struct {
	Code   StepCode
	State  State
	Title  message.Message // what happens, verb first, in the reader's words
	Detail message.Message // when, or how it went; zero when there is nothing to add
	AtMS   int64           // when it happened; 0 if it didn't
	DueMS  int64           // by when it is promised; 0 if it isn't, or not yet known
}

// Outcome is how vetting, the deal or the reward came out.
type Outcome string

// The outcomes.
const (
	OutcomeNone     Outcome = ""
	OutcomeAccepted Outcome = "accepted" // verdict
	OutcomeQuestion Outcome = "question" // verdict: more information is needed
	OutcomeDeclined Outcome = "declined" // verdict
	OutcomeWon      Outcome = "won"      // decision
	OutcomeLost     Outcome = "lost"     // decision
	OutcomeApproved Outcome = "approved" // reward
	OutcomeRejected Outcome = "rejected" // reward
)

// Facts is what happened so far to one referral, as plain values; times are in
// milliseconds and 0 where the thing didn't happen. The zero Facts are a preview:
// what will happen.
type Facts struct {
	SubmittedMS int64
	ByPerson    bool // the person came by the referrer's link and confirmed: that was the yes
	Queued      bool // it waits behind somebody's claim

	Verdict      Outcome
	VerdictMS    int64 // when the referrer heard first: yes, no or a question
	VerdictDueMS int64 // 0: computed from SubmittedMS

	LetterMS int64 // under referrer_introduces: when the letter was handed to the referrer

	Answer        Answer
	AnswerMS      int64
	AnswerDueMS   int64 // set after a pause; 0: computed from LetterMS
	NotNowUntilMS int64
	LapsedMS      int64 // no answer in time
	Bounced       bool  // our mail didn't reach the person: their clock stands until the address is corrected
	WithdrawnMS   int64 // the referrer withdrew

	YesMS             int64 // kept when a later answer took the yes back
	FirstContactMS    int64
	FirstContactDueMS int64 // set after a pause; 0: computed from YesMS
	Attempts          int
	ConversationMS    int64

	MeetingMS int64 // held

	Decision   Outcome
	DecisionMS int64

	RewardOpen    bool  // a rule made a reward, or may yet
	RewardWaitsMS int64 // since when it waits for approval
	RewardDueMS   int64 // 0: computed from RewardWaitsMS
	Reward        Outcome
	RewardMS      int64
	PayableMS     int64 // from when it can be paid
	PaidMS        int64
}
