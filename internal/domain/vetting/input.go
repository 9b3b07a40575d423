package vetting

import (
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/promise"
)

// Lookup is the outcome of comparing with what we have. Its zero value says that
// nobody looked, which ends in review: a look-up that fails is left at it.
type Lookup string

// The outcomes of a look-up.
const (
	Unknown Lookup = ""        // not made, or failed
	None    Lookup = "none"    // nothing found
	ByName  Lookup = "by_name" // only names are alike: a suggestion for a human
	Found   Lookup = "found"   // the same e-mail address, phone number or company domain
)

// MailHost says whether a mail server was found for the address's domain.
type MailHost string

// The answers of the name servers. Whether they are asked is the installation's
// choice, so not asking is no reason for a review.
const (
	NotAsked  MailHost = ""
	TakesMail MailHost = "takes_mail"
	NoMail    MailHost = "no_mail" // the domain exists without mail, or doesn't exist
	NoAnswer  MailHost = "no_answer"
)

// Input is all that a verdict depends on.
type Input struct {
	By       form.Submitter
	Consent  promise.Consent
	Asked    []form.Question // what the form asked in these circumstances
	Answers  form.Answers    // as Read returned them
	Person   contact.Details // who they are by now, with what they gave themself; if zero, as the answers say
	Referrer Referrer
	Earlier  []string // long answers of this referrer's last referrals, to see what is pasted again

	// What we have about the person and their company.
	Suppressed Lookup   // they said no to us once; ByName is name and company
	Customer   Lookup   // the company is an existing customer
	OpenDeal   Lookup   // we are talking with the company already
	Own        Lookup   // an open referral of the same person by the same referrer
	Others     Lookup   // an open referral of the same person by somebody else that holds no protected claim
	Claim      Lookup   // somebody else's protected claim on the person
	Mail       MailHost // of the person's e-mail address

	Pace     *Pacing  // nil if it couldn't be counted
	History  *History // nil if it couldn't be counted
	Settings Settings
}

// Referrer is who puts the person forward (the owner of the link, for a person who
// came by one).
type Referrer struct {
	Details contact.Details
	Domains []string // further domains of their company
	Nobody  bool     // nobody put the person forward: they came by themself
}

// Pacing counts what the referrer sent in, previews included, this one not.
type Pacing struct {
	LastHour  int64
	LastDay   int64
	ThisMonth int64 // submitted referrals without previews, for the quota
}

// History counts what became of the referrer's earlier referrals, in the last twelve
// months.
type History struct {
	Decided int64 // all that came to an end, or to a yes
	Nothing int64 // of these: declined, bounced, refused as unknown to the person, or lapsed
	Reports int64 // of these: the person said that they don't know the referrer
}
