package referral

import (
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/vetting"
)

// Referral is one introduction.
type Referral struct {
	aggregate.Meta
	ProgramID  string             `json:"program_id"`
	RevisionN  int64              `json:"revision_n"` // the program's revision that it lives under
	Source     string             `json:"source"`     // the partner or installation that submitted it
	ExternalID string             `json:"external_id,omitempty"`
	SourceKey  *string            `json:"source_key,omitempty"` // source|external_id, unique
	Metadata   aggregate.Metadata `json:"metadata,omitempty"`
	ParentID   string             `json:"parent_id,omitempty"` // the referral out of which this referrer came

	Status      Status `json:"status"`
	Class       Class  `json:"class"`
	Entry       Entry  `json:"entry"`
	ReferrerID  string `json:"referrer_id"`
	LinkID      string `json:"link_id,omitempty"`
	SubmitterID string `json:"submitter_id,omitempty"` // the key or staff member that typed it
	AcceptedMS  int64  `json:"accepted_ms,omitempty"`  // when the referrer accepted the promise

	Personal Personal `json:"personal"`
	ErasedMS int64    `json:"erased_ms,omitempty"`

	Verdict    *vetting.Verdict `json:"verdict,omitempty"`
	Review     Review           `json:"review,omitzero"`
	DeclinedBy string           `json:"declined_by,omitempty"` // who declined it before the appeal
	AppealedMS int64            `json:"appealed_ms,omitempty"`

	// Contacts by keyed hash, for the store's indexes: Match finds the same person
	// again, the claims are unique, Queue is what a queued referral waits for.
	Match      []string `json:"match,omitempty"`
	NameMatch  *string  `json:"name_match,omitempty"`
	ClaimEmail *string  `json:"claim_email,omitempty"`
	ClaimPhone *string  `json:"claim_phone,omitempty"`
	Queue      []string `json:"queue,omitempty"`
	// Search holds keyed hashes of the person's words, and the times below follow
	// from the rest; app sets them before each write, for the store's indexes.
	Search     []string `json:"search,omitempty"`
	FollowMS   int64    `json:"follow_ms,omitempty"`   // FollowUp
	ReportedMS int64    `json:"reported_ms,omitempty"` // ReportedSince
	OwedMS     int64    `json:"owed_ms,omitempty"`     // OwedSince
	Reached    string   `json:"reached,omitempty"`     // Milestone

	Claim Claim `json:"claim,omitzero"`

	YesMS       int64    `json:"yes_ms,omitempty"`
	YesBy       string   `json:"yes_by,omitempty"` // yesByPerson, yesByReferrer or a staff member's id
	Pending     *Pending `json:"pending,omitempty"`
	Mailed      Mailed   `json:"mailed,omitzero"`
	NoMS        int64    `json:"no_ms,omitempty"`     // contact has ended
	LiftedMS    int64    `json:"lifted_ms,omitempty"` // the no was taken back without a yes: only a newer yes allows contact
	NeverMS     int64    `json:"never_ms,omitempty"`
	Deferral    Deferral `json:"deferral,omitzero"`
	LapseLeft   int64    `json:"lapse_left_ms,omitempty"` // unused time while the clock stands
	TokenGen    int64    `json:"token_gen"`               // raised to revoke the person's links
	ReferrerGen int64    `json:"referrer_gen"`            // raised to revoke the referrer's links
	PendingSeq  int64    `json:"pending_seq,omitempty"`
	ProvenSeq   int64    `json:"proven_seq,omitempty"`      // the confirmation link that gave us the person's address
	Unknown     int64    `json:"unknown_reports,omitempty"` // reports that the person doesn't know the referrer

	RepID     string         `json:"rep_id,omitempty"`
	Contacts  []ContactMade  `json:"contacts,omitempty"`
	TwoWayMS  int64          `json:"two_way_ms,omitempty"`
	MeetingMS int64          `json:"meeting_ms,omitempty"`
	NextMS    int64          `json:"next_step_ms,omitempty"`
	Steps     []Step         `json:"steps,omitempty"`
	Breaches  []Breach       `json:"breaches,omitempty"`
	Deal      deal.Deal      `json:"deal,omitzero"`
	Wins      []SuggestedWin `json:"suggested_wins,omitempty"`
	DecidedMS int64          `json:"decided_ms,omitempty"` // won, lost or come to nothing
	LostFrom  Status         `json:"lost_from,omitempty"`
	Forgone   string         `json:"forgone,omitempty"` // why there is no reward: "withdrawn" or "claim_lost"
}

