package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/fault"
)

// taskInvite mails an invitation.
const taskInvite = "invite"

// Invite mails a member, once, what the house is about and where they sign in. The
// mail signs nobody in: it leads to the page that mails a link of its own.
func (s *Members) Invite(ctx context.Context, call Call, id string) (Done[member.Member], error) {
	if _, err := keeps(call.Actor); err != nil {
		return Done[member.Member]{}, err
	}
	done, err := s.change(ctx, call, id, func(m *member.Member) error {
		if err := m.Invite(call.Actor, call.Replay, s.clock.Now()); err != nil {
			return err
		}
		m.Reschedule(taskInvite, s.clock.Now(), nil)
		return nil
	})
	if err == nil {
		s.nudge()
	}
	return done, err
}

// mailInvitation is the effect of an invitation. Somebody who left meanwhile isn't
// written to.
func (s *Members) mailInvitation(mailer Mailer) performer[member.Member] {
	return func(ctx context.Context, m *member.Member, task aggregate.Task) (func(*member.Member) error, error) {
		if m.State != member.Active || m.Personal.Email == "" {
			return nil, nil
		}
		kind := "referrer"
		if m.Kind == member.Staff {
			kind = "staff"
		}
		err := mailer.Send(ctx, mailing.Mail{
			ID: m.ID + "." + task.ID, Template: "invitation", To: m.Personal.Email, ToName: m.Personal.Name, Language: m.Personal.Language,
			Subject: message.Of("mail.invitation." + kind + ".subject"),
			Paragraphs: []message.Message{
				message.Of("mail.invitation." + kind + ".text"), message.Of("mail.invitation." + kind + ".promise"), message.Of("mail.invitation.how"),
			},
			Action: &mailing.Action{Label: message.Of("mail.invitation.action"), URL: s.baseURL + "/sign-in"},
		})
		if fault.Because(err, mailRefused) {
			return nil, nil
		}
		return nil, err
	}
}
