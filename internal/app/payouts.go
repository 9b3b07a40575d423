package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/fault"
)

// Accounts opens members' Stripe accounts. Errors are transfer.Refusals.
type Accounts interface {
	CreateAccount(ctx context.Context, r transfer.AccountRequest) (transfer.Account, error)
	Account(ctx context.Context, id string) (transfer.Account, error)
	// OnboardingLink makes a page of Stripe's that can be used once, within minutes.
	OnboardingLink(ctx context.Context, accountID, refreshURL, returnURL string) (string, error)
}

// Payouts keeps how referrers are paid: their Stripe accounts.
type Payouts struct {
	*core
	members  *Members
	accounts Accounts
	mailer   Mailer
	env      string
	rewards  *Rewards // set by newRewards: has a payee's rewards looked at
}

func newPayouts(c *core, members *Members, accounts Accounts, mailer Mailer, env string) *Payouts {
	return &Payouts{core: c, members: members, accounts: accounts, mailer: mailer, env: env}
}

// PayoutState is what is known of how a member is paid.
type PayoutState struct {
	MemberID  string
	PausedMS  int64             // nothing is sent before, because the bank account changed; 0 for no pause
	Standing  transfer.Standing // "" while there is no account
	Country   string
	Missing   []string // what Stripe still asks for, in its words
	Checking  []string // what Stripe is checking
	InvitedMS int64
	CheckedMS int64 // when Stripe said so
	Member    *member.Member
}

// State reads how a member is paid, as Stripe told it last.
func (s *Payouts) State(ctx context.Context, actor aggregate.Actor, memberID string) (PayoutState, error) {
	m, err := s.members.Get(ctx, actor, memberID)
	if err != nil {
		return PayoutState{}, err
	}
	return s.state(m), nil
}

func (s *Payouts) state(m *member.Member) PayoutState {
	p := m.Payout
	st := PayoutState{
		MemberID: m.ID, Country: p.Country, Missing: p.Due, Checking: p.Pending, InvitedMS: p.InvitedMS, CheckedMS: p.CheckedMS, Member: m,
	}
	if p.PausedUntilMS > ms(s.clock.Now()) {
		st.PausedMS = p.PausedUntilMS
	}
	if p.AccountID != "" {
		st.Standing = p.Account().Standing()
	}
	return st
}

// Invite mails a member a page of their own on which they set up how they are paid.
// The caller never sees the page, and even less a link of Stripe's.
func (s *Payouts) Invite(ctx context.Context, call Call, memberID string) (Done[member.Member], error) {
	switch call.Actor.Kind {
	case aggregate.Staff, aggregate.Operator, aggregate.Partner, aggregate.Installation:
	default:
		return Done[member.Member]{}, fault.New(fault.Forbidden, "not_allowed", "You can't do this.")
	}
	return s.members.change(ctx, call, memberID, func(m *member.Member) error {
		if m.Personal.Email == "" {
			return fault.New(fault.Conflict, "no_address", "This member has no e-mail address.")
		}
		if err := m.InvitePayout(call.Actor, call.Replay, s.clock.Now()); err != nil {
			return err
		}
		m.Reschedule(taskInvitePayout, s.clock.Now(), nil)
		return nil
	})
}

// taskInvitePayout mails the page.
const taskInvitePayout = "invite_payout"

// performers lists what the worker does with a member's tasks.
func (s *Payouts) performers() map[string]performer[member.Member] {
	return map[string]performer[member.Member]{
		taskInvitePayout:       s.mailInvitation,
		taskInvite:             s.members.mailInvitation(s.mailer),
		member.TaskBankChanged: s.mailBankChange,
	}
}

func (s *Payouts) mailInvitation(ctx context.Context, m *member.Member, task aggregate.Task) (func(*member.Member) error, error) {
	if m.State != member.Active || m.Personal.Email == "" {
		return nil, nil
	}
	err := s.mailer.Send(ctx, mailing.Mail{
		ID: m.ID + "." + task.ID, Template: "payout_invitation", To: m.Personal.Email, ToName: m.Personal.Name, Language: m.Personal.Language,
		Subject:    message.Of("mail.payout_invitation.subject"),
		Paragraphs: []message.Message{message.Of("mail.payout_invitation.text")},
		Action:     &mailing.Action{Label: message.Of("mail.payout_invitation.action"), URL: s.PageURL(m)},
	})
	if fault.Because(err, mailRefused) {
		return nil, nil
	}
	return nil, err
}

