package bridge

import (
	"context"
	"strings"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// PayoutPage implements portal.Payees.
func (b *Bridge) PayoutPage(ctx context.Context, token string) (view.Payout, error) {
	_, st, err := b.payee(ctx, token)
	if err != nil {
		return view.Payout{}, err
	}
	return wording.Payout(st), nil
}

// PayoutReturn implements portal.Payees.
func (b *Bridge) PayoutReturn(ctx context.Context, token string) (view.Payout, error) {
	actor, st, err := b.payee(ctx, token)
	if err != nil {
		return view.Payout{}, err
	}
	now, err := b.app.Payouts.Return(ctx, actor)
	if fault.Is(err, fault.Unavailable) {
		return wording.Payout(st), nil // what was known last
	}
	return wording.Payout(now), err
}

// Onboard implements portal.Payees.
func (b *Bridge) Onboard(ctx context.Context, token, country, again, back string) (view.Onboarding, error) {
	actor, _, err := b.payee(ctx, token)
	if err != nil {
		return view.Onboarding{}, err
	}
	url, err := b.app.Payouts.Onboard(ctx, actor, strings.ToUpper(country), again, back)
	if fault.Because(err, "stripe_refused") {
		return view.Onboarding{}, fault.OfField("/country", "country_refused", "Stripe refuses this country.")
	}
	return view.Onboarding{URL: url}, err
}

// payee is the member whom a token lets set up payment: that of their own page, or
// of the page of one of their referrals.
func (b *Bridge) payee(ctx context.Context, token string) (aggregate.Actor, app.PayoutState, error) {
	st, err := b.app.Payouts.OpenPage(ctx, token)
	if err == nil {
		return aggregate.Actor{Kind: aggregate.Referrer, ID: st.MemberID}, st, nil
	}
	if !fault.Is(err, fault.NotFound) {
		return aggregate.Actor{}, st, err
	}
	p, err := b.app.Referrals.OpenReferrer(ctx, token)
	if err != nil {
		return aggregate.Actor{}, st, err
	}
	st, err = b.app.Payouts.State(ctx, p.Actor, p.Actor.ID)
	return p.Actor, st, err
}
