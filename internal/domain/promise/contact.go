package promise

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/message"
)

// Answer is what the person said last about being contacted.
type Answer string

// The answers. Never asks to be forgotten too; a take-back is a yes that the
// person took back.
const (
	AnswerNone      Answer = ""
	AnswerYes       Answer = "yes"
	AnswerNotNow    Answer = "not_now"
	AnswerNo        Answer = "no"
	AnswerNever     Answer = "never"
	AnswerTakenBack Answer = "taken_back"
)

// Asker says who of us wants to contact the person.
type Asker string

// The askers.
const (
	AskerRep   Asker = "rep"   // the assigned rep, or the delegate that they named
	AskerTeam  Asker = "team"  // somebody else of the team
	AskerOther Asker = "other" // anybody else
)

// Attempt is one try to reach the person.
type Attempt struct {
	AtMS     int64
	AskedFor bool // the person asked for this call, so it doesn't count
}

// ContactInput is everything that the contact rule looks at. Times are in
// milliseconds.
type ContactInput struct {
	Promise Promise
	NowMS   int64
	By      Asker
	Channel Channel

	Answer        Answer
	YesMS         int64 // when the person said yes; 0 if they never did
	NotNowUntilMS int64 // the date of a not-now
	Suppressed    bool  // the person is on the suppression list, whatever this referral says
	ToldMS        int64 // when our own first message went out; needed under already_agreed

	Wish         Wish   // the person's own words
	Zone         string // the person's, see calendar.PersonZone
	Attempts     []Attempt
	Conversation bool // there was a two-way conversation
	AskedFor     bool // the person asked for this very call

	Names    Names
	Language string // the person's, for the words
}

// Clause names the part of a promise that refuses a contact.
type Clause string

// The clauses that refuse.
const (
	ClauseAfterNo      Clause = "after_no"
	ClauseSuppressed   Clause = "suppressed"
	ClauseTakenBack    Clause = "taken_back"
	ClauseNotNow       Clause = "not_now"
	ClauseBeforeYes    Clause = "before_yes"
	ClauseWrongPerson  Clause = "wrong_person"
	ClauseWrongChannel Clause = "wrong_channel"
	ClauseTooMany      Clause = "too_many"
	ClauseOutsideHours Clause = "outside_hours"
)

// Verdict answers "may I contact this person now, by this channel?".
type Verdict struct {
	Allowed       bool
	Words         message.Message // what to say first; set when allowed
	Clause        Clause          // set when refused
	Detail        message.Message // why, for the asker; set when refused
	AllowedFromMS int64           // when the same contact would be allowed; 0 if waiting alone never allows it
	Channels      []Channel       // the channels that are open for this person
}

// MayContact is the contact rule of PRODUCT.md §3. It changes nothing. The no,
// the suppression, the take-back and a not-now until its date bind always; so
// does the channel that the person chose. Everything else binds until the first
// two-way conversation.
func MayContact(in ContactInput) Verdict {
	v := Verdict{Channels: in.openChannels()}
	v.Clause = in.refusal(in.NowMS)
	if v.Clause == "" {
		v.Allowed = true
		v.Words = in.Promise.OpeningWords(in.Names, in.Language)
		return v
	}
	v.AllowedFromMS = in.allowedFrom(v.Clause)
	v.Detail = message.Of("promise.refusal." + string(v.Clause))
	return v
}

// refusal returns the first clause that refuses the contact at ms, or none. The
// person's no comes first, so that no other reason hides it.
func (in ContactInput) refusal(ms int64) Clause {
	switch {
	case in.Suppressed:
		return ClauseSuppressed
	case in.Answer == AnswerNo || in.Answer == AnswerNever:
		return ClauseAfterNo
	case in.Answer == AnswerTakenBack:
		return ClauseTakenBack
	case in.YesMS == 0 && !in.Conversation:
		return ClauseBeforeYes
	case in.Answer == AnswerNotNow && ms < in.NotNowUntilMS:
		return ClauseNotNow
	case !slices.Contains(in.openChannels(), in.Channel):
		return ClauseWrongChannel
	case in.Conversation:
		return ""
	case in.Promise.Consent == AlreadyAgreed && in.ToldMS == 0:
		return ClauseBeforeYes
	case !in.Promise.lets(in.By):
		return ClauseWrongPerson
	case in.attemptsFree(ms) > ms:
		return ClauseTooMany
	case in.hoursOpen(ms) > ms:
		return ClauseOutsideHours
	}
	return ""
}

// lets reports whether the who clause lets this asker make contact.
func (p Promise) lets(by Asker) bool {
	return by == AskerRep || by == AskerTeam && p.Who == WhoTeam
}

// openChannels are the ones that the person named, else those of the promise;
// after a conversation any channel is open unless the person chose.
func (in ContactInput) openChannels() []Channel {
	switch {
	case len(in.Wish.Channels) > 0:
		return in.Wish.Channels
	case in.Conversation:
		return Channels()
	}
	return in.Promise.Channels
}

// allowedFrom returns when the refused contact would be allowed by waiting, or 0.
func (in ContactInput) allowedFrom(c Clause) int64 {
	ms := in.NowMS
	switch c {
	case ClauseNotNow:
		ms = in.NotNowUntilMS
	case ClauseTooMany, ClauseOutsideHours:
	default:
		return 0
	}
	// Each turn either ends or moves past an attempt or to an opening, so one turn
	// per attempt and two more are enough.
	for range len(in.Attempts) + 3 {
		switch in.refusal(ms) {
		case "":
			return ms
		case ClauseTooMany:
			ms = in.attemptsFree(ms)
		case ClauseOutsideHours:
			ms = in.hoursOpen(ms)
		default:
			return 0
		}
	}
	return 0
}

// hoursOpen returns ms when the person may be contacted at that hour, else the
// next time at which they may.
func (in ContactInput) hoursOpen(ms int64) int64 {
	return in.Wish.nextOpening(in.Promise.Window, in.Zone, ms)
}

// attemptsFree returns ms when another attempt is within the limit, else the
// time at which the oldest one that stands in the way stops counting.
func (in ContactInput) attemptsFree(ms int64) int64 {
	if in.AskedFor || in.Wish.moment(ms) {
		return ms
	}
	days := int64(in.Promise.Attempts.Days) * dayMS
	var counted []int64
	for _, a := range in.Attempts {
		if !a.AskedFor && a.AtMS > ms-days && a.AtMS <= ms {
			counted = append(counted, a.AtMS)
		}
	}
	over := len(counted) - in.Promise.Attempts.Max
	if over < 0 {
		return ms
	}
	slices.Sort(counted)
	return counted[over] + days
}