// PageURL is the member's own page for setting up payouts.
func (s *Payouts) PageURL(m *member.Member) string {
	return s.baseURL + "/p/" + s.token(payeeToken, m.ID, m.TokenGeneration)
}

// OpenPage reads the member whose page a token opens.
func (s *Payouts) OpenPage(ctx context.Context, token string) (PayoutState, error) {
	t, err := s.open(token, payeeToken)
	if err != nil {
		return PayoutState{}, err
	}
	m, err := s.members.find(ctx, t.id)
	if fault.Is(err, fault.NotFound) || err == nil && (m.TokenGeneration != t.generation || m.State != member.Active) {
		return PayoutState{}, badToken()
	}
	if err != nil {
		return PayoutState{}, err
	}
	return s.state(m), nil
}

// Return is what the page does when the member comes back from Stripe: coming back
// proves nothing, so the account is fetched.
func (s *Payouts) Return(ctx context.Context, actor aggregate.Actor) (PayoutState, error) {
	if actor.Kind != aggregate.Referrer || actor.ID == "" {
		return PayoutState{}, fault.New(fault.Forbidden, "not_yours_to_do", "Only the member sets up how they are paid, on their own page.")
	}
	m, err := s.refresh(ctx, actor.ID, actor)
	if err != nil {
		return PayoutState{}, err
	}
	return s.state(m), nil
}

// refresh fetches a member's account and has their rewards looked at when what is
// known of it changed.
func (s *Payouts) refresh(ctx context.Context, memberID string, by aggregate.Actor) (*member.Member, error) {
	m, err := s.members.find(ctx, memberID)
	if err != nil || m.Payout.AccountID == "" {
		return m, err
	}
	at := s.clock.Now()
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	a, err := s.accounts.Account(ctx, m.Payout.AccountID)
	if no := transfer.RefusalOf(err); no != nil && no.Class == transfer.DefiniteNo {
		a, err = transfer.Account{ID: m.Payout.AccountID, Country: m.Payout.Country, DisabledReason: no.Code}, nil // gone at Stripe
	}
	if err != nil {
		return nil, refusedByStripe(err)
	}
	return s.record(ctx, memberID, a, by, at)
}

// record stores what Stripe said about an account.
func (s *Payouts) record(ctx context.Context, memberID string, a transfer.Account, by aggregate.Actor, at time.Time) (*member.Member, error) {
	changed := false
	a.Bank = s.bankMark(a.Bank)
	m, err := s.members.members.Update(ctx, memberID, func(m *member.Member) (err error) {
		changed, err = m.RecordAccount(a, by, at)
		return err
	})
	if err != nil {
		return nil, err
	}
	if changed && m.Payout.Ready() {
		return m, s.rewards.lookAgain(ctx, memberID)
	}
	return m, nil
}

// payable answers whether a payee can be paid now, and when the pause after a change
// of their bank ends. What isn't payable by what we
// know is fetched once more, because an event may have been lost; fresh has it
// fetched in any case.
func (s *Payouts) payable(ctx context.Context, memberID string, fresh bool) (ok bool, pauseEndsMS int64, err error) {
	m, err := found(s.members.find(ctx, memberID))
	if m == nil || err != nil {
		return false, 0, err
	}
	if m.Payout.AccountID != "" && (fresh || !m.Payout.Ready()) {
		now, err := s.refresh(ctx, memberID, aggregate.ByClock)
		switch {
		case err == nil:
			m = now
		case fresh:
			return false, 0, err
		}
	}
	return m.Payout.Ready() && m.State == member.Active, m.Payout.PausedUntilMS, nil
}

// destination is the account that a payee is paid to.
func (s *Payouts) destination(ctx context.Context, memberID string) (string, error) {
	m, err := s.members.find(ctx, memberID)
	if err != nil {
		return "", err
	}
	return m.Payout.AccountID, nil
}
