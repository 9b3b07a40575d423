package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

var (
	followUps      = store.Query{Name: "follow_ups", Index: "follow", Sort: "follow_ms"}
	followUpsByRep = store.Query{Name: "follow_ups_by_rep", Index: "rep_follow", Equal: []string{"rep_id"}, Sort: "follow_ms"}
)

// BoardFilter narrows the follow-up board.
type BoardFilter struct {
	Search    string // the beginnings of words of the person's name, company, e-mail or phone, or of the external id
	RepID     string // of whom; all when empty
	ProgramID string
	Group     string // a referral.Group; all when empty
}

// BoardRow is one referral on the follow-up board.
type BoardRow struct {
	Referral *referral.Referral
	Terms    program.Terms
	Due      referral.FollowUp
	Group    referral.Group
	Names    promise.Names
	RepName  string // "" when nobody has it yet
	Zone     string // the person's
}

// Board is one part of the follow-up board, what is due first on top.
type Board struct {
	Rows []BoardRow
	Next string
}

// Board lists what the team owes the people who said yes. Whether one of them may be
// contacted now is asked by MayContact when somebody is about to.
func (s *Referrals) Board(ctx context.Context, actor aggregate.Actor, f BoardFilter, p Page) (Board, error) {
	if err := worksBoard(actor); err != nil {
		return Board{}, err
	}
	now := s.clock.Now()
	docs, err := s.boardPart(ctx, f, p, now)
	if err != nil {
		return Board{}, err
	}
	b := Board{Rows: make([]BoardRow, len(docs.Docs)), Next: docs.Next}
	names := newNameBook(s.members)
	for i, r := range docs.Docs {
		if b.Rows[i], err = s.boardRow(ctx, r, names, now); err != nil {
			return Board{}, err
		}
	}
	return b, nil
}

// worksBoard lets those look at the board who work on it, and the installation's
// own keys.
func worksBoard(a aggregate.Actor) error {
	if a.Kind == aggregate.Installation {
		return nil
	}
	return need(a, aggregate.Rep, aggregate.Reviewer)
}

// boardPart reads the referrals of one part. The group that is late ends at now, the
// others begin there, so that both are read from the index.
func (s *Referrals) boardPart(ctx context.Context, f BoardFilter, p Page, now time.Time) (Listed[referral.Referral], error) {
	q, equal := followUps, []any(nil)
	if f.RepID != "" {
		q, equal = followUpsByRep, []any{f.RepID}
	}
	var only sieve[referral.Referral]
	if f.Search != "" {
		var err error
		if _, _, only, err = searched(s.core, referralsSearched, f.Search, referralWords); err != nil {
			return Listed[referral.Referral]{}, err
		}
	}
	only = only.
		and("program", f.ProgramID, func(r *referral.Referral) bool { return r.ProgramID == f.ProgramID })
	switch g := referral.Group(f.Group); g {
	case "":
	case referral.GroupLate:
		only.to = ms(now)
	case referral.GroupNow, referral.GroupNext:
		only.from = ms(now)
		only = only.andAsk("group", f.Group, func(r *referral.Referral) (bool, error) {
			t, err := s.programs.Terms(ctx, r.ProgramID, r.RevisionN)
			return err == nil && r.FollowUp().Group(t, now) == g, err
		})
	default:
		return Listed[referral.Referral]{}, fault.OfField("?group", "not_one_of", "Use one of: late, now, next.")
	}
	return selected(ctx, s.core, s.referrals, q, equal, p, followMS, only)
}

func followMS(r *referral.Referral) int64 { return r.FollowMS }

func (s *Referrals) boardRow(ctx context.Context, r *referral.Referral, names nameBook, now time.Time) (BoardRow, error) {
	t, err := s.programs.Terms(ctx, r.ProgramID, r.RevisionN)
	if err != nil {
		return BoardRow{}, err
	}
	due := r.FollowUp()
	row := BoardRow{Referral: r, Terms: t, Due: due, Group: due.Group(t, now), Zone: r.Zone(t)}
	row.Names = promise.Names{Person: r.Personal.Name, Company: t.Team, Rep: t.Team}
	if row.Names.Referrer, err = names.of(ctx, r.ReferrerID); err != nil {
		return BoardRow{}, err
	}
	if row.RepName, err = names.of(ctx, r.RepID); err != nil {
		return BoardRow{}, err
	}
	if t.Promise.Who == promise.WhoRep && row.RepName != "" {
		row.Names.Rep = row.RepName
	}
	return row, nil
}

// BoardCounts says how much is on the board.
type BoardCounts struct {
	Late int64
	All  int64
}

// CountBoard counts a rep's follow-ups, or everybody's.
func (s *Referrals) CountBoard(ctx context.Context, actor aggregate.Actor, repID string) (BoardCounts, error) {
	if err := worksBoard(actor); err != nil {
		return BoardCounts{}, err
	}
	q, args := followUps, store.Args{}
	if repID != "" {
		q, args.Equal = followUpsByRep, []any{repID}
	}
	all, err := s.referrals.Count(ctx, q, args, "")
	if err != nil {
		return BoardCounts{}, err
	}
	args.To = ms(s.clock.Now())
	late, err := s.referrals.Count(ctx, q, args, "")
	return BoardCounts{Late: late[""], All: all[""]}, err
}

// nameBook reads the names of members, each once.
type nameBook struct {
	members *Members
	known   map[string]string
}

func newNameBook(members *Members) nameBook { return nameBook{members, map[string]string{}} }

// of is a member's name; "" for nobody, and for one who isn't there any more.
func (b nameBook) of(ctx context.Context, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	if name, ok := b.known[id]; ok {
		return name, nil
	}
	m, err := found(b.members.find(ctx, id))
	if err != nil {
		return "", err
	}
	if m != nil {
		b.known[id] = m.Personal.Name
	}
	return b.known[id], nil
}
