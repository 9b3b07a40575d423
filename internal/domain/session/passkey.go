package session

import (
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// The prefixes of ids.
const (
	PasskeyPrefix  = "psk_"
	CeremonyPrefix = "cer_"
)

// MaxPasskeys is how many passkeys a member may have.
const MaxPasskeys = 20

// TaskPasskeyMail tells its owner that a passkey was added: whoever did it.
const TaskPasskeyMail = "mail"

// Passkey is a key of somebody's device, with which they sign in. Its private half
// never leaves the device.
type Passkey struct {
	aggregate.Meta
	MemberID      string `json:"member_id"`
	CredentialKey string `json:"credential_key"` // unique: the credential's id, base64url
	Name          string `json:"name"`           // as its owner calls it
	// Credential is the public half as package passkey keeps it: JSON that nobody
	// else reads.
	Credential string `json:"credential"`
	LastUsedMS int64  `json:"last_used_ms,omitempty"`
	// SuspectMS is when its counter went backwards, as that of a copy would. Such a
	// passkey opens nothing until its owner removes it.
	SuspectMS int64 `json:"suspect_ms,omitempty"`
}

// NewPasskey returns a passkey that its owner just made.
func NewPasskey(id, credentialKey, credential, name string, by aggregate.Actor, now time.Time) *Passkey {
	p := &Passkey{Meta: aggregate.NewMeta(id, now), MemberID: by.ID, CredentialKey: credentialKey, Name: name, Credential: credential}
	p.Record(now, aggregate.Event{Actor: by, Verb: "added"})
	p.Schedule(TaskPasskeyMail, now, nil)
	return p
}

// Rename gives the passkey another name.
func (p *Passkey) Rename(name string, by aggregate.Actor, now time.Time) {
	if p.Name == name {
		return
	}
	p.Name = name
	p.Record(now, aggregate.Event{Actor: by, Verb: "renamed"})
}

// Used takes over the credential after a use; cloned says that its counter went
// backwards. It refuses a passkey that is, or becomes, suspect.
func (p *Passkey) Used(credential string, cloned bool, now time.Time) {
	if cloned && p.SuspectMS == 0 {
		p.SuspectMS = now.UnixMilli()
		p.Record(now, aggregate.Event{Actor: aggregate.ByClock, Verb: "suspected", Reason: "counter_went_back"})
	}
	if p.SuspectMS == 0 {
		p.Credential, p.LastUsedMS = credential, now.UnixMilli()
	}
}

// CeremonyFor says what a ceremony ends in.
type CeremonyFor string

// The ceremonies.
const (
	ToAdd    CeremonyFor = "add"
	ToSignIn CeremonyFor = "sign_in"
)

// CeremonyTime is how long a browser may take for a ceremony.
const CeremonyTime = 5 * time.Minute

// Ceremony is the challenge that a browser has to answer, kept on the server until
// it is answered once or too old.
type Ceremony struct {
	aggregate.Meta
	For         CeremonyFor `json:"for"`
	MemberID    string      `json:"member_id,omitempty"` // whose passkey is added, or who proves themself again
	BrowserHash string      `json:"browser_hash"`        // of the secret of the browser that asked
	State       string      `json:"state"`               // package passkey's own: JSON that nobody else reads
	EndsMS      int64       `json:"ends_ms"`             // real time
	UsedMS      int64       `json:"used_ms,omitempty"`
}

// NewCeremony returns a ceremony that a browser asked for.
func NewCeremony(id string, what CeremonyFor, memberID, browser, state string, now, wall time.Time) *Ceremony {
	c := &Ceremony{
		Meta: aggregate.NewMeta(id, now), For: what, MemberID: memberID, BrowserHash: SecretHash(browser), State: state,
		EndsMS: wall.Add(CeremonyTime).UnixMilli(),
	}
	c.Schedule(TaskForget, now.Add(2*CeremonyTime), nil)
	return c
}

// Over reports whether the ceremony can't be answered any more.
func (c *Ceremony) Over(wall time.Time) bool { return c.UsedMS != 0 || wall.UnixMilli() >= c.EndsMS }

// Answer uses the ceremony up: whatever the answer is worth, there is no second.
func (c *Ceremony) Answer(what CeremonyFor, browser string, wall time.Time) error {
	if c.For != what || c.Over(wall) || !sameHash(c.BrowserHash, browser) {
		return CeremonyOver()
	}
	c.UsedMS = wall.UnixMilli()
	return nil
}

// CeremonyOver is the answer to everything that isn't an open ceremony.
func CeremonyOver() error {
	return fault.New(fault.Conflict, "ceremony_over", "This took too long, or was answered already. Please try again.")
}

// Owner is whose passkey it is, as their device shows it.
type Owner struct {
	MemberID string // opaque: it is kept on the device
	Name     string // an address or a name, so that they know one account from another
}

// Credential is the public half of a passkey as package passkey returns it.
type Credential struct {
	Key    string // the credential's id, base64url
	JSON   string // to be kept as it is
	Cloned bool   // its counter went backwards: there may be a copy
}
