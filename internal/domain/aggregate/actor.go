package aggregate

import "slices"

// Kind says what sort of party acts.
type Kind string

// The parties of PRODUCT.md §4.
const (
	Staff        Kind = "staff"            // a member with roles; ID is the member
	Referrer     Kind = "referrer"         // the customer who puts somebody forward; ID is the member
	Person       Kind = "person"           // the referred person; ID is the referral
	Partner      Kind = "partner_key"      // a partner's service key; ID is the key
	Installation Kind = "installation_key" // the company's own service key; ID is the key
	Stripe       Kind = "stripe"           // a signed Stripe event; ID is the event
	Clock        Kind = "clock"            // time passing; the worker
	Mailer       Kind = "mail_server"      // a final refusal by a mail server
	Operator     Kind = "operator"         // somebody at the machine's command line
)

// Role is what a staff member may do.
type Role string

// The roles of PRODUCT.md §2. An admin has all of them.
const (
	Rep      Role = "rep"
	Reviewer Role = "reviewer"
	Approver Role = "approver"
	Admin    Role = "admin"
)

// Actor is who does something; it is an explicit argument of every action.
type Actor struct {
	Kind  Kind   `json:"kind"`
	ID    string `json:"id,omitempty"`
	Via   string `json:"via,omitempty"` // the key it came through, where it acts for somebody
	Roles []Role `json:"-"`             // of a staff member, at this moment

	// Source is the partner or installation that a key belongs to; a partner sees
	// only what it submitted.
	Source string `json:"-"`

	// Session is the sign-in that a person acts through; nil when they came by a
	// key, by a mailed page, or from inside the house.
	Session *Session `json:"-"`
}

// Session is what the rules need to know of a sign-in. No event keeps it: who
// signs in acts as themself, and Via is for what acts for somebody.
type Session struct {
	ID    string
	Fresh bool // its person proved who they are within the last 15 minutes
}

// Stale reports whether the actor comes by a session in which nobody has proved
// themself for a while: not good enough to move money (PRODUCT.md §9).
func (a Actor) Stale() bool { return a.Session != nil && !a.Session.Fresh }

// ByClock is the actor of everything that happens because time passed.
var ByClock = Actor{Kind: Clock}

// Has reports whether a staff member has one of the roles; an admin has all.
func (a Actor) Has(roles ...Role) bool {
	if a.Kind != Staff {
		return false
	}
	for _, r := range a.Roles {
		if r == Admin || slices.Contains(roles, r) {
			return true
		}
	}
	return false
}
