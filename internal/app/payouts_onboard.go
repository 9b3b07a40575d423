package app

import (
	"context"
	"net/url"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
)

// Onboard makes the member's account where there is none yet, and answers a page of
// Stripe's on which they give their bank details. Only the button on the member's
// own page calls it: actor is that member. country is needed for the first time.
func (s *Payouts) Onboard(ctx context.Context, actor aggregate.Actor, country, refreshURL, returnURL string) (string, error) {
	if actor.Kind != aggregate.Referrer || actor.ID == "" || actor.Via != "" {
		return "", fault.New(fault.Forbidden, "not_yours_to_do", "Only the member sets up how they are paid, on their own page.")
	}
	for _, u := range []string{refreshURL, returnURL} {
		if p, err := url.Parse(u); err != nil || p.Host == "" {
			return "", fault.New(fault.Internal, "bad_return_url", "The page to come back to is no absolute URL.")
		}
	}
	m, err := s.members.find(ctx, actor.ID)
	if err != nil {
		return "", err
	}
	if m.Payout.AccountID == "" {
		if m, err = s.openAccount(ctx, actor, m, country); err != nil {
			return "", err
		}
	}
	link, err := s.accounts.OnboardingLink(ctx, m.Payout.AccountID, refreshURL, returnURL)
	if err != nil {
		return "", refusedByStripe(err)
	}
	return link, nil
}

// openAccount makes the member's account. The attempt is stored before the call,
// so that a press that is repeated meets the same account.
func (s *Payouts) openAccount(ctx context.Context, actor aggregate.Actor, m *member.Member, country string) (*member.Member, error) {
	if country == "" {
		country = m.Personal.Country
	}
	if country == "" {
		return nil, fault.OfField("/country", "required", "Choose the country of your bank account.")
	}
	m, err := s.members.members.Update(ctx, m.ID, func(m *member.Member) error {
		if m.Payout.AccountID != "" {
			return nil
		}
		return m.AskAccount(country, actor, s.clock.Now())
	})
	if err != nil || m.Payout.AccountID != "" {
		return m, err
	}
	attempt := m.Payout.Attempt
	a, err := s.accounts.CreateAccount(ctx, transfer.AccountRequest{
		MemberID: m.ID, Attempt: attempt, Country: m.Payout.Country, Email: m.Personal.Email, Env: s.env,
	})
	if no := transfer.RefusalOf(err); no != nil {
		if no.Class == transfer.DefiniteNo {
			_, uerr := s.members.members.Update(ctx, m.ID, func(m *member.Member) error {
				m.RefuseAccount(attempt, no.Code, actor, s.clock.Now())
				return nil
			})
			if uerr != nil {
				return nil, uerr
			}
		}
		return nil, refusedByStripe(err)
	}
	a.Bank = s.bankMark(a.Bank)
	return s.members.members.Update(ctx, m.ID, func(m *member.Member) error { return m.OpenAccount(a, actor, s.clock.Now()) })
}

// refusedByStripe is the fault for a call that people wait for.
func refusedByStripe(err error) error {
	no := transfer.RefusalOf(err)
	if no.Class == transfer.DefiniteNo {
		return fault.Newf(fault.Conflict, "stripe_refused", "Stripe refuses this (%s). Please check the country, or ask us.", no.Code).Wrap(err)
	}
	return fault.New(fault.Unavailable, "stripe_unavailable", "Stripe doesn't answer at the moment. Please try again in a few minutes.").After(30 * time.Second).Wrap(err)
}
