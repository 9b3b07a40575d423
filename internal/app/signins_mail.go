package app

import (
	"cmp"
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/store"
)

// maxAccounts is how many members of one address are looked at.
const maxAccounts = 20

// accounts lists the active members whom an attempt is for: those with its
// address, or the one who proves themself again.
func (s *SignIns) accounts(ctx context.Context, n *session.SignIn) ([]*member.Member, error) {
	all, err := s.members.members.Find(ctx, membersByEmail, store.Args{Equal: []any{n.AddressKey}, Limit: maxAccounts})
	if err != nil {
		return nil, err
	}
	var out []*member.Member
	for _, m := range all {
		if m.State == member.Active && m.Personal.Email != "" && (n.MemberID == "" || n.MemberID == m.ID) {
			out = append(out, m)
		}
	}
	return out, nil
}

// mail writes to whoever has the attempt's address: to the address that we know,
// never to one that was typed. Where nobody has it, nothing is written.
func (s *SignIns) mail(ctx context.Context, n *session.SignIn, _ aggregate.Task) (func(*session.SignIn) error, error) {
	if !n.Open(s.wall()) {
		return nil, nil
	}
	who, err := s.accounts(ctx, n)
	if err != nil || len(who) == 0 {
		return nil, err
	}
	return nil, ignoreRefused(s.mailer.Send(ctx, s.letter(n, who)))
}

// letter words the mail. One that goes to several accounts greets nobody by name.
func (s *SignIns) letter(n *session.SignIn, who []*member.Member) mailing.Mail {
	to := who[0].Personal
	mail := mailing.Mail{
		ID: n.ID, Template: "sign_in", To: to.Email, Language: cmp.Or(to.Language, n.Language), Account: true,
		Subject: message.Of("mail.sign_in.subject"),
		Paragraphs: []message.Message{
			message.Of("mail.sign_in.text", "code", session.SpelledCode(s.code(n.ID)), "minutes", int(session.SignInFor.Minutes())),
		},
		Action: &mailing.Action{Label: message.Of("mail.sign_in.action"), URL: s.link(n.ID)},
		After: []message.Message{message.Of("mail.sign_in.after",
			"browser", message.Word{Kind: "device.browser", Value: n.Device.Browser},
			"system", message.Word{Kind: "device.system", Value: n.Device.System},
			"at", message.Moment{MS: n.StartedMS, Zone: cmp.Or(to.Zone, "UTC")},
		)},
	}
	if len(who) == 1 {
		mail.ToName = to.Name
	}
	return mail
}
