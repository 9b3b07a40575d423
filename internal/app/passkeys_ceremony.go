package app

import (
	"cmp"
	"context"
	"encoding/json"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Challenge is what a browser needs for a ceremony with a passkey.
type Challenge struct {
	ID      string          // names the ceremony when the browser answers
	Options json.RawMessage // of navigator.credentials.create or get, in the standard's JSON
}

// BeginAdd starts to add a passkey to the actor's own account. It gives a way in,
// so it takes a fresh session.
func (s *Passkeys) BeginAdd(ctx context.Context, actor aggregate.Actor, b Browser) (Challenge, error) {
	m, err := s.mayAdd(ctx, actor)
	if err != nil {
		return Challenge{}, err
	}
	have, err := s.of(ctx, m.ID)
	if err != nil {
		return Challenge{}, err
	}
	if len(have) >= session.MaxPasskeys {
		return Challenge{}, fault.New(fault.Conflict, "too_many_passkeys", "You have as many passkeys as there can be. Remove one first.")
	}
	credentials := make([]string, len(have))
	for i, p := range have {
		credentials[i] = p.Credential
	}
	options, state, err := s.authority.BeginAdd(ownerOf(m), credentials)
	if err != nil {
		return Challenge{}, err
	}
	return s.begin(ctx, session.ToAdd, m.ID, b, options, state)
}

// FinishAdd takes the browser's answer and keeps the passkey under a name.
func (s *Passkeys) FinishAdd(ctx context.Context, call Call, ceremonyID, name string, answer []byte, b Browser) (*session.Passkey, error) {
	m, err := s.mayAdd(ctx, call.Actor)
	if err != nil {
		return nil, err
	}
	name, err = passkeyName(name)
	if err != nil {
		return nil, err
	}
	c, err := s.answered(ctx, ceremonyID, session.ToAdd, b)
	if err != nil {
		return nil, err
	}
	if c.MemberID != m.ID {
		return nil, store.NotFound()
	}
	made, err := s.authority.FinishAdd(ownerOf(m), c.State, answer)
	if err != nil {
		return nil, err
	}
	p := session.NewPasskey(s.newID(session.PasskeyPrefix, call), made.Key, made.JSON, name, call.Actor, s.clock.Now())
	if err := s.passkeys.Insert(ctx, p); err != nil {
		if store.Taken(err) == "credential_key" {
			return nil, fault.New(fault.Conflict, "passkey_known", "This passkey is in use already.")
		}
		return nil, err
	}
	s.nudge()
	return p, nil
}

func (s *Passkeys) mayAdd(ctx context.Context, actor aggregate.Actor) (*member.Member, error) {
	if !s.Available() {
		return nil, noPasskeys()
	}
	if err := fresh(actor); err != nil {
		return nil, err
	}
	return s.members.self(ctx, actor)
}

// BeginSignIn starts to sign in by a passkey. again is who is signed in and proves
// once more that it is them; the zero Actor otherwise.
func (s *Passkeys) BeginSignIn(ctx context.Context, again aggregate.Actor, b Browser) (Challenge, error) {
	if !s.Available() {
		return Challenge{}, noPasskeys()
	}
	options, state, err := s.authority.BeginSignIn()
	if err != nil {
		return Challenge{}, err
	}
	return s.begin(ctx, session.ToSignIn, again.ID, b, options, state)
}

// SignIn takes the browser's answer and opens a session. A passkey of which there
// may be a copy opens nothing.
func (s *Passkeys) SignIn(ctx context.Context, ceremonyID string, answer []byte, b Browser) (Proved, error) {
	if !s.Available() {
		return Proved{}, noPasskeys()
	}
	c, err := s.answered(ctx, ceremonyID, session.ToSignIn, b)
	if err != nil {
		return Proved{}, err
	}
	var p *session.Passkey
	var m *member.Member
	used, err := s.authority.FinishSignIn(c.State, answer, func(key string) (session.Owner, string, error) {
		if p, m, err = s.byCredential(ctx, key); err != nil {
			return session.Owner{}, "", err
		}
		return ownerOf(m), p.Credential, nil
	})
	if err != nil {
		return Proved{}, err
	}
	if c.MemberID != "" && c.MemberID != m.ID {
		return Proved{}, fault.New(fault.Conflict, "other_account", "This passkey belongs to another account than the one that is signed in.")
	}
	p, err = s.passkeys.Update(ctx, p.ID, func(p *session.Passkey) error {
		p.Used(used.JSON, used.Cloned, s.clock.Now())
		return nil
	})
	if err != nil {
		return Proved{}, unknownPasskey(err)
	}
	if p.SuspectMS != 0 {
		return Proved{}, fault.New(fault.Forbidden, "passkey_suspect", "There may be a copy of this passkey, so it opens nothing any more. Sign in by mail and remove it.")
	}
	in, token, err := s.sessions.begin(ctx, m, session.Proof{How: session.ByPasskey, PasskeyID: p.ID, Device: b.Device}, b.Session)
	return Proved{SignedIn: in, Token: token}, err
}

// byCredential reads a passkey and the active member whose it is.
func (s *Passkeys) byCredential(ctx context.Context, key string) (*session.Passkey, *member.Member, error) {
	p, err := s.passkeys.One(ctx, passkeysByCredential, key)
	if err != nil {
		return nil, nil, unknownPasskey(err)
	}
	m, err := s.members.find(ctx, p.MemberID)
	if err == nil && m.State != member.Active {
		err = store.NotFound()
	}
	return p, m, unknownPasskey(err)
}

func (s *Passkeys) begin(ctx context.Context, what session.CeremonyFor, memberID string, b Browser, options json.RawMessage, state string) (Challenge, error) {
	if err := b.check(); err != nil {
		return Challenge{}, err
	}
	c := session.NewCeremony(s.newID(session.CeremonyPrefix, Call{}), what, memberID, b.Secret, state, s.clock.Now(), s.wall())
	if err := s.ceremonies.Insert(ctx, c); err != nil {
		return Challenge{}, err
	}
	return Challenge{ID: c.ID, Options: options}, nil
}

// answered uses a ceremony up. One that isn't there answers as one that is over.
func (s *Passkeys) answered(ctx context.Context, id string, what session.CeremonyFor, b Browser) (*session.Ceremony, error) {
	c, err := s.ceremonies.Update(ctx, id, func(c *session.Ceremony) error { return c.Answer(what, b.Secret, s.wall()) })
	if fault.Is(err, fault.NotFound) {
		return nil, session.CeremonyOver()
	}
	return c, err
}

// ownerOf is the member as their device shows them.
func ownerOf(m *member.Member) session.Owner {
	return session.Owner{MemberID: m.ID, Name: cmp.Or(m.Personal.Email, m.Personal.Name)}
}

// unknownPasskey words a passkey, or its member, that isn't there any more.
func unknownPasskey(err error) error {
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Unauthenticated, "passkey_unknown", "We don't know this passkey, or no longer. Please sign in by mail.")
	}
	return err
}

func noPasskeys() error {
	return fault.New(fault.Conflict, "no_passkeys", "This site can't have passkeys: it needs a name and https.")
}
