package app

import (
	"context"
	"encoding/base64"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
)

// bankMark stands for a bank account: it changes when that does, and tells nobody
// which one it is.
func (s *Payouts) bankMark(fingerprint string) string {
	if fingerprint == "" {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(s.mac("bank", fingerprint)[:15])
}

// mailBankChange tells a member that their bank account changed, and until when
// nothing is sent to it: whoever changed it may not be them.
func (s *Payouts) mailBankChange(ctx context.Context, m *member.Member, task aggregate.Task) (func(*member.Member) error, error) {
	if m.State != member.Active || m.Personal.Email == "" {
		return nil, nil
	}
	until := message.Day{MS: m.Payout.PausedUntilMS, Zone: m.Personal.Zone}
	return nil, ignoreRefused(s.mailer.Send(ctx, mailing.Mail{
		ID: m.ID + "." + task.ID, Template: "payout_bank_changed", To: m.Personal.Email, ToName: m.Personal.Name, Language: m.Personal.Language,
		Subject:    message.Of("mail.payout_bank_changed.subject"),
		Paragraphs: []message.Message{message.Of("mail.payout_bank_changed.text", "date", until)},
		Action:     &mailing.Action{Label: message.Of("mail.payout_bank_changed.action"), URL: s.PageURL(m)},
	}))
}