// Personal is everything that can be traced to a person; erasure blanks it.
type Personal struct {
	contact.Details
	Zone    string            `json:"zone,omitempty"` // IANA name, chosen by the person
	Answers form.Answers      `json:"answers,omitempty"`
	Wish    *promise.Wish     `json:"wish,omitempty"`    // the person's own words: channel and time
	Reasons map[string]string `json:"reasons,omitempty"` // written reasons and notes, by event number
	NextDo  string            `json:"next_step,omitempty"`
}

// Review is what happens at the reviewer's desk.
type Review struct {
	AskedBy string `json:"asked_by,omitempty"` // the reviewer who asked for information
	Bounced bool   `json:"bounced,omitempty"`  // the address has to be corrected
	YesHeld bool   `json:"yes_held,omitempty"` // the person has said yes; the details they gave are under review
}

// Claim protects a referrer's introduction against later ones.
type Claim struct {
	TakenMS    int64  `json:"taken_ms,omitempty"`
	EndsMS     int64  `json:"ends_ms,omitempty"`
	PausedMS   int64  `json:"paused_ms,omitempty"` // since when the person asked us to wait
	Ended      string `json:"ended,omitempty"`     // "expired", "withdrawn", "queued", "closed" or "taken_back"
	LongestMS  int64  `json:"longest_ms,omitempty"`
	ReleasedMS int64  `json:"released_ms,omitempty"`
}

// Pending is a yes that waits for its confirmation through the contact that it
// names.
type Pending struct {
	Seq     int64           `json:"seq"` // generation of the confirmation token
	AtMS    int64           `json:"at_ms"`
	Details contact.Details `json:"details"`
	Wish    promise.Wish    `json:"wish"`
	Zone    string          `json:"zone,omitempty"`
	ByPhone bool            `json:"by_phone"`          // no address was given: staff record the confirmation
	Suspect string          `json:"suspect,omitempty"` // why a reviewer looks at the details, a code
}

// Mailed says when the person's own mails left; before the first one nobody may
// contact a person who had agreed beforehand.
type Mailed struct {
	FirstMS  int64  `json:"first_ms,omitempty"`
	RemindMS int64  `json:"remind_ms,omitempty"`
	LetterMS int64  `json:"letter_ms,omitempty"` // to the referrer
	Sent     []Sent `json:"sent,omitempty"`      // every mail of this referral
}

// Sent is one mail that left.
type Sent struct {
	AtMS     int64  `json:"at_ms"`
	Template string `json:"template"`
	To       string `json:"to"` // "person", "referrer" or a staff member's id
}

// Deferral is a "not now".
type Deferral struct {
	From    Status `json:"from,omitempty"`
	UntilMS int64  `json:"until_ms,omitempty"`
}

// ContactMade is one contact that took place, inside the promise or not.
type ContactMade struct {
	Seq     int64           `json:"seq"`
	AtMS    int64           `json:"at_ms"`
	By      string          `json:"by"` // staff member's id
	Channel promise.Channel `json:"channel"`
	Outcome Outcome         `json:"outcome"`
	Attempt bool            `json:"attempt"`          // counts towards the promised number
	Clause  promise.Clause  `json:"clause,omitempty"` // the clause that it broke
}

// Outcome is what came of a contact.
type Outcome string

// The outcomes.
const (
	Reached       Outcome = "reached"
	NoAnswer      Outcome = "no_answer"
	LeftWord      Outcome = "left_word"      // with somebody else, or on a mailbox
	MeetingBooked Outcome = "meeting_booked" // they spoke, and a date is set
	AskedToStop   Outcome = "asked_to_stop"  // ends contact for good
)

// TwoWay reports whether the person spoke with us.
func (o Outcome) TwoWay() bool { return o == Reached || o == MeetingBooked || o == AskedToStop }

// Terms are the frozen terms that every verb works under.
type Terms = program.Terms

// Draft is what a new referral is made of; app has checked and looked up all of
// it.
type Draft struct {
	ID         string
	ProgramID  string
	RevisionN  int64
	Source     string
	ExternalID string
	Metadata   aggregate.Metadata
	ParentID   string
	Entry      Entry
	ReferrerID string
	LinkID     string
	AcceptedMS int64
	Details    contact.Details
	Zone       string
	Answers    form.Answers
	Wish       *promise.Wish // what a person who came by link asks for
	Match      []string      // keyed hashes of e-mail and phone
	NameMatch  string        // keyed hash of name and company
}

