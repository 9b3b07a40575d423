package app

import (
	"context"
	"sync"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// publishTries is how often a publisher who met somebody else's revision looks
// again.
const publishTries = 8

// PublishedProgram is the outcome of publishing.
type PublishedProgram struct {
	Done[program.Program]
	Revision *program.Revision // with its warnings
}

// Publish freezes the draft as the next revision. The revision is inserted under
// program|n first, and then the program points to it: a publisher who was cut off
// in between is finished by whoever comes next, and of two at once each gets a
// number of its own. Publishing a draft that is published already changes nothing.
func (s *Programs) Publish(ctx context.Context, call Call, id string) (PublishedProgram, error) {
	if err := writesPrograms(call.Actor); err != nil {
		return PublishedProgram{}, err
	}
	for range publishTries {
		out, settled, err := s.publish(ctx, call, id)
		if settled || err != nil {
			return out, err
		}
	}
	return PublishedProgram{}, store.VersionConflict()
}

// publish makes one attempt. It is not settled when somebody else's revision
// stood in the way; the program points to that one now.
func (s *Programs) publish(ctx context.Context, call Call, id string) (out PublishedProgram, settled bool, err error) {
	p, err := s.programs.Get(ctx, id)
	if err != nil {
		return out, false, err
	}
	if err := s.finish(ctx, p); err != nil {
		return out, false, err
	}
	if p, err = s.programs.Get(ctx, id); err != nil {
		return out, false, err
	}
	again, err := admit(call, &p.Meta)
	if err != nil {
		return out, false, err
	}
	if latest, err := s.latest(ctx, p); err != nil {
		return out, false, err
	} else if latest != nil && (again || p.State == program.Published && latest.Terms.Same(p.Draft)) {
		return PublishedProgram{Done: Done[program.Program]{Doc: p, Replayed: again}, Revision: latest}, true, nil
	}
	warnings, err := s.warnings(ctx, p.Draft)
	if err != nil {
		return out, false, err
	}
	r, err := p.Freeze(warnings, call.Actor, call.Replay, s.clock.Now())
	if err != nil {
		return out, false, err
	}
	err = s.revisions.Insert(ctx, r)
	if store.Taken(err) == "id" {
		return out, false, nil
	}
	if err != nil {
		return out, false, err
	}
	p, err = s.point(ctx, r)
	return PublishedProgram{Done: Done[program.Program]{Doc: p}, Revision: r}, true, err
}

// finish points the program to a revision that was inserted after the one it
// points to, if there is one.
func (s *Programs) finish(ctx context.Context, p *program.Program) error {
	r, err := found(s.revisions.Get(ctx, program.RevisionID(p.ID, p.Published+1)))
	if r == nil || err != nil {
		return err
	}
	_, err = s.point(ctx, r)
	return err
}

func (s *Programs) point(ctx context.Context, r *program.Revision) (*program.Program, error) {
	return s.programs.Update(ctx, r.ProgramID, func(p *program.Program) error {
		p.PointTo(r)
		return nil
	})
}

// latest returns the revision that the program points to, or nil.
func (s *Programs) latest(ctx context.Context, p *program.Program) (*program.Revision, error) {
	if p.Published == 0 {
		return nil, nil
	}
	return s.revisions.Get(ctx, program.RevisionID(p.ID, p.Published))
}

// warnings counts who could do the work, and says what is thin.
func (s *Programs) warnings(ctx context.Context, t program.Terms) ([]program.Warning, error) {
	var staff program.Staffing
	for _, c := range []struct {
		role aggregate.Role
		n    *int
	}{{aggregate.Rep, &staff.Reps}, {aggregate.Reviewer, &staff.Reviewers}, {aggregate.Approver, &staff.Approvers}} {
		who, err := s.members.withRole(ctx, c.role)
		if err != nil {
			return nil, err
		}
		*c.n = len(who)
		for _, m := range who {
			staff.RepActive = staff.RepActive || c.role == aggregate.Rep && m.ID == t.Rep
		}
	}
	return t.Warnings(staff), nil
}

// Revision reads one revision of a program; n 0 is the published one. It holds the
// thresholds of vetting and the budgets, so it isn't for partners: they read the
// promise and the form.
func (s *Programs) Revision(ctx context.Context, actor aggregate.Actor, id string, n int64) (*program.Revision, error) {
	if actor.Kind == aggregate.Partner {
		return nil, companyOnly()
	}
	return s.revision(ctx, actor, id, n)
}

func companyOnly() error {
	return fault.New(fault.Forbidden, "company_only", "Revisions are for the company's own keys. Read the promise and the form instead.")
}

func (s *Programs) revision(ctx context.Context, actor aggregate.Actor, id string, n int64) (*program.Revision, error) {
	p, err := s.Get(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		n = p.Published
	}
	if n == 0 {
		return nil, fault.New(fault.NotFound, "nothing_published", "Nothing of this program is published yet.")
	}
	if n < 0 || n > p.Published {
		return nil, store.NotFound()
	}
	return s.revisions.Get(ctx, program.RevisionID(id, n))
}

// Revisions lists a program's revisions, newest first.
func (s *Programs) Revisions(ctx context.Context, actor aggregate.Actor, id string, page Page) (Listed[program.Revision], error) {
	if actor.Kind == aggregate.Partner {
		return Listed[program.Revision]{}, companyOnly()
	}
	if _, err := s.Get(ctx, actor, id); err != nil {
		return Listed[program.Revision]{}, err
	}
	return list(ctx, s.core, s.revisions, revisionsByProgram, []any{id}, page, func(r *program.Revision) int64 { return r.N })
}

// Terms returns what a revision froze. A revision never changes, so it is read once
// and shared: nobody writes to what it returns.
func (s *Programs) Terms(ctx context.Context, id string, n int64) (program.Terms, error) {
	key := program.RevisionID(id, n)
	if t, ok := s.frozen.get(key); ok {
		return t, nil
	}
	r, err := s.revisions.Get(ctx, key)
	if err != nil {
		return program.Terms{}, err
	}
	s.frozen.put(key, r.Terms)
	return r.Terms, nil
}

// frozenTerms remembers the terms of revisions.
type frozenTerms struct {
	mu    sync.RWMutex
	terms map[string]program.Terms
}

// maxFrozen bounds the memory; an installation has a handful of live revisions.
const maxFrozen = 256

func (f *frozenTerms) get(key string) (program.Terms, bool) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	t, ok := f.terms[key]
	return t, ok
}

func (f *frozenTerms) put(key string, t program.Terms) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.terms == nil || len(f.terms) >= maxFrozen {
		f.terms = map[string]program.Terms{}
	}
	f.terms[key] = t
}
