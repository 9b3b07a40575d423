package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Programs keeps referral programs and publishes them.
type Programs struct {
	*core
	programs  *programCollection
	revisions *revisionCollection
	members   *Members
	frozen    frozenTerms
}

func newPrograms(c *core, members *Members) *Programs {
	return &Programs{
		core:      c,
		programs:  store.NewCollection[program.Program](c.engine, programsSchema),
		revisions: store.NewCollection[program.Revision](c.engine, revisionsSchema),
		members:   members,
	}
}

func (s *Programs) ensure(ctx context.Context) error {
	if err := s.programs.Ensure(ctx); err != nil {
		return err
	}
	return s.revisions.Ensure(ctx)
}

// ProgramInput is a program's draft as staff write it, whole. What Terms leaves
// out is empty, not the default: start from Defaults.
type ProgramInput struct {
	ExternalID string             `json:"external_id,omitempty" validate:"-"` // fixed once the program is made
	Draft      program.Terms      `json:"draft" validate:"-"`
	Metadata   aggregate.Metadata `json:"metadata,omitempty"`
}

// Defaults returns the terms that a new program starts from: the numbers of
// PRODUCT.md §15 on the working time of a zone.
func (s *Programs) Defaults(name, zone string) program.Terms { return program.DefaultTerms(name, zone) }

// Create makes a program, unpublished.
func (s *Programs) Create(ctx context.Context, call Call, in ProgramInput) (Done[program.Program], error) {
	f, err := s.facts(ctx, call.Actor, in)
	if err != nil {
		return Done[program.Program]{}, err
	}
	externalID, bad := cleanExternalID(in.ExternalID)
	if bad != nil {
		return Done[program.Program]{}, bad
	}
	id := s.newID(program.Prefix, call)
	old, err := earlier(ctx, s.programs, call, id, programMeta)
	if old != nil || err != nil {
		return Done[program.Program]{Doc: old, Replayed: old != nil}, err
	}
	p := program.New(id, externalID, f, call.Actor, call.Replay, s.clock.Now())
	err = s.programs.Insert(ctx, p)
	if err == nil {
		return Done[program.Program]{Doc: p}, nil
	}
	if store.Taken(err) == "" {
		return Done[program.Program]{}, err
	}
	// The same request may have come twice at once; then it met its own program.
	old, oldErr := earlier(ctx, s.programs, call, id, programMeta)
	if old != nil || oldErr != nil {
		return Done[program.Program]{Doc: old, Replayed: old != nil}, oldErr
	}
	return Done[program.Program]{}, fault.New(fault.Conflict, "external_id_taken", "Another program has this external id.")
}

// Update replaces a program's draft whole. What is published stays as it is.
func (s *Programs) Update(ctx context.Context, call Call, id string, in ProgramInput) (Done[program.Program], error) {
	f, err := s.facts(ctx, call.Actor, in)
	if err != nil {
		return Done[program.Program]{}, err
	}
	return s.change(ctx, call, id, func(p *program.Program) error {
		if in.ExternalID != "" && in.ExternalID != p.ExternalID {
			return fault.OfField("/external_id", "fixed", "The external id of a program doesn't change.")
		}
		return p.Update(f, call.Actor, call.Replay, s.clock.Now())
	})
}

// Archive ends a program for new referrals; those submitted go on.
func (s *Programs) Archive(ctx context.Context, call Call, id string) (Done[program.Program], error) {
	if err := writesPrograms(call.Actor); err != nil {
		return Done[program.Program]{}, err
	}
	return s.change(ctx, call, id, func(p *program.Program) error {
		p.Archive(call.Actor, call.Replay, s.clock.Now())
		return nil
	})
}

func (s *Programs) change(ctx context.Context, call Call, id string, verb func(*program.Program) error) (Done[program.Program], error) {
	var again bool
	p, err := s.programs.Update(ctx, id, func(p *program.Program) (err error) {
		if again, err = admit(call, &p.Meta); again || err != nil {
			return err
		}
		return verb(p)
	})
	if err != nil {
		return Done[program.Program]{}, err
	}
	return Done[program.Program]{Doc: p, Replayed: again}, nil
}

// facts checks and cleans an input, and names every field at fault.
func (s *Programs) facts(ctx context.Context, by aggregate.Actor, in ProgramInput) (program.Facts, error) {
	if err := writesPrograms(by); err != nil {
		return program.Facts{}, err
	}
	var wrong problems
	wrong.add(s.check(in))
	terms, f := in.Draft.Check("/draft")
	wrong.addFault(f)
	wrong.addFault(in.Metadata.Check("/metadata"))
	if err := s.members.mustBeStaff(ctx, "/draft/rep_id", in.Draft.Rep); err != nil {
		wrong.add(err)
	}
	return program.Facts{Terms: terms, Metadata: in.Metadata}, wrong.fault()
}

// Get reads a program as the actor may see it: who doesn't work on it sees
// nothing of an unpublished one, and of a published one all but the draft.
func (s *Programs) Get(ctx context.Context, actor aggregate.Actor, id string) (*program.Program, error) {
	p, err := s.programs.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if p.State == program.Draft && !drafts(actor) {
		return nil, store.NotFound()
	}
	if !drafts(actor) {
		p.Draft = program.Terms{}
	}
	return p, nil
}

// Find reads a program for a service that decides itself what the actor may do.
func (s *Programs) Find(ctx context.Context, id string) (*program.Program, error) {
	return s.programs.Get(ctx, id)
}

// ProgramFilter narrows a list of programs; at most one of its fields is set.
type ProgramFilter struct {
	State      string
	ExternalID string
}

// List returns programs, newest first. Who doesn't work on drafts is shown the
// published ones.
func (s *Programs) List(ctx context.Context, actor aggregate.Actor, f ProgramFilter, p Page) (Listed[program.Program], error) {
	if !drafts(actor) {
		if f.State != "" && f.State != string(program.Published) || f.ExternalID != "" {
			return Listed[program.Program]{}, unsupportedFilter()
		}
		f.State = string(program.Published)
	}
	created := func(p *program.Program) int64 { return p.CreatedMS }
	switch f.State {
	case "", string(program.Draft), string(program.Published), string(program.Archived):
	default:
		return Listed[program.Program]{}, fault.OfField("?state", "not_one_of", "Use one of: draft, published, archived.")
	}
	switch {
	case f.State != "" && f.ExternalID != "":
		return Listed[program.Program]{}, unsupportedFilter()
	case f.ExternalID != "":
		doc, err := found(s.programs.One(ctx, programsByExternal, f.ExternalID))
		if doc == nil || err != nil {
			return Listed[program.Program]{}, err
		}
		return Listed[program.Program]{Docs: []*program.Program{doc}}, nil
	case f.State != "":
		return list(ctx, s.core, s.programs, programsByState, []any{f.State}, p, created)
	}
	return list(ctx, s.core, s.programs, programsAll, nil, p, created)
}

// writesPrograms returns a fault unless the actor may write and publish programs.
func writesPrograms(a aggregate.Actor) error {
	if a.Kind == aggregate.Installation {
		return nil
	}
	return need(a, aggregate.Admin)
}

// drafts reports whether the actor works on what isn't published yet: staff and
// the installation.
func drafts(a aggregate.Actor) bool {
	return a.Kind == aggregate.Staff && len(a.Roles) > 0 || writesPrograms(a) == nil
}

func programMeta(p *program.Program) *aggregate.Meta { return &p.Meta }
