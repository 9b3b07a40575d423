package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
)

// IntroduceSelf is a person who fills in the form for themself: they came by a
// referrer's link, or by their own page after the referrer had withdrawn.
type IntroduceSelf struct {
	Answers  map[string]any `json:"answers" validate:"required,max=100"`
	Wish     promise.Wish   `json:"wish"`
	Zone     string         `json:"zone,omitempty" validate:"max=64"`
	Language string         `json:"language,omitempty" validate:"max=35"`
}

// OwnWay is where the form without a referrer leads that the page of a withdrawn
// referral offers: the program as it is published now, and nobody who put them
// forward, so that there is no reward.
func (s *Referrals) OwnWay(ctx context.Context, p Person) (Landing, error) {
	if p.Referral.Status != referral.Withdrawn {
		return Landing{}, fault.New(fault.Conflict, "no_form_here", "There is no form on this page now.")
	}
	pr, err := s.programs.Find(ctx, p.Referral.ProgramID)
	if err != nil {
		return Landing{}, err
	}
	if err := pr.Takes(); err != nil {
		return Landing{}, err
	}
	rev, err := s.programs.latest(ctx, pr)
	if err != nil {
		return Landing{}, err
	}
	return Landing{Program: pr, Revision: rev, After: p.Referral.ID}, nil
}

// Introduce takes the form of a person who came by a link, or by OwnWay. They get
// one mail at the address they typed, under every consent clause; confirming it is
// the yes.
func (s *Referrals) Introduce(ctx context.Context, to Landing, key string, in IntroduceSelf) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	replay, err := s.Replay(to.origin(), "introduce", key, in)
	if err != nil {
		return none, err
	}
	call := Call{Actor: aggregate.Actor{Kind: aggregate.Person}, Replay: replay}
	id := s.newID(ReferralPrefix, call)
	if old, err := earlier(ctx, s.referrals, call, id, referralMeta); err != nil || old != nil {
		return Done[referral.Referral]{Doc: old, Replayed: old != nil}, err
	}
	sub, err := s.prepareSelf(to, in)
	if err != nil {
		return none, err
	}
	sub.draft.ID = id
	call.Actor.ID = id
	return s.enterNew(ctx, call, sub)
}

// PreviewSelf answers what would come of Introduce; nothing is created.
func (s *Referrals) PreviewSelf(ctx context.Context, to Landing, in IntroduceSelf) (PreviewedReferral, error) {
	sub, err := s.prepareSelf(to, in)
	if err != nil {
		return PreviewedReferral{}, err
	}
	return s.previewed(ctx, Call{Actor: aggregate.Actor{Kind: aggregate.Person}}, sub)
}

// nobody stands for the referrer where there is none: it compares with nothing.
func nobody() *member.Member { return &member.Member{Source: member.Installation} }

// prepareSelf checks the form of a person who came by a link.
func (s *Referrals) prepareSelf(to Landing, in IntroduceSelf) (submission, error) {
	if err := s.check(in); err != nil {
		return submission{}, err
	}
	sub := submission{program: to.Program, n: to.Revision.N, terms: to.Revision.Terms, referrer: to.Referrer, by: form.ByPerson}
	if sub.referrer == nil {
		sub.referrer = nobody()
	}
	answers, f := sub.terms.Form.Read(in.Answers, sub.asking())
	if f != nil {
		return sub, f
	}
	if f := in.Wish.Check("/wish", ms(s.clock.Now())); f != nil {
		return sub, f
	}
	sub.draft = referral.Draft{
		ProgramID: to.Program.ID, RevisionN: sub.n, Source: sub.referrer.Source, Entry: referral.ByLink,
		ReferrerID: sub.referrer.ID, Wish: &in.Wish, Zone: in.Zone,
	}
	if to.Link != nil {
		sub.draft.LinkID = to.Link.ID
	}
	s.fill(&sub, answers)
	if sub.draft.Details.Language == "" {
		sub.draft.Details.Language = in.Language
	}
	return sub, nil
}
