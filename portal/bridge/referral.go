package bridge

import (
	"context"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// ReferralPage implements portal.Referrers.
func (b *Bridge) ReferralPage(ctx context.Context, token, lang string) (view.Referral, error) {
	p, err := b.app.Referrals.OpenReferrer(ctx, token)
	if err != nil {
		return view.Referral{}, err
	}
	return wording.Introduction(ctx, b.app, p, b.words(lang))
}

// Act implements portal.Referrers.
func (b *Bridge) Act(ctx context.Context, token, _ string, d view.Deed) error {
	p, err := b.app.Referrals.OpenReferrer(ctx, token)
	if err != nil {
		return err
	}
	return wording.Act(ctx, b.app, app.Call{Actor: p.Actor}, p, d)
}
