package view

import "github.com/goodword/goodword/internal/domain/message"

// PersonState is what the referred person's page says first.
type PersonState string

// The states of the referred person's page. Those of the referral that the person
// can't tell apart are one.
const (
	PersonAsked     PersonState = "asked"    // nothing answered yet
	PersonLapsed    PersonState = "lapsed"   // the time to answer has run out; a yes still counts
	PersonWaiting   PersonState = "waiting"  // nobody may be asked yet: we still look at it, or a claim protects somebody else
	PersonUnproven  PersonState = "unproven" // said yes; the address waits to be confirmed
	PersonChecking  PersonState = "checking" // said yes; somebody looks at it first
	PersonDeferred  PersonState = "deferred" // not now
	PersonAgreed    PersonState = "agreed"   // said yes
	PersonInContact PersonState = "in_contact"
	PersonMet       PersonState = "met"
	PersonWon       PersonState = "won"
	PersonLost      PersonState = "lost"
	PersonRefused   PersonState = "refused"   // said no
	PersonStopped   PersonState = "stopped"   // took the yes back
	PersonWithdrawn PersonState = "withdrawn" // the referrer took it back before the yes
	PersonClosed    PersonState = "closed"    // declined by the company
	PersonErased    PersonState = "erased"    // details deleted
)

// PersonStates lists every state.
func PersonStates() []PersonState {
	return []PersonState{PersonAsked, PersonLapsed, PersonWaiting, PersonUnproven, PersonChecking, PersonDeferred, PersonAgreed, PersonInContact,
		PersonMet, PersonWon, PersonLost, PersonRefused, PersonStopped, PersonWithdrawn, PersonClosed, PersonErased}
}

// Answer is what the referred person decides.
type Answer string

// The answers.
const (
	Yes    Answer = "yes"
	NotNow Answer = "not_now"
	No     Answer = "no"    // or, after a yes, stop
	Never  Answer = "never" // no contact ever again, and the details erased
	Lift   Answer = "lift"  // allow introductions again, after a never
)

// Person is the referred person's page.
type Person struct {
	State      PersonState
	Name       string // of the person; empty once erased
	Referrer   string // empty where there is none any more
	Quote      string // what the referrer wrote about them
	Rep        string // name and title, or the team
	Promise    Promise
	Answers    []Answer // those possible now, in the order to show
	Given      *Given   // the answer that stands
	Details    Details  // what we hold, for correction
	KnowsEmail bool
	KnowsPhone bool
	Channels   []string // email phone text video in_person; those of the promise first
	Zone       string   // the person's
	Zones      []string // to choose from; IANA names
	Today      string   // where the person is, ISO date, as the next two
	FirstDay   string   // the earliest and latest day for "not now"
	LastDay    string
	SentTo     string          // masked; where the confirmation of a yes went
	PhoneOnly  bool            // the confirmation waits for a call, since there is no e-mail
	Suppressed bool            // said no or never
	Lifted     bool            // took a no back without saying yes
	ByName     bool            // and we know only name and company to leave alone
	Learns     bool            // the referrer learns the answer itself, by the promise
	MayReport  bool            // a broken promise can be reported
	Reports    []Report        // what was reported, and what became of it
	Form       *Form           // on a withdrawn one: the form without a referrer
	OnlyByYes  bool            // the link passed through somebody else: only a yes, which we confirm, lifts a no
	Unknown    bool            // we know neither e-mail nor phone, so that a no asks for one
	Keeps      *Keeping        // what we hold of the person; nil where nobody can say
	Said       message.Message // what became of the last press; may be empty
}

// Details are the person's own words about themself.
type Details struct {
	Name    string
	Company string
	Role    string
}

// Given is an answer that stands.
type Given struct {
	Answer  Answer
	AtMS    int64
	Channel string          // for a yes
	When    message.Message // for a yes: the time that the person chose; may be empty
	UntilMS int64           // for a not now
	Zone    string
}

// TimeChoice is how a person narrows when they may be contacted.
type TimeChoice string

// The choices of time.
const (
	AnyTime  TimeChoice = "any"    // whenever the promise allows
	OneTime  TimeChoice = "moment" // on a day at a time
	TheHours TimeChoice = "hours"  // between two times of day
)

// Reply is an answer with what belongs to it. Days are ISO dates and times of
// day HH:MM, both in the person's zone; what isn't given is empty.
type Reply struct {
	Answer  Answer
	Channel string     // yes
	Time    TimeChoice // yes
	Day, At string     // with OneTime
	From    string     // with TheHours
	To      string
	Email   string // yes and never, where we have none
	Phone   string
	Until   string  // not now
	Zone    string  // yes: the person's own choice; empty to leave it
	Details Details // yes: corrections
}

// ReportKind is what somebody says went wrong.
type ReportKind string

// The reports.
const (
	ContactedBefore ReportKind = "contacted_before_yes"
	UnknownReferrer ReportKind = "unknown_referrer"
	NotAsPromised   ReportKind = "not_as_promised"
)

// Report is a report and its answer; both stay visible.
type Report struct {
	Kind     ReportKind
	AtMS     int64
	Zone     string
	Words    string
	Answered bool
	Upheld   bool
	Reason   string // of the answer
}

// Proof is the page behind the link in our mail that confirms a yes.
type Proof struct {
	Referrer string
	Address  string // masked
	Done     bool   // confirmed already
	Over     bool   // there is nothing to confirm any more; the page of the person says more
	Promise  Promise
	PageURL  string // the person's own page, for after it
}
