package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/session"
)

// Own lets members have what is theirs: a copy of their data, or its erasure.
type Own struct {
	*core
	members   *Members
	referrals *Referrals
	rewards   *Rewards
	links     *Links
	keys      *Keys
	sessions  *Sessions
	passkeys  *Passkeys
}

// OwnData is a copy of what we keep of a member, to read or to take elsewhere.
// What referred people told us themselves is theirs and not in it.
type OwnData struct {
	ExportedMS int64         `json:"exported_ms"`
	Member     OwnMember     `json:"member"`
	Referrals  []OwnReferral `json:"introductions"`
	Rewards    []OwnReward   `json:"rewards"`
	Links      []OwnLink     `json:"links"`
	Sessions   []OwnSession  `json:"sessions"`
	Passkeys   []OwnPasskey  `json:"passkeys"`
}

// OwnMember is the member themself.
type OwnMember struct {
	ID         string            `json:"id"`
	ExternalID string            `json:"external_id,omitempty"`
	Source     string            `json:"source"`
	Kind       member.Kind       `json:"kind"`
	Roles      []aggregate.Role  `json:"roles,omitempty"`
	CreatedMS  int64             `json:"created_ms"`
	Personal   member.Personal   `json:"personal"`
	Muted      []member.Notice   `json:"notices_off,omitempty"`
	Metadata   map[string]string `json:"metadata,omitempty"`
	PayoutID   string            `json:"stripe_account,omitempty"`
	Country    string            `json:"payout_country,omitempty"`
}

// OwnReferral is one introduction, with what the member typed.
type OwnReferral struct {
	ID          string       `json:"id"`
	ProgramID   string       `json:"program_id"`
	SubmittedMS int64        `json:"submitted_ms"`
	AcceptedMS  int64        `json:"promise_accepted_ms,omitempty"`
	Answers     form.Answers `json:"answers,omitempty"` // absent once erased, and where the person typed them
	Written     []OwnWords   `json:"written,omitempty"`
	ErasedMS    int64        `json:"erased_ms,omitempty"`
}

// OwnWords are what the member wrote about an introduction later: an answer, an
// appeal, a report.
type OwnWords struct {
	AtMS  int64  `json:"at_ms"`
	With  string `json:"with"` // what they did
	Words string `json:"words"`
}

// OwnReward is one reward of an introduction.
type OwnReward struct {
	ID         string        `json:"id"`
	ReferralID string        `json:"introduction_id"`
	Status     reward.Status `json:"status"`
	Amount     money.Money   `json:"amount"`
	CreatedMS  int64         `json:"created_ms"`
	PaidMS     int64         `json:"paid_ms,omitempty"`
}

// OwnLink is one of the member's links.
type OwnLink struct {
	Address   string     `json:"address"`
	ProgramID string     `json:"program_id"`
	Name      string     `json:"name,omitempty"`
	State     link.State `json:"state"`
	CreatedMS int64      `json:"created_ms"`
}

// OwnSession is a browser in which the member is signed in.
type OwnSession struct {
	How      session.Way    `json:"how"`
	Device   session.Device `json:"device"`
	ProvedMS int64          `json:"signed_in_ms"`
	SeenMS   int64          `json:"last_used_ms"`
}

// OwnPasskey is one of the member's passkeys.
type OwnPasskey struct {
	Name       string `json:"name"`
	CreatedMS  int64  `json:"created_ms"`
	LastUsedMS int64  `json:"last_used_ms,omitempty"`
}

// Export copies what we keep of the actor.
func (s *Own) Export(ctx context.Context, actor aggregate.Actor) (OwnData, error) {
	m, err := s.members.self(ctx, actor)
	if err != nil {
		return OwnData{}, err
	}
	out := OwnData{
		ExportedMS: ms(s.clock.Now()), Member: ownMember(m), Referrals: []OwnReferral{}, Rewards: []OwnReward{}, Links: []OwnLink{},
		Sessions: []OwnSession{}, Passkeys: []OwnPasskey{},
	}
	for _, fill := range []func(context.Context, aggregate.Actor, *OwnData) error{s.addReferrals, s.addRewards, s.addLinks, s.addWaysIn} {
		if err := fill(ctx, actor, &out); err != nil {
			return OwnData{}, err
		}
	}
	return out, nil
}

func ownMember(m *member.Member) OwnMember {
	return OwnMember{
		ID: m.ID, ExternalID: m.ExternalID, Source: m.Source, Kind: m.Kind, Roles: m.Roles, CreatedMS: m.CreatedMS, Personal: m.Personal,
		Muted: m.Muted, Metadata: m.Metadata, PayoutID: m.Payout.AccountID, Country: m.Payout.Country,
	}
}

func (s *Own) addReferrals(ctx context.Context, actor aggregate.Actor, out *OwnData) error {
	for r, err := range s.ownReferrals(ctx, actor.ID) {
		if err != nil {
			return err
		}
		o := OwnReferral{ID: r.ID, ProgramID: r.ProgramID, SubmittedMS: r.CreatedMS, AcceptedMS: r.AcceptedMS, ErasedMS: r.ErasedMS}
		if r.Entry != referral.ByLink {
			o.Answers = r.Personal.Answers
		}
		for _, e := range r.Events {
			if words := r.Reason(e.Seq); words != "" && e.Actor.Kind == aggregate.Referrer && e.Actor.ID == actor.ID {
				o.Written = append(o.Written, OwnWords{AtMS: e.AtMS, With: e.Verb, Words: words})
			}
		}
		out.Referrals = append(out.Referrals, o)
	}
	return nil
}

func (s *Own) addRewards(ctx context.Context, actor aggregate.Actor, out *OwnData) error {
	part := func(p Page) (Listed[reward.Reward], error) {
		return list(ctx, s.core, s.rewards.rewards, rewardsByReferrer, []any{actor.ID}, p, func(r *reward.Reward) int64 { return r.CreatedMS })
	}
	for r, err := range Each(ctx, part, Page{}) {
		if err != nil {
			return err
		}
		out.Rewards = append(out.Rewards, OwnReward{
			ID: r.ID, ReferralID: r.ReferralID, Status: r.Status, Amount: r.Amount, CreatedMS: r.CreatedMS, PaidMS: r.PaidMS,
		})
	}
	return nil
}

func (s *Own) addLinks(ctx context.Context, actor aggregate.Actor, out *OwnData) error {
	for l, err := range s.ownLinks(ctx, actor.ID) {
		if err != nil {
			return err
		}
		out.Links = append(out.Links, OwnLink{Address: s.links.Address(l), ProgramID: l.ProgramID, Name: l.Name, State: l.State, CreatedMS: l.CreatedMS})
	}
	return nil
}

// addWaysIn copies sessions and passkeys, without anything that opens a door.
func (s *Own) addWaysIn(ctx context.Context, actor aggregate.Actor, out *OwnData) error {
	sessions, err := s.sessions.List(ctx, actor)
	if err != nil {
		return err
	}
	for _, n := range sessions {
		out.Sessions = append(out.Sessions, OwnSession{How: n.How, Device: n.Device, ProvedMS: n.ProvedMS, SeenMS: n.SeenMS})
	}
	passkeys, err := s.passkeys.of(ctx, actor.ID)
	if err != nil {
		return err
	}
	for _, p := range passkeys {
		out.Passkeys = append(out.Passkeys, OwnPasskey{Name: p.Name, CreatedMS: p.CreatedMS, LastUsedMS: p.LastUsedMS})
	}
	return nil
}
