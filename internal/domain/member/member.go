package member

import (
	"maps"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
)

// Prefix starts the id of every member.
const Prefix = "mbr_"

// Installation is the source of the members that the company itself keeps; a
// partner's members have the partner's id as their source.
const Installation = "installation"

// Kind says what a member is to the company.
type Kind string

// The kinds of members.
const (
	Customer Kind = "customer"
	Friend   Kind = "friend" // of the house: may refer without being a customer
	Staff    Kind = "staff"
)

// Kinds lists the kinds in the order of the documentation.
func Kinds() []Kind { return []Kind{Customer, Friend, Staff} }

// State says whether a member takes part.
type State string

// The states of a member.
const (
	Active      State = "active"
	Deactivated State = "deactivated"
)

// Member is one person.
type Member struct {
	aggregate.Meta
	Source     string             `json:"source"`
	ExternalID string             `json:"external_id,omitempty"`
	SourceKey  string             `json:"source_key,omitempty"` // unique: source|external id; absent without external id
	EmailKey   string             `json:"email_key,omitempty"`  // keyed hash of the e-mail, to find the member by it
	Search     []string           `json:"search,omitempty"`     // keyed hashes of the beginnings of words; app sets them before each write
	Kind       Kind               `json:"kind"`
	State      State              `json:"state"`
	Personal   Personal           `json:"personal"`
	Metadata   aggregate.Metadata `json:"metadata,omitempty"`

	Roles    []aggregate.Role `json:"roles,omitempty"`    // of staff
	Lead     string           `json:"lead,omitempty"`     // the staff member who hears of this one's late steps
	Delegate string           `json:"delegate,omitempty"` // the staff member who stands in

	Muted    []Notice `json:"muted,omitempty"`     // the notices that the member does without
	ErasedMS int64    `json:"erased_ms,omitempty"` // when they had their data erased

	InvitedMS int64 `json:"invited_ms,omitempty"` // when they were last asked to take part

	Payout        Payout `json:"payout"`
	PayoutAccount string `json:"payout_account,omitempty"` // unique: Payout.AccountID

	// TokenGeneration is part of every token mailed to the member; raising it
	// revokes them all.
	TokenGeneration int64 `json:"token_generation"`
}

// Personal is the block that erasure blanks.
type Personal struct {
	Name     string `json:"name"`
	Email    string `json:"email,omitempty"`
	Phone    string `json:"phone,omitempty"` // E.164
	Company  string `json:"company,omitempty"`
	Country  string `json:"country,omitempty"`  // ISO 3166-1 alpha-2
	Language string `json:"language,omitempty"` // "en" or "de"
	Zone     string `json:"zone,omitempty"`     // IANA name
}

// Profile is what whoever keeps the members says about one of them. It is
// checked and normalised by app before it comes here.
type Profile struct {
	Kind     Kind
	Personal Personal
	EmailKey string
	Metadata aggregate.Metadata
}

// SourceKey joins source and external id to the key that members (and companies)
// are unique by; it is empty without an external id. A source holds no "|".
func SourceKey(source, externalID string) string {
	if externalID == "" {
		return ""
	}
	return source + "|" + externalID
}

// New returns an active member.
func New(id, source, externalID string, p Profile, by aggregate.Actor, replay *aggregate.Replay, now time.Time) *Member {
	m := &Member{
		Meta:       aggregate.NewMeta(id, now),
		Source:     source,
		ExternalID: externalID,
		SourceKey:  SourceKey(source, externalID),
		State:      Active,
	}
	m.apply(p)
	m.Record(now, aggregate.Event{Actor: by, Verb: "created", To: string(Active), Replay: replay})
	return m
}

// Update takes another profile; the same one again changes nothing. A staff
// member stays staff, and nobody becomes it this way: see ChangeStaff. With another
// e-mail address, what was mailed to the former one and every session end.
func (m *Member) Update(p Profile, by aggregate.Actor, replay *aggregate.Replay, now time.Time) error {
	if err := m.gone(); err != nil {
		return err
	}
	if (p.Kind == Staff) != (m.Kind == Staff) {
		return kindFixed()
	}
	if m.same(p) {
		return nil
	}
	if m.EmailKey != "" && p.EmailKey != m.EmailKey {
		m.TokenGeneration++
	}
	m.apply(p)
	m.Record(now, aggregate.Event{Actor: by, Verb: "updated", Replay: replay})
	return nil
}

// same reports whether the member stands as p says.
func (m *Member) same(p Profile) bool {
	return m.Kind == p.Kind && m.Personal == p.Personal && m.EmailKey == p.EmailKey && maps.Equal(m.Metadata, p.Metadata)
}

func (m *Member) apply(p Profile) {
	m.Kind, m.Personal, m.EmailKey = p.Kind, p.Personal, p.EmailKey
	m.Metadata = maps.Clone(p.Metadata)
}

// Deactivate ends a member's part: no new referrals, no sign-in, no keys.
func (m *Member) Deactivate(by aggregate.Actor, replay *aggregate.Replay, now time.Time) error {
	if m.State == Deactivated {
		return nil
	}
	if by.ID == m.ID {
		return ownAccount()
	}
	m.State = Deactivated
	m.TokenGeneration++
	m.Record(now, aggregate.Event{Actor: by, Verb: "deactivated", From: string(Active), To: string(Deactivated), Replay: replay})
	return nil
}

// Reactivate undoes Deactivate; tokens mailed before stay revoked.
func (m *Member) Reactivate(by aggregate.Actor, replay *aggregate.Replay, now time.Time) error {
	if m.State == Active {
		return nil
	}
	if err := m.gone(); err != nil {
		return err
	}
	m.State = Active
	m.Record(now, aggregate.Event{Actor: by, Verb: "reactivated", From: string(Deactivated), To: string(Active), Replay: replay})
	return nil
}

// inviteAgain is how long an invitation stands before another one may follow: it is
// a kindness once, and a nuisance twice.
const inviteAgain = 7 * 24 * time.Hour

// Invite notes that the member is mailed what the house is about, and where they
// sign in.
func (m *Member) Invite(by aggregate.Actor, replay *aggregate.Replay, now time.Time) error {
	switch {
	case m.State != Active:
		return fault.New(fault.Conflict, "deactivated", "This member is deactivated.")
	case m.Personal.Email == "":
		return fault.New(fault.Conflict, "no_address", "This member has no e-mail address.")
	case now.UnixMilli() < m.InvitedMS+inviteAgain.Milliseconds():
		return fault.New(fault.Conflict, "invited_lately", "This member was invited within the last seven days.")
	}
	m.InvitedMS = now.UnixMilli()
	m.Record(now, aggregate.Event{Actor: by, Verb: "invited", Replay: replay})
	return nil
}

// RevokeTokens makes every token mailed to the member so far worthless.
func (m *Member) RevokeTokens(by aggregate.Actor, now time.Time) {
	m.TokenGeneration++
	m.Record(now, aggregate.Event{Actor: by, Verb: "tokens_revoked"})
}

// MayWork reports whether the member may follow up referrals.
func (m *Member) MayWork() bool {
	return m.State == Active && (slices.Contains(m.Roles, aggregate.Rep) || slices.Contains(m.Roles, aggregate.Admin))
}

// MayRefer reports whether the member may put somebody forward.
func (m *Member) MayRefer() bool { return m.State == Active && m.Kind != Staff }
