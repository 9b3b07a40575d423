package referral

import "slices"

// Status is where a referral stands.
type Status string

// The states, each with who moves it on.
const (
	ToConfirm   Status = "to_confirm"   // typed by staff or a key; the referrer confirms, or it lapses after 7 days
	InReview    Status = "in_review"    // a reviewer accepts, asks or declines
	NeedsInfo   Status = "needs_info"   // the referrer answers or corrects, or it lapses after 14 days
	Declined    Status = "declined"     // the referrer may appeal once within 30 days
	Queued      Status = "queued"       // behind somebody's protected claim; the clock lets it enter
	AwaitingYes Status = "awaiting_yes" // the referred person answers, or it lapses
	Deferred    Status = "deferred"     // "not now": the clock takes it back on its date
	Agreed      Status = "agreed"       // the rep makes first contact
	InContact   Status = "in_contact"   // the rep holds a meeting or closes
	Met         Status = "met"          // the rep closes
	Won         Status = "won"          // final
	Lost        Status = "lost"         // a rep may reopen it; a late win is confirmed by staff
	Refused     Status = "refused"      // the person said no before agreeing; only they may change it
	Lapsed      Status = "lapsed"       // no answer in time; a late yes is still welcome
	Withdrawn   Status = "withdrawn"    // by the referrer, before the yes; final
	Stopped     Status = "stopped"      // the person took their yes back; only they may change it
)

// Statuses lists all states in the order of a referral's life.
var Statuses = []Status{ToConfirm, InReview, NeedsInfo, Declined, Queued, AwaitingYes, Deferred, Agreed, InContact, Met, Won, Lost, Refused, Lapsed, Withdrawn, Stopped}

// beforeYes are the states in which the person hasn't agreed; Deferred is among
// them only when it came from one of them.
var beforeYes = []Status{ToConfirm, InReview, NeedsInfo, Declined, Queued, AwaitingYes, Lapsed}

// afterYes are the states in which a rep works.
var afterYes = []Status{Agreed, InContact, Met}

// nothing are the states in which a referral has come to nothing, so that its
// details are erased after the promised days.
var nothing = []Status{Declined, Lost, Refused, Lapsed, Withdrawn, Stopped}

// Open reports whether something may still come of the referral by itself.
func (s Status) Open() bool { return s != Won && !slices.Contains(nothing, s) }

// Stage groups states as people look for them in a list.
type Stage string

// The stages. Each state is open or closed; the others are parts of the open ones.
const (
	StageOpen     Stage = "open"         // something may still come of it
	StageClosed   Stage = "closed"       // won, or come to nothing
	StageReferrer Stage = "referrer"     // the referrer has to do something
	StagePerson   Stage = "person"       // the person has to answer
	StageFollowed Stage = "in_follow_up" // a rep works on it
)

// Stages lists them.
var Stages = []Stage{StageOpen, StageClosed, StageReferrer, StagePerson, StageFollowed}

// States lists the states of a stage, nil for an unknown one.
func (g Stage) States() []Status {
	switch g {
	case StageOpen, StageClosed:
		return slices.DeleteFunc(slices.Clone(Statuses), func(s Status) bool { return s.Open() != (g == StageOpen) })
	case StageReferrer:
		return []Status{ToConfirm, NeedsInfo}
	case StagePerson:
		return []Status{AwaitingYes, Deferred}
	case StageFollowed:
		return slices.Clone(afterYes)
	}
	return nil
}

// Class is what the introduction is worth as evidence; it only rises.
type Class string

const (
	Named      Class = "named"      // somebody gave a name
	Introduced Class = "introduced" // proven: the person confirmed through a message of ours, or replied
)

// Entry is how a referral came in; it decides where it starts.
type Entry string

const (
	ByReferrer Entry = "referrer" // the referrer accepted the promise and submitted it
	ByKey      Entry = "key"      // a key that states what the referrer accepted, and when
	ByStaff    Entry = "staff"    // typed for a customer, who confirms it
	ByLink     Entry = "link"     // the person came by a referrer's link
)
