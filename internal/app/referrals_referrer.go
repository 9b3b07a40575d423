package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// ReferrerView is one referral as its referrer sees it, by a mailed link or signed
// in.
type ReferrerView struct {
	Progress
	// Letter is what to forward, where the promise says that the referrer introduces
	// and the person hasn't answered yet.
	Letter *mailing.Letter
	Actor  aggregate.Actor // the referrer; the page's verbs are theirs
}

// OpenReferrer reads the referrer's page. It changes nothing.
func (s *Referrals) OpenReferrer(ctx context.Context, token string) (ReferrerView, error) {
	o, err := s.open(token, referrerToken)
	if err != nil {
		return ReferrerView{}, err
	}
	r, err := s.referrals.Get(ctx, o.id)
	if fault.Is(err, fault.NotFound) || (err == nil && (o.generation != r.ReferrerGen || r.ReferrerID == "")) {
		return ReferrerView{}, badToken()
	}
	if err != nil {
		return ReferrerView{}, err
	}
	return s.referrerView(ctx, r)
}

// ForReferrer reads what OpenReferrer does for the referrer who is signed in.
// Anybody else's referral answers not_found.
func (s *Referrals) ForReferrer(ctx context.Context, actor aggregate.Actor, id string) (ReferrerView, error) {
	r, err := s.Get(ctx, actor, id)
	if err != nil {
		return ReferrerView{}, err
	}
	if actor.Kind != aggregate.Referrer || r.ReferrerID != actor.ID {
		return ReferrerView{}, store.NotFound()
	}
	v, err := s.referrerView(ctx, r)
	v.Actor = actor
	return v, err
}

func (s *Referrals) referrerView(ctx context.Context, r *referral.Referral) (ReferrerView, error) {
	p, err := s.Progress(ctx, r, promise.ReaderReferrer)
	if err != nil {
		return ReferrerView{}, err
	}
	v := ReferrerView{Progress: p, Actor: actorOf(r.ReferrerID)}
	if p.Terms.Promise.Consent == promise.ReferrerIntroduces && r.Entry != referral.ByLink && (r.Status == referral.AwaitingYes || r.Status == referral.Deferred) {
		v.Letter = s.mails.forward(letter{r: r, t: p.Terms, names: p.Names})
	}
	return v, nil
}
