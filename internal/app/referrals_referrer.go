package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
)

// ReferrerView is the referrer's page of one referral, opened by a mailed link.
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
