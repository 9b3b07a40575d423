package app

import (
	"context"
	"encoding/json"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// PasskeyAuthority makes and checks passkeys; package passkey does.
type PasskeyAuthority interface {
	BeginAdd(o session.Owner, have []string) (options json.RawMessage, state string, err error)
	FinishAdd(o session.Owner, state string, answer []byte) (session.Credential, error)
	BeginSignIn() (options json.RawMessage, state string, err error)
	FinishSignIn(state string, answer []byte, find func(key string) (session.Owner, string, error)) (session.Credential, error)
}

// The queries of passkeys.
var (
	passkeysByMember     = newest("by_member", "member", "member_id")
	passkeysByCredential = store.Query{Name: "by_credential", Index: store.UniqueName("credential_key"), Equal: []string{"credential_key"}}
)

// passkeysSchema declares the passkeys.
var passkeysSchema = store.Schema{
	Collection: "passkeys",
	Unique:     []string{"credential_key"},
	Indexes:    []store.Index{{Name: "member", Fields: []string{"member_id", "created_ms"}}, dueIndex, parkedIndex, storedIndex},
	Queries:    []store.Query{passkeysByMember, passkeysByCredential, dueQuery, parkedQuery, storedQuery, everyQuery},
}

// ceremoniesSchema declares the challenges that browsers are to answer.
var ceremoniesSchema = store.Schema{
	Collection: "ceremonies",
	Indexes:    []store.Index{dueIndex, parkedIndex},
	Queries:    []store.Query{dueQuery, parkedQuery},
}

// maxPasskeyName is the longest name of a passkey, in characters.
const maxPasskeyName = 60

// Passkeys keeps the passkeys of members and signs in by them.
type Passkeys struct {
	*core
	passkeys   *store.Collection[session.Passkey, *session.Passkey]
	ceremonies *store.Collection[session.Ceremony, *session.Ceremony]
	authority  PasskeyAuthority // nil where the site can't have passkeys
	members    *Members
	sessions   *Sessions
	mailer     Mailer
	record     *Activity // told of a passkey that is removed
}

func newPasskeys(c *core, authority PasskeyAuthority, members *Members, sessions *Sessions, mailer Mailer) *Passkeys {
	return &Passkeys{
		core: c, authority: authority, members: members, sessions: sessions, mailer: mailer,
		record:     newActivity(c),
		passkeys:   store.NewCollection[session.Passkey](c.engine, passkeysSchema),
		ceremonies: store.NewCollection[session.Ceremony](c.engine, ceremoniesSchema),
	}
}

func (s *Passkeys) ensure(ctx context.Context) error {
	if err := s.passkeys.Ensure(ctx); err != nil {
		return err
	}
	return s.ceremonies.Ensure(ctx)
}

// Available reports whether this site can have passkeys: browsers give them to
// names under https alone, and to localhost.
func (s *Passkeys) Available() bool { return s.authority != nil }

// List returns the actor's own passkeys, the newest first.
func (s *Passkeys) List(ctx context.Context, actor aggregate.Actor) ([]*session.Passkey, error) {
	m, err := s.members.self(ctx, actor)
	if err != nil {
		return nil, err
	}
	return s.of(ctx, m.ID)
}

func (s *Passkeys) of(ctx context.Context, memberID string) ([]*session.Passkey, error) {
	return s.passkeys.Find(ctx, passkeysByMember, store.Args{Equal: []any{memberID}, Limit: session.MaxPasskeys + 1})
}

// Rename gives one of the actor's own passkeys another name.
func (s *Passkeys) Rename(ctx context.Context, call Call, id, name string) error {
	clean, err := passkeyName(name)
	if err != nil {
		return err
	}
	_, err = s.passkeys.Update(ctx, id, func(p *session.Passkey) error {
		if !inPerson(call.Actor) || p.MemberID != call.Actor.ID {
			return store.NotFound()
		}
		p.Rename(clean, call.Actor, s.clock.Now())
		return nil
	})
	return err
}

// Remove takes one of the actor's own passkeys away: its device signs nobody in any
// more, and the sessions that it opened end.
func (s *Passkeys) Remove(ctx context.Context, call Call, id string) error {
	if err := fresh(call.Actor); err != nil {
		return err
	}
	p, err := s.passkeys.Get(ctx, id)
	if err != nil {
		return err
	}
	if !inPerson(call.Actor) || p.MemberID != call.Actor.ID {
		return store.NotFound()
	}
	if err := s.record.buried(ctx, activity.Passkey, p.Meta, call.Actor); err != nil {
		return err
	}
	if err := s.passkeys.Delete(ctx, id); err != nil {
		return err
	}
	return s.sessions.endBy(ctx, call.Actor, id)
}

// passkeyName checks and cleans a passkey's name.
func passkeyName(name string) (string, error) {
	clean, f := contact.Text("/name", name, maxPasskeyName, false)
	if f == nil && clean == "" {
		f = fault.OfField("/name", "required", "Give the passkey a name.")
	}
	if f != nil {
		return "", f
	}
	return clean, nil
}

// queues tell owners of new passkeys, and forget challenges.
func (s *Passkeys) queues() []TaskQueue {
	return []TaskQueue{
		&Queue[session.Passkey, *session.Passkey]{
			core: s.core, col: s.passkeys, meta: func(p *session.Passkey) *aggregate.Meta { return &p.Meta },
			perform: map[string]performer[session.Passkey]{session.TaskPasskeyMail: s.mail},
		},
		&Queue[session.Ceremony, *session.Ceremony]{
			core: s.core, col: s.ceremonies, meta: func(c *session.Ceremony) *aggregate.Meta { return &c.Meta },
			perform: map[string]performer[session.Ceremony]{session.TaskForget: s.forget},
		},
	}
}

// mail tells a member that a passkey was added to their account, in case it wasn't
// them.
func (s *Passkeys) mail(ctx context.Context, p *session.Passkey, _ aggregate.Task) (func(*session.Passkey) error, error) {
	m, err := s.members.find(ctx, p.MemberID)
	if err != nil {
		return nil, ignoreMissing(err)
	}
	if m.State != member.Active || m.Personal.Email == "" {
		return nil, nil
	}
	return nil, ignoreRefused(s.mailer.Send(ctx, mailing.Mail{
		ID: p.ID, Template: "passkey_added", To: m.Personal.Email, ToName: m.Personal.Name, Language: m.Personal.Language, Account: true,
		Subject:    message.Of("mail.passkey_added.subject"),
		Paragraphs: []message.Message{message.Of("mail.passkey_added.text")},
		Action:     &mailing.Action{Label: message.Of("mail.passkey_added.action"), URL: s.baseURL + "/settings/passkeys"},
	}))
}

func (s *Passkeys) forget(ctx context.Context, c *session.Ceremony, _ aggregate.Task) (func(*session.Ceremony) error, error) {
	if !c.Over(s.wall()) {
		return nil, waitUntil{s.clock.Now().Add(tooEarly), "open"}
	}
	return nil, s.ceremonies.Delete(ctx, c.ID)
}
