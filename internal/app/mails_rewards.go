package app

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
)

// rewardMail is one mail about a reward: to its referrer, or to whoever holds a
// role.
type rewardMail struct {
	template string
	role     aggregate.Role // "" for the referrer
	quote    bool           // with the words that were written for the referrer
}

// rewardMails says who hears what about a reward's news: a status, or "late".
var rewardMails = map[string][]rewardMail{
	string(reward.Held):             {{template: "reward_held", quote: true}},
	string(reward.AwaitingApproval): {{template: "approval_waiting", role: aggregate.Approver}},
	"late":                          {{template: "reward_late"}, {template: "approval_late", role: aggregate.Admin}},
	string(reward.Approved):         {{template: "reward_approved"}},
	string(reward.Paying):           {{template: "payout_parked", role: aggregate.Admin}},
	string(reward.Paid):             {{template: "reward_paid"}},
	string(reward.Blocked):          {{template: "reward_blocked"}, {template: "reward_blocked_staff", role: aggregate.Approver}},
	string(reward.Rejected):         {{template: "reward_rejected", quote: true}},
	string(reward.Cancelled):        {{template: "reward_cancelled"}},
	string(reward.Failed):           {{template: "reward_cancelled"}},
	string(reward.ClawbackDue):      {{template: "reward_payback"}, {template: "payback_waiting", role: aggregate.Approver}},
}

// rewardMoved tells people where a reward stands. event is the number of the event
// that moved it; telling twice under one event is harmless.
func (m *Mails) rewardMoved(ctx context.Context, r *reward.Reward, what, event string) error {
	referrer, err := m.members.find(ctx, r.ReferrerID)
	if err != nil {
		return ignoreMissing(err)
	}
	due := r.DecideMS
	if due == 0 {
		due = ms(m.clock.Now())
	}
	args := []any{
		"amount", r.Amount, "referrer", referrer.Personal.Name, "due", message.Moment{MS: due, Zone: r.Calendar.Zone},
		"reason", message.Word{Kind: "reward.reason", Value: reward.ReasonWord(r.Reason)},
	}
	for _, spec := range rewardMails[what] {
		mail := mailing.Mail{
			ID: r.ID + "." + what + "." + event, Template: spec.template, Subject: message.Of("mail."+spec.template+".subject", args...),
			Paragraphs: []message.Message{message.Of("mail."+spec.template+".text", args...)},
		}
		if spec.role != "" {
			mail.Action = m.staffPage(staffRewards + r.ID)
			err = m.tellStaff(ctx, mail, spec.role)
		} else {
			err = m.tellReferrer(ctx, mail, r, referrer, spec, event, args)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// tellReferrer mails the referrer about their reward. One that has no amount yet
// is no news for them.
func (m *Mails) tellReferrer(ctx context.Context, mail mailing.Mail, r *reward.Reward, to *member.Member, spec rewardMail, event string, args []any) error {
	if to.Personal.Email == "" || to.State != member.Active || r.Amount.Amount == 0 || !to.Hears(notices[spec.template]) {
		return nil
	}
	m.offerStop(&mail, to)
	ref, err := m.referrals.referrals.Get(ctx, r.ReferralID)
	if err != nil {
		return err
	}
	if spec.quote && r.Personal != nil {
		mail.Quote = r.Personal.Reasons[event]
	}
	mail.To, mail.ToName, mail.Language = to.Personal.Email, to.Personal.Name, to.Personal.Language
	mail.Action = m.action(spec.template, m.referrerURL(ref), args)
	return ignoreRefused(m.mailer.Send(ctx, mail))
}

// tellStaff sends one mail to everybody who holds a role.
func (m *Mails) tellStaff(ctx context.Context, mail mailing.Mail, role aggregate.Role) error {
	readers, err := m.staff(ctx, role)
	if err != nil {
		return err
	}
	id := mail.ID
	for _, to := range readers {
		if to.Personal.Email == "" || to.State != member.Active {
			continue
		}
		mail.ID, mail.To, mail.ToName, mail.Language = id+"."+to.ID, to.Personal.Email, to.Personal.Name, to.Personal.Language
		if err := ignoreRefused(m.mailer.Send(ctx, mail)); err != nil {
			return err
		}
	}
	return nil
}
