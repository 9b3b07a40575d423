package bridge

import (
	"context"

	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// ProofPage implements portal.Proofs. The link that confirms opens the person's own
// page too.
func (b *Bridge) ProofPage(ctx context.Context, token, lang string) (view.Proof, error) {
	p, err := b.app.Referrals.OpenPerson(ctx, token)
	if err != nil {
		return view.Proof{}, err
	}
	v := view.Proof{PageURL: "/i/" + token, Done: p.Referral.HasYes() && !p.Confirms}
	v.Over = !v.Done && !p.Confirms
	if !p.Confirms {
		return v, nil
	}
	v.Address = wording.Masked(p.Referral.Pending.Details.Email)
	way, err := b.app.Referrals.Progress(ctx, p.Referral, promise.ReaderPerson)
	if err != nil {
		return v, err
	}
	v.Referrer = way.Names.Referrer
	if p.Referral.ReferrerID == "" {
		return v, nil // the promise tells of somebody who vouches
	}
	v.Promise, err = wording.PromiseOf(ctx, b.app, way, promise.ReaderPerson, lang)
	return v, err
}

// Prove implements portal.Proofs.
func (b *Bridge) Prove(ctx context.Context, token string, mine bool) error {
	if mine {
		_, err := b.app.Referrals.ConfirmYes(ctx, token)
		return err
	}
	_, err := b.app.Referrals.DisownYes(ctx, token)
	return err
}