// New returns a referral that hasn't been vetted: it waits for its referrer when
// somebody else typed it, and otherwise Vetted has to be called before it is
// stored.
func New(d Draft, by aggregate.Actor, replay *aggregate.Replay, now time.Time) *Referral {
	r := &Referral{
		Meta: aggregate.NewMeta(d.ID, now), ProgramID: d.ProgramID, RevisionN: d.RevisionN, Source: d.Source,
		ExternalID: d.ExternalID, Metadata: d.Metadata, ParentID: d.ParentID, Class: Named, Entry: d.Entry,
		ReferrerID: d.ReferrerID, LinkID: d.LinkID, AcceptedMS: d.AcceptedMS, Match: d.Match,
		Personal: Personal{Details: d.Details, Zone: d.Zone, Answers: d.Answers, Wish: d.Wish},
	}
	if d.ExternalID != "" {
		r.SourceKey = new(d.Source + "|" + d.ExternalID)
	}
	if d.NameMatch != "" {
		r.NameMatch = new(d.NameMatch)
	}
	if by.Kind == aggregate.Staff || by.Kind == aggregate.Partner || by.Kind == aggregate.Installation {
		r.SubmitterID = by.ID
	}
	r.record(now, by, Submit, "", replay).Data = map[string]string{"entry": string(d.Entry)}
	if d.Entry == ByStaff {
		r.Status = ToConfirm
		r.Events[0].To = string(ToConfirm)
		r.mail(now, "confirm_submission", toReferrer)
		r.Reschedule(TaskLapse, now.Add(toConfirmDays), nil)
	}
	return r
}

// Periods that no program changes (PRODUCT.md §4).
const (
	day           = 24 * time.Hour
	toConfirmDays = 7 * day
	needsInfoDays = 14 * day
	appealDays    = 30 * day
	leastUnused   = 7 * day
	lateWin       = 365 * day
)

// Who said the yes, where it wasn't a staff member who wrote it down.
const (
	yesByPerson   = "person"
	yesByReferrer = "referrer" // under already_agreed
)

// Why nothing is due for a referral.
const (
	forgoneWithdrawn = "withdrawn"
	forgoneClaim     = "claim_lost"
)

// record appends an event for verb; from and to are filled in by move.
func (r *Referral) record(now time.Time, by aggregate.Actor, verb Verb, reason string, replay *aggregate.Replay) *aggregate.Event {
	return r.Record(now, aggregate.Event{Actor: by, Verb: string(verb), Reason: reason, Replay: replay})
}

// move records verb and changes the status.
func (r *Referral) move(now time.Time, by aggregate.Actor, verb Verb, to Status, reason string, replay *aggregate.Replay) *aggregate.Event {
	e := r.record(now, by, verb, reason, replay)
	if to != r.Status {
		e.From, e.To = string(r.Status), string(to)
		r.Status = to
	}
	return e
}

// because keeps a written reason in the personal block, under its event.
func (r *Referral) because(e *aggregate.Event, text string) {
	if text == "" || r.ErasedMS != 0 {
		return
	}
	if r.Personal.Reasons == nil {
		r.Personal.Reasons = map[string]string{}
	}
	r.Personal.Reasons[seq(e.Seq)] = text
}

// Reason returns the written reason of an event, if it wasn't erased.
func (r *Referral) Reason(eventSeq int64) string { return r.Personal.Reasons[seq(eventSeq)] }

// WorkedBy lists the staff members who had a hand in this referral: they neither
// judge its breaches nor approve its rewards.
func (r *Referral) WorkedBy() []string {
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	add(r.RepID)
	for _, c := range r.Contacts {
		add(c.By)
	}
	for _, e := range r.Events {
		if e.Actor.Kind != aggregate.Staff || e.Verb == string(Judge) {
			continue
		}
		add(e.Actor.ID)
		if e.Verb == string(Assign) {
			add(e.Data["rep_id"])
			add(e.Data["from_rep_id"])
		}
	}
	return ids
}

// HasYes reports whether the person has agreed and not taken it back, and no
// reviewer has to look at it first.
func (r *Referral) HasYes() bool { return r.StandingYesMS() != 0 }

// StandingYesMS is when the yes was said that allows contact now; 0 when there is
// none.
func (r *Referral) StandingYesMS() int64 {
	if r.NoMS != 0 || r.LiftedMS != 0 || r.Review.YesHeld {
		return 0
	}
	return r.YesMS
}

// hadYes reports whether the referral stands after the yes, a deferral included.
func (r *Referral) hadYes() bool {
	return slices.Contains(afterYes, r.Status) || (r.Status == Deferred && slices.Contains(afterYes, r.Deferral.From))
}
