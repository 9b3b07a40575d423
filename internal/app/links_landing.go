package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Landing is what a link leads to.
type Landing struct {
	Link     *link.Link
	Program  *program.Program
	Revision *program.Revision
	Referrer *member.Member

	// After is the withdrawn referral whose person comes without a link: Link and
	// Referrer are nil then. See Referrals.OwnWay.
	After string
}

// origin is what a form that is sent from here is known by.
func (l Landing) origin() string {
	if l.Link == nil {
		return l.After
	}
	return l.Link.ID
}

// Landing follows a code. One that is unknown, switched off, of a program that
// has ended or of somebody who left answers not_found, all alike.
func (s *Links) Landing(ctx context.Context, code string) (Landing, error) {
	clean, ok := link.ParseCode(code)
	if !ok {
		return Landing{}, store.NotFound()
	}
	l, err := s.links.One(ctx, linksByCode, clean)
	if err != nil {
		return Landing{}, err
	}
	p, err := s.programs.Find(ctx, l.ProgramID)
	if err != nil {
		return Landing{}, err
	}
	m, err := s.members.find(ctx, l.MemberID)
	if err != nil {
		return Landing{}, err
	}
	if l.State != link.On || p.Takes() != nil || !m.MayRefer() {
		return Landing{}, store.NotFound()
	}
	r, err := s.programs.latest(ctx, p)
	if err != nil {
		return Landing{}, err
	}
	return Landing{Link: l, Program: p, Revision: r, Referrer: m}, nil
}

// Remember returns the value of the cookie that attributes a later form to a
// link that is visited now.
func (s *Links) Remember(code string) string {
	return link.Attribution{Code: code, Visit: s.clock.Now()}.Encode(s.attributionMAC)
}

// Attributed returns where a cookie leads that Remember made, while the program's
// attribution lasts; nil when it doesn't count any more.
func (s *Links) Attributed(ctx context.Context, cookie string) (*Landing, error) {
	a, ok := link.DecodeAttribution(cookie, s.attributionMAC)
	if !ok {
		return nil, nil
	}
	to, err := s.Landing(ctx, a.Code)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if !a.Lasts(s.clock.Now(), to.Revision.Terms.AttributionDays) {
		return nil, nil
	}
	return &to, nil
}

// AttributionLife is how long a browser keeps the cookie of a landing.
func (l Landing) AttributionLife() time.Duration {
	return time.Duration(l.Revision.Terms.AttributionDays) * 24 * time.Hour
}

func (s *Links) attributionMAC(text string) []byte { return s.mac("attribution", text) }
