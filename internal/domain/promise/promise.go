package promise

import (
	"github.com/goodword/goodword/internal/domain/calendar"
)

// Consent says how the person's yes comes about.
type Consent string

// The kinds of consent.
const (
	// ReferrerIntroduces: the referrer forwards our letter with the person's link,
	// and we stay silent until the person answers.
	ReferrerIntroduces Consent = "referrer_introduces"
	// AskFirst: we write once and ask, with one reminder; only in the countries
	// that the promise lists.
	AskFirst Consent = "ask_first"
	// AlreadyAgreed: the referrer confirms that the person said yes; our first
	// message says so and offers a no.
	AlreadyAgreed Consent = "already_agreed"
)

// Who says which people of ours may contact the person.
type Who string

// Who may contact the person.
const (
	WhoRep  Who = "rep"  // the assigned rep, by name and title
	WhoTeam Who = "team" // anybody of the team
)

// Channel is a way to contact a person.
type Channel string

// The channels.
const (
	Email    Channel = "email"
	Phone    Channel = "phone"
	Text     Channel = "text"
	Video    Channel = "video"
	InPerson Channel = "in_person"
)

// Channels lists every channel in the order in which texts name them.
func Channels() []Channel { return []Channel{Email, Phone, Text, Video, InPerson} }

// Attempts limits how often we try: at most Max within any Days days, until the
// first two-way conversation.
type Attempts struct {
	Max  int `json:"max"`
	Days int `json:"days"`
}

// Updates says which steps the referrer is told by mail, and what of the
// person's answer.
type Updates struct {
	Steps []StepCode `json:"steps"`
	// LearnsReason: the referrer learns the person's own answer ("not now", "no").
	// Otherwise they hear "not going ahead", which hides why.
	LearnsReason bool `json:"learns_reason"`
}

// Promise is the clauses of one program. What is always so has no field: never
// sold or shared, never on a mailing list, never again after a no, and the
// person is told that the referrer may be rewarded.
type Promise struct {
	Consent           Consent         `json:"consent"`
	AskFirstCountries []string        `json:"ask_first_countries"` // ISO 3166-1 alpha-2, ascending; where ask_first may be used
	Who               Who             `json:"who"`
	Channels          []Channel       `json:"channels"`           // at least one, each once
	Window            calendar.Window `json:"window"`             // in the person's zone
	Answer            Span            `json:"answer"`             // from the submission until the referrer hears yes, no or a question
	FirstContact      Span            `json:"first_contact"`      // from the yes
	FirstContactGoal  Span            `json:"first_contact_goal"` // what reps aim at; not promised, no longer than FirstContact
	Attempts          Attempts        `json:"attempts"`
	// Words is what we say first, per language ("en"): at most 600 characters, with
	// {referrer} and, if wanted, {person}, {rep} and {company} in it. A language
	// without an entry gets the ready-made words.
	Words          map[string]string `json:"words"`
	Updates        Updates           `json:"updates"`
	RewardDecision Span              `json:"reward_decision"` // from the moment at which a reward waits for approval
	PersonDays     int               `json:"person_days"`     // how long the person has to answer
	Reminder       Span              `json:"reminder"`        // when the one reminder goes out if nobody answered
	ErasureDays    int               `json:"erasure_days"`    // when details are erased if it comes to nothing
}

// Default returns the promise with the numbers of PRODUCT.md §15.
func Default() Promise {
	return Promise{
		Consent:           ReferrerIntroduces,
		AskFirstCountries: []string{},
		Who:               WhoRep,
		Channels:          []Channel{Email, Phone},
		Window:            calendar.Weekdays9To18(),
		Answer:            BusinessDays(1),
		FirstContact:      BusinessDays(1),
		FirstContactGoal:  BusinessHours(4),
		Attempts:          Attempts{Max: 3, Days: 14},
		Words:             map[string]string{},
		Updates:           Updates{Steps: UpdateSteps()},
		RewardDecision:    BusinessDays(5),
		PersonDays:        21,
		Reminder:          BusinessDays(3),
		ErasureDays:       90,
	}
}

// UpdateSteps lists the steps that a referrer can be told of, in their order.
func UpdateSteps() []StepCode {
	return []StepCode{StepVerdict, StepAnswer, StepFirstContact, StepMeeting, StepDecision, StepReward, StepPaid}
}
