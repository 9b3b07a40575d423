package session

import (
	"crypto/subtle"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// SignInPrefix starts the id of every attempt to sign in.
const SignInPrefix = "sgn_"

const (
	// SignInFor is how long the link and the code of an attempt are good.
	SignInFor = 10 * time.Minute
	// SignInSpan is the time over which the attempts for one address are counted.
	SignInSpan = time.Hour
	// MaxSignIns is how many attempts for one address there may be in SignInSpan; see
	// SignIn.Counts.
	MaxSignIns = 5
	// maxTries is how many wrong codes one attempt bears on the page that started
	// it, and as many again anywhere else: a stranger who types codes for somebody's
	// address doesn't use up what that person has.
	maxTries = 5
)

// TaskSignInMail writes the mail of an attempt; TaskForget deletes the attempt when
// it no longer counts.
const TaskSignInMail = "mail"

// SignIn is one attempt to sign in by mail. It is made for every address, known or
// not, and does not say which it was: who it is for is looked up when the mail is
// written, and again when somebody proves that they read it.
type SignIn struct {
	aggregate.Meta
	AddressKey  string `json:"address_key"`         // keyed hash of the address
	SlotKey     string `json:"slot_key"`            // unique: address key|0 … 4, so that there are no more
	MemberID    string `json:"member_id,omitempty"` // who proves themself again; else found by the address
	BrowserHash string `json:"browser_hash"`        // of the secret of the browser that started it
	Device      Device `json:"device"`              // the browser that started it
	Language    string `json:"language,omitempty"`  // of the page that started it
	StartedMS   int64  `json:"started_ms"`          // real time
	Tries       int    `json:"tries,omitempty"`     // wrong codes on the page that started it
	Elsewhere   int    `json:"elsewhere,omitempty"` // wrong codes on any other
	How         Way    `json:"how,omitempty"`       // proved, by which way …
	ProvedHash  string `json:"proved_hash,omitempty"`
	UsedMS      int64  `json:"used_ms,omitempty"` // … and a session was opened
}

// Start is what an attempt is made by.
type Start struct {
	AddressKey string
	Slot       int // below MaxSignIns
	MemberID   string
	Browser    string // the browser's secret
	Device     Device
	Language   string
}

// NewSignIn returns an attempt whose mail is due.
func NewSignIn(id string, in Start, now, wall time.Time) *SignIn {
	s := &SignIn{
		Meta: aggregate.NewMeta(id, now), AddressKey: in.AddressKey, SlotKey: SlotKey(in.AddressKey, in.Slot), MemberID: in.MemberID,
		BrowserHash: SecretHash(in.Browser), Device: in.Device, Language: in.Language, StartedMS: wall.UnixMilli(),
	}
	s.Record(now, aggregate.Event{Actor: aggregate.ByClock, Verb: "started"})
	s.Schedule(TaskSignInMail, now, nil)
	s.Schedule(TaskForget, now.Add(SignInSpan), nil)
	return s
}

// SlotKey is what makes an attempt one of the few that an address has.
func SlotKey(addressKey string, slot int) string { return addressKey + "|" + strconv.Itoa(slot) }

// EndsMS is when link and code stop working, in real time.
func (s *SignIn) EndsMS() int64 { return s.StartedMS + SignInFor.Milliseconds() }

// Open reports whether link and code still work.
func (s *SignIn) Open(wall time.Time) bool {
	return s.UsedMS == 0 && s.How == "" && wall.UnixMilli() < s.EndsMS()
}

// Counts reports whether the attempt still counts towards MaxSignIns. One that led
// in, in the browser that asked for it, doesn't: whoever reads the mails that they
// ask for may prove themself as often as their work takes. Used elsewhere it goes
// on counting, so that a stranger who asks for somebody's mails doesn't see in what
// is left whether anybody reads them.
func (s *SignIn) Counts(wall time.Time) bool {
	ledIn := s.UsedMS != 0 && s.ProvedHash == s.BrowserHash
	return !ledIn && wall.UnixMilli() < s.StartedMS+SignInSpan.Milliseconds()
}

// From reports whether a browser's secret is that of the one that started it.
func (s *SignIn) From(browser string) bool { return sameHash(s.BrowserHash, browser) }

// ProveByLink takes the mailed link. It works only in the browser that asked for
// it: a link that somebody was sent by a stranger opens nothing.
func (s *SignIn) ProveByLink(browser string, wall time.Time) error {
	if !s.Open(wall) {
		return NotOpen()
	}
	if !s.From(browser) {
		return fault.New(fault.Conflict, "other_browser", "This link works in the browser that asked for it. Open it there, or type the code of the mail.")
	}
	s.prove(ByLink, browser)
	return nil
}

// TryCode takes a typed code; right says whether it is the attempt's. It reports
// whether it was taken; a wrong one counts. browser becomes the one that goes on.
func (s *SignIn) TryCode(right bool, browser string, wall time.Time) (bool, error) {
	tries := &s.Elsewhere
	if s.From(browser) {
		tries = &s.Tries
	}
	if !s.Open(wall) || *tries >= maxTries {
		return false, NotOpen()
	}
	if !right {
		*tries++
		return false, nil
	}
	s.prove(ByCode, browser)
	return true, nil
}

func (s *SignIn) prove(how Way, browser string) {
	s.How, s.ProvedHash = how, SecretHash(browser)
}

// Use opens a session for a proved attempt, once, in the browser that proved it.
func (s *SignIn) Use(browser string, wall time.Time) error {
	if s.How == "" || s.UsedMS != 0 || wall.UnixMilli() >= s.EndsMS() || !sameHash(s.ProvedHash, browser) {
		return NotOpen()
	}
	s.UsedMS = wall.UnixMilli()
	return nil
}

func sameHash(hash, secret string) bool {
	return secret != "" && subtle.ConstantTimeCompare([]byte(hash), []byte(SecretHash(secret))) == 1
}

// NotOpen is the one answer to everything that isn't good, or no longer.
func NotOpen() error {
	return fault.New(fault.Conflict, Closed, "This link or code isn't valid, or no longer. Please ask for a new one.")
}

// Closed is the reason of an attempt that is used up, too old, or not there.
const Closed = "sign_in_closed"
