package session

import (
	"crypto/sha256"
	"encoding/base32"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// Prefix starts the id of every session.
const Prefix = "ses_"

// How long a session lives. Staff release money and see everybody's details, so
// theirs is shorter (decision 0034).
const (
	FreshFor = 15 * time.Minute // after the sign-in: PRODUCT.md §9

	idleReferrer = 14 * 24 * time.Hour
	idleStaff    = 12 * time.Hour
	lifeReferrer = 30 * 24 * time.Hour
	lifeStaff    = 7 * 24 * time.Hour

	// touchEvery is how old SeenMS may become before it is written again.
	touchEvery = 5 * time.Minute
)

// Way says how somebody proved who they are.
type Way string

// The ways to sign in.
const (
	ByLink    Way = "mail_link" // the link, in the browser that asked for it
	ByCode    Way = "code"      // the code of the same mail, typed anywhere
	ByPasskey Way = "passkey"
)

// Session is one browser in which a member is signed in.
type Session struct {
	aggregate.Meta
	MemberID string `json:"member_id"`
	// Generation is the member's token generation at the sign-in: raising it ends
	// the session.
	Generation int64  `json:"generation"`
	How        Way    `json:"how"`
	PasskeyID  string `json:"passkey_id,omitempty"` // ByPasskey: with which
	Device     Device `json:"device"`
	ProvedMS   int64  `json:"proved_ms"` // real time of the sign-in
	SeenMS     int64  `json:"seen_ms"`   // real time of the last use, to about five minutes
	IdleMS     int64  `json:"idle_ms"`   // how long it lives unused
	EndsMS     int64  `json:"ends_ms"`   // real time of its end, however much it is used
	EndedMS    int64  `json:"ended_ms,omitempty"`
}

// TaskForget deletes a session whose time is over.
const TaskForget = "forget"

// TokenBytes is how many random bytes a session's token is made from.
const TokenBytes = 32

var encoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// tokenLength is the length of a token in characters.
var tokenLength = encoding.EncodedLen(TokenBytes)

// Token is what a browser's cookie holds: 256 random bits in base32.
func Token(random [TokenBytes]byte) string { return encoding.EncodeToString(random[:]) }

// ID is the id of the session that a token opens, its SHA-256. A text that can't
// be a token has none. The token has far more bits than anybody can guess, so a
// plain hash is enough, and finding a document by it gives nothing away.
func ID(token string) (string, bool) {
	if len(token) != tokenLength {
		return "", false
	}
	if raw, err := encoding.DecodeString(token); err != nil || encoding.EncodeToString(raw) != token {
		return "", false
	}
	sum := sha256.Sum256([]byte(token))
	return Prefix + encoding.EncodeToString(sum[:]), true
}

// Proof is what a session is opened by.
type Proof struct {
	MemberID   string
	Generation int64 // the member's, at this moment
	Staff      bool
	How        Way
	PasskeyID  string
	Device     Device
}

// Open returns the session that a proof opens. now is the product's time, wall the
// real one.
func Open(id string, p Proof, by aggregate.Actor, now, wall time.Time) *Session {
	idle, life := idleReferrer, lifeReferrer
	if p.Staff {
		idle, life = idleStaff, lifeStaff
	}
	s := &Session{
		Meta: aggregate.NewMeta(id, now), MemberID: p.MemberID, Generation: p.Generation, How: p.How, PasskeyID: p.PasskeyID,
		Device: p.Device, ProvedMS: wall.UnixMilli(), SeenMS: wall.UnixMilli(), IdleMS: idle.Milliseconds(),
		EndsMS: wall.Add(life).UnixMilli(),
	}
	s.Record(now, aggregate.Event{Actor: by, Verb: "signed_in", Reason: string(p.How)})
	s.Schedule(TaskForget, now.Add(life), nil)
	return s
}

// Alive reports whether the session is good for a member of this generation.
func (s *Session) Alive(generation int64, wall time.Time) bool {
	return s.EndedMS == 0 && s.Generation == generation && wall.UnixMilli() < s.DiesMS()
}

// DiesMS is when the session ends unless it is used again, in real time.
func (s *Session) DiesMS() int64 { return min(s.EndsMS, s.SeenMS+s.IdleMS) }

// Fresh reports whether its person proved themself a short while ago.
func (s *Session) Fresh(wall time.Time) bool { return wall.UnixMilli() < s.FreshUntilMS() }

// FreshUntilMS is until when the session is fresh, in real time.
func (s *Session) FreshUntilMS() int64 { return s.ProvedMS + FreshFor.Milliseconds() }

// Touch notes that the session is used; false when that is known closely enough.
// It is no event.
func (s *Session) Touch(wall time.Time) bool {
	if wall.UnixMilli() < s.SeenMS+touchEvery.Milliseconds() {
		return false
	}
	s.SeenMS = wall.UnixMilli()
	return true
}

// Reasons why a session was ended before its time.
const (
	Left     = "left"     // its person signed out
	Replaced = "replaced" // by a newer one of the same browser
	Erased   = "erased"   // with the member's data
)

// End ends the session; repeating it changes nothing.
func (s *Session) End(reason string, by aggregate.Actor, now, wall time.Time) {
	if s.EndedMS != 0 {
		return
	}
	s.EndedMS = wall.UnixMilli()
	s.Record(now, aggregate.Event{Actor: by, Verb: "signed_out", Reason: reason})
}

// Over reports whether nothing can bring the session back, so that it may be
// deleted.
func (s *Session) Over(wall time.Time) bool {
	return s.EndedMS != 0 || wall.UnixMilli() >= s.DiesMS()
}

// SecretHash is what is kept of a browser's secret.
func SecretHash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return encoding.EncodeToString(sum[:])
}
