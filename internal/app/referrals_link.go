package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// IntroduceSelf is a person who came by a referrer's link and fills in the form for
// themself.
type IntroduceSelf struct {
	Answers  map[string]any `json:"answers" validate:"required,max=100"`
	Wish     promise.Wish   `json:"wish"`
	Zone     string         `json:"zone,omitempty" validate:"max=64"`
	Language string         `json:"language,omitempty" validate:"max=35"`
}

// Introduce takes the form of a person who came by a link. They get one mail at the
// address they typed, under every consent clause; confirming it is the yes.
func (s *Referrals) Introduce(ctx context.Context, to Landing, key string, in IntroduceSelf) (Done[referral.Referral], error) {
	var none Done[referral.Referral]
	replay, err := s.Replay(to.Link.ID, "introduce", key, in)
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

// prepareSelf checks the form of a person who came by a link.
func (s *Referrals) prepareSelf(to Landing, in IntroduceSelf) (submission, error) {
	if err := s.check(in); err != nil {
		return submission{}, err
	}
	sub := submission{program: to.Program, n: to.Revision.N, terms: to.Revision.Terms, referrer: to.Referrer, by: form.ByPerson}
	answers, f := sub.terms.Form.Read(in.Answers, sub.asking())
	if f != nil {
		return sub, f
	}
	if f := in.Wish.Check("/wish", ms(s.clock.Now())); f != nil {
		return sub, f
	}
	sub.draft = referral.Draft{
		ProgramID: to.Program.ID, RevisionN: sub.n, Source: to.Referrer.Source, Entry: referral.ByLink,
		ReferrerID: to.Referrer.ID, LinkID: to.Link.ID, Wish: &in.Wish, Zone: in.Zone,
	}
	s.fill(&sub, answers)
	if sub.draft.Details.Language == "" {
		sub.draft.Details.Language = in.Language
	}
	return sub, nil
}
