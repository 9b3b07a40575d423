package app

import (
	"context"
	"io"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// sessionsByMember finds a member's sessions, the newest first.
var sessionsByMember = newest("by_member", "member", "member_id")

// sessionsSchema declares the sessions.
var sessionsSchema = store.Schema{
	Collection: "sessions",
	Indexes: []store.Index{
		{Name: "member", Fields: []string{"member_id", "created_ms"}},
		dueIndex, parkedIndex, storedIndex,
	},
	Queries: []store.Query{sessionsByMember, dueQuery, parkedQuery, storedQuery, everyQuery},
}

// maxSessions is how many sessions of a member are looked at: the newest ones.
const maxSessions = 200

// Sessions keeps who is signed in, in which browser.
type Sessions struct {
	*core
	sessions *store.Collection[session.Session, *session.Session]
	members  *Members
}

func newSessions(c *core, members *Members) *Sessions {
	return &Sessions{core: c, sessions: store.NewCollection[session.Session](c.engine, sessionsSchema), members: members}
}

func (s *Sessions) ensure(ctx context.Context) error { return s.sessions.Ensure(ctx) }

// SignedIn is who a session's token stands for.
type SignedIn struct {
	Member  *member.Member
	Actor   aggregate.Actor // the member with the roles of this moment and the session
	Session *session.Session
	Fresh   bool // proved within the last 15 minutes: good enough to decide about money
	// Seconds is how long the session lives at most from now on: for the cookie.
	Seconds int
}

// noSession is the reason of a token that opens nothing.
const noSession = "no_session"

// Open answers who is signed in with a token. Whatever is wrong with it, the
// answer is the same fault, no_session.
func (s *Sessions) Open(ctx context.Context, token string) (SignedIn, error) {
	id, ok := session.ID(token)
	if !ok {
		return SignedIn{}, signedOut()
	}
	n, err := found(s.sessions.Get(ctx, id))
	if err != nil {
		return SignedIn{}, err
	}
	if n == nil {
		return SignedIn{}, signedOut()
	}
	m, err := found(s.members.find(ctx, n.MemberID))
	if err != nil {
		return SignedIn{}, err
	}
	wall := s.wall()
	if m == nil || m.State != member.Active || !n.Alive(m.TokenGeneration, wall) {
		return SignedIn{}, signedOut()
	}
	s.touch(ctx, n, wall)
	return s.signedIn(m, n, wall), nil
}

func (s *Sessions) signedIn(m *member.Member, n *session.Session, wall time.Time) SignedIn {
	actor := m.Actor("")
	actor.Session = &aggregate.Session{ID: n.ID, Fresh: n.Fresh(wall)}
	return SignedIn{Member: m, Actor: actor, Session: n, Fresh: actor.Session.Fresh, Seconds: int((n.EndsMS - ms(wall)) / 1000)}
}

// touch notes the use of a session now and then; that it failed signs nobody out.
func (s *Sessions) touch(ctx context.Context, n *session.Session, wall time.Time) {
	if !n.Touch(wall) {
		return
	}
	_, err := s.sessions.Update(ctx, n.ID, func(n *session.Session) error {
		n.Touch(wall)
		return nil
	})
	if err != nil {
		s.log.WarnContext(ctx, "the use of a session was not noted", "error", err)
	}
}

// begin opens a session for a member who proved who they are, and returns its
// token. before is the token that their browser held; that session ends.
func (s *Sessions) begin(ctx context.Context, m *member.Member, p session.Proof, before string) (SignedIn, string, error) {
	var random [session.TokenBytes]byte
	if _, err := io.ReadFull(s.random, random[:]); err != nil {
		return SignedIn{}, "", err
	}
	token := session.Token(random)
	id, _ := session.ID(token)
	p.MemberID, p.Generation, p.Staff = m.ID, m.TokenGeneration, m.Kind == member.Staff
	wall := s.wall()
	n := session.Open(id, p, m.Actor(""), s.clock.Now(), wall)
	if err := s.sessions.Insert(ctx, n); err != nil {
		return SignedIn{}, "", err
	}
	s.replace(ctx, before, m.Actor(""))
	return s.signedIn(m, n, wall), token, nil
}

// replace ends the session that a browser had until now. Its token is overwritten
// in the browser anyway, so a failure refuses nobody.
func (s *Sessions) replace(ctx context.Context, token string, by aggregate.Actor) {
	id, ok := session.ID(token)
	if !ok {
		return
	}
	if err := ignoreMissing(s.end(ctx, id, session.Replaced, by)); err != nil {
		s.log.WarnContext(ctx, "a replaced session was not ended", "error", err)
	}
}

func (s *Sessions) end(ctx context.Context, id, reason string, by aggregate.Actor) error {
	_, err := s.sessions.Update(ctx, id, func(n *session.Session) error {
		n.End(reason, by, s.clock.Now(), s.wall())
		return nil
	})
	return err
}

// End ends one of the actor's own sessions; ending it again changes nothing.
func (s *Sessions) End(ctx context.Context, call Call, id string) error {
	n, err := s.sessions.Get(ctx, id)
	if err != nil {
		return err
	}
	if !ownSession(call.Actor, n) {
		return store.NotFound()
	}
	return s.end(ctx, id, session.Left, call.Actor)
}

// EndOthers ends all of the actor's sessions but the one that asks.
func (s *Sessions) EndOthers(ctx context.Context, call Call) error {
	keep := ""
	if call.Actor.Session != nil {
		keep = call.Actor.Session.ID
	}
	return s.endWhere(ctx, call.Actor, session.Left, func(n *session.Session) bool { return n.ID != keep })
}

// endBy ends the actor's sessions that a passkey opened.
func (s *Sessions) endBy(ctx context.Context, by aggregate.Actor, passkeyID string) error {
	return s.endWhere(ctx, by, session.Left, func(n *session.Session) bool {
		return n.PasskeyID == passkeyID && (by.Session == nil || n.ID != by.Session.ID)
	})
}

// endWhere ends those of the actor's own sessions that which picks.
func (s *Sessions) endWhere(ctx context.Context, by aggregate.Actor, reason string, which func(*session.Session) bool) error {
	live, err := s.List(ctx, by)
	if err != nil {
		return err
	}
	for _, n := range live {
		if !which(n) {
			continue
		}
		if err := ignoreMissing(s.end(ctx, n.ID, reason, by)); err != nil {
			return err
		}
	}
	return nil
}

// List returns the actor's own sessions that are alive, the newest first.
func (s *Sessions) List(ctx context.Context, actor aggregate.Actor) ([]*session.Session, error) {
	m, err := s.members.self(ctx, actor)
	if err != nil {
		return nil, err
	}
	all, err := s.sessions.Find(ctx, sessionsByMember, store.Args{Equal: []any{m.ID}, Limit: maxSessions})
	if err != nil {
		return nil, err
	}
	var live []*session.Session
	for _, n := range all {
		if n.Alive(m.TokenGeneration, s.wall()) {
			live = append(live, n)
		}
	}
	return live, nil
}

// ownSession reports whether a session is the actor's.
func ownSession(a aggregate.Actor, n *session.Session) bool {
	return inPerson(a) && a.ID == n.MemberID
}

// queue forgets sessions whose time is over.
func (s *Sessions) queue() TaskQueue {
	return &Queue[session.Session, *session.Session]{
		core: s.core, col: s.sessions, meta: func(n *session.Session) *aggregate.Meta { return &n.Meta },
		perform: map[string]performer[session.Session]{session.TaskForget: s.forget},
	}
}

// tooEarly is how long a task waits that ages by real time and came early, because
// the product's clock was moved. It is long, since each look stops the clock once on
// its way over weeks.
const tooEarly = 30 * 24 * time.Hour

// forget deletes a session that is over. One that still lives by real time, because
// the product's clock was moved, waits.
func (s *Sessions) forget(ctx context.Context, n *session.Session, _ aggregate.Task) (func(*session.Session) error, error) {
	if !n.Over(s.wall()) {
		return nil, waitUntil{s.clock.Now().Add(tooEarly), "alive"}
	}
	return nil, s.sessions.Delete(ctx, n.ID)
}

func signedOut() error {
	return fault.New(fault.Unauthenticated, noSession, "Nobody is signed in here, or no longer. Please sign in.")
}
