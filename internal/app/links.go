package app

import (
	"context"
	"io"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

const (
	// linkTries bounds how often a link that met another one is tried again, with
	// another code or slot.
	linkTries   = 8
	maxLinkName = 60
)

// Links keeps the personal links of referrers.
type Links struct {
	*core
	links    *store.Collection[link.Link, *link.Link]
	programs *Programs
	members  *Members
}

func newLinks(c *core, programs *Programs, members *Members) *Links {
	return &Links{core: c, links: store.NewCollection[link.Link](c.engine, linksSchema), programs: programs, members: members}
}

func (s *Links) ensure(ctx context.Context) error { return s.links.Ensure(ctx) }

// LinkInput asks for a named link, for a source or a campaign; without a name for
// the member's default link in the program.
type LinkInput struct {
	ProgramID string             `json:"program_id" validate:"required,max=64"`
	MemberID  string             `json:"member_id" validate:"required,max=64"`
	Name      string             `json:"name,omitempty"`
	Metadata  aggregate.Metadata `json:"metadata,omitempty"`
}

// Create makes a link. The default link is made once: asking again answers with
// the one that is there.
func (s *Links) Create(ctx context.Context, call Call, in LinkInput) (Upserted[link.Link], error) {
	name, err := s.checkLink(in)
	if err != nil {
		return Upserted[link.Link]{}, err
	}
	owner, err := s.owner(ctx, call.Actor, in)
	if err != nil {
		return Upserted[link.Link]{}, err
	}
	id := s.newID(link.Prefix, call)
	old, err := earlier(ctx, s.links, call, id, linkMeta)
	if old != nil || err != nil {
		return Upserted[link.Link]{Done: Done[link.Link]{Doc: old, Replayed: old != nil}}, err
	}
	d := link.Draft{Owner: owner, Name: name, Metadata: in.Metadata}
	for range linkTries {
		l, made, err := s.tryLink(ctx, call, id, d)
		if l != nil || err != nil {
			return Upserted[link.Link]{Done: Done[link.Link]{Doc: l, Replayed: l != nil && !made && l.ID == id}, Created: made}, err
		}
	}
	return Upserted[link.Link]{}, store.VersionConflict()
}

// Default returns the member's link in a program, and makes it at the first call.
func (s *Links) Default(ctx context.Context, call Call, programID, memberID string) (*link.Link, error) {
	u, err := s.Create(ctx, Call{Actor: call.Actor}, LinkInput{ProgramID: programID, MemberID: memberID})
	return u.Doc, err
}

// tryLink inserts a link once. It returns nil without an error when a code or
// slot was taken, so that another one is tried.
func (s *Links) tryLink(ctx context.Context, call Call, id string, d link.Draft) (*link.Link, bool, error) {
	if d.Name == "" {
		if l, err := found(s.links.One(ctx, linksBySlot, d.SlotKey(0))); l != nil || err != nil {
			return l, false, err
		}
	}
	var err error
	if d.Slot, err = s.slot(ctx, d); err != nil {
		return nil, false, err
	}
	if d.Code, err = s.newCode(); err != nil {
		return nil, false, err
	}
	l := link.New(id, d, call.Actor, call.Replay, s.clock.Now())
	err = s.links.Insert(ctx, l)
	if err == nil {
		return l, true, nil
	}
	key := store.Taken(err)
	if key == "" {
		return nil, false, err
	}
	// The same request may have come twice at once; then it met its own link.
	if old, err := earlier(ctx, s.links, call, id, linkMeta); old != nil || err != nil {
		return old, false, err
	}
	if key == "name_key" {
		return nil, false, fault.New(fault.Conflict, "link_name_taken", "The member has a link of this name in the program.")
	}
	return nil, false, nil
}

// slot picks the place of a link among the owner's: 0 for the default one.
func (s *Links) slot(ctx context.Context, d link.Draft) (int, error) {
	if d.Name == "" {
		return 0, nil
	}
	mine, err := s.links.Find(ctx, linksByOwner, store.Args{Equal: []any{d.Key()}, Limit: link.MaxLinks})
	if err != nil {
		return 0, err
	}
	slot, free := link.FreeSlot(mine)
	if !free {
		return 0, fault.Newf(fault.Conflict, "too_many_links", "A member has at most %d links in one program.", link.MaxLinks)
	}
	return slot, nil
}

func (s *Links) newCode() (string, error) {
	var b [8]byte
	if _, err := io.ReadFull(s.random, b[:]); err != nil {
		return "", err
	}
	return link.NewCode(b), nil
}

// checkLink checks an input and returns the cleaned name.
func (s *Links) checkLink(in LinkInput) (string, error) {
	var wrong problems
	wrong.add(s.check(in))
	name, f := contact.Text("/name", in.Name, maxLinkName, false)
	wrong.addFault(f)
	wrong.addFault(in.Metadata.Check("/metadata"))
	return name, wrong.fault()
}

// owner looks up whose link it will be: an active customer or friend whom the
// actor may see, in a program that takes referrals.
func (s *Links) owner(ctx context.Context, actor aggregate.Actor, in LinkInput) (link.Owner, error) {
	if err := makesLinks(actor, in.MemberID); err != nil {
		return link.Owner{}, err
	}
	m, err := found(s.members.Get(ctx, actor, in.MemberID))
	if err != nil {
		return link.Owner{}, err
	}
	if m == nil {
		return link.Owner{}, fault.OfField("/member_id", "unknown_member", "There is no member under this id.")
	}
	p, err := found(s.programs.Get(ctx, actor, in.ProgramID))
	if err != nil {
		return link.Owner{}, err
	}
	if p == nil {
		return link.Owner{}, fault.OfField("/program_id", "unknown_program", "There is no program under this id.")
	}
	if !m.MayRefer() {
		return link.Owner{}, fault.New(fault.Conflict, "may_not_refer", "This member can't introduce people: they are staff or deactivated.")
	}
	if err := p.Takes(); err != nil {
		return link.Owner{}, err
	}
	return link.Owner{ProgramID: p.ID, MemberID: m.ID}, nil
}

// Switch turns a link on or off.
func (s *Links) Switch(ctx context.Context, call Call, id string, on bool) (Done[link.Link], error) {
	l, err := s.Get(ctx, call.Actor, id)
	if err != nil {
		return Done[link.Link]{}, err
	}
	if err := makesLinks(call.Actor, l.MemberID); err != nil {
		return Done[link.Link]{}, err
	}
	to := link.Off
	if on {
		to = link.On
	}
	var again bool
	l, err = s.links.Update(ctx, id, func(l *link.Link) (err error) {
		if again, err = admit(call, &l.Meta); again || err != nil {
			return err
		}
		l.Switch(to, call.Actor, call.Replay, s.clock.Now())
		return nil
	})
	if err != nil {
		return Done[link.Link]{}, err
	}
	return Done[link.Link]{Doc: l, Replayed: again}, nil
}

// Get reads a link of a member whom the actor may see.
func (s *Links) Get(ctx context.Context, actor aggregate.Actor, id string) (*link.Link, error) {
	l, err := s.links.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if _, err := s.members.Get(ctx, actor, l.MemberID); err != nil {
		return nil, err
	}
	return l, nil
}

// Address is where a link leads.
func (s *Links) Address(l *link.Link) string { return s.baseURL + "/r/" + l.Code }

// QRAddress is where a link's QR code is drawn, for everybody who has the code.
func (s *Links) QRAddress(l *link.Link) string { return s.Address(l) + "/qr.svg" }

// List returns a member's links, newest first; programID may be empty.
func (s *Links) List(ctx context.Context, actor aggregate.Actor, memberID, programID string, p Page) (Listed[link.Link], error) {
	if memberID == "" {
		return Listed[link.Link]{}, fault.OfField("?member_id", "required", "Name the member.")
	}
	m, err := found(s.members.Get(ctx, actor, memberID))
	if m == nil || err != nil {
		return Listed[link.Link]{}, err
	}
	created := func(l *link.Link) int64 { return l.CreatedMS }
	if programID == "" {
		return list(ctx, s.core, s.links, linksByMember, []any{memberID}, p, created)
	}
	key := link.Owner{ProgramID: programID, MemberID: memberID}.Key()
	return list(ctx, s.core, s.links, linksByOwner, []any{key}, p, created)
}

// makesLinks returns a fault unless the actor may make and switch links of a
// member: themself, staff, and keys.
func makesLinks(a aggregate.Actor, memberID string) error {
	switch a.Kind {
	case aggregate.Referrer:
		if a.ID == memberID {
			return nil
		}
	case aggregate.Partner, aggregate.Installation:
		return nil
	}
	return need(a, aggregate.Rep, aggregate.Reviewer, aggregate.Approver, aggregate.Admin)
}

func linkMeta(l *link.Link) *aggregate.Meta { return &l.Meta }
