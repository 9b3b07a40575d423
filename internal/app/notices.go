package app

import (
	"context"
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
)

// notices says which mails to referrers are notices, which they may do without. All
// others are always sent: the letter itself, what waits for the referrer (a
// question, a confirmation, a wrong address, bank details), what they have a right
// to hear (a refusal with its reason, the answer to a report, money to give back),
// and what lets them in.
var notices = map[string]member.Notice{
	"accepted":         member.Steps,
	"queued":           member.Steps,
	"person_agreed":    member.Steps,
	"person_not_now":   member.Steps,
	"not_going_ahead":  member.Steps,
	"lapsed":           member.Steps,
	"unanswered":       member.Steps,
	"rep_changed":      member.Steps,
	"first_contact":    member.Steps,
	"met":              member.Steps,
	"won":              member.Steps,
	"lost":             member.Steps,
	"step_broken":      member.Steps,
	"remind_referrer":  member.Reminders,
	"resumed":          member.Reminders,
	"reward_held":      member.Rewards,
	"reward_late":      member.Rewards,
	"reward_approved":  member.Rewards,
	"reward_paid":      member.Rewards,
	"reward_cancelled": member.Rewards,
}

// offerStop gives a notice the way to do without: a page, and one press in mail
// programs that know it (RFC 8058). Other mails are left as they are.
func (c *core) offerStop(mail *mailing.Mail, to *member.Member) {
	if n := notices[mail.Template]; n != "" && to.Kind != member.Staff {
		mail.Unsubscribe, mail.OneClick = c.noticesURL(to, n), true
	}
}

// noticesURL is the page on which a member chooses their notices without signing
// in. Its token names the kind that the mail was of.
func (c *core) noticesURL(m *member.Member, n member.Notice) string {
	return c.baseURL + "/u/" + c.token(noticesToken, string(n)+"-"+m.ID, m.TokenGeneration)
}

// OwnNotices is what a member hears of.
type OwnNotices struct {
	Language string          // of the member
	Staff    bool            // who hears everything
	Of       member.Notice   // the kind of the mail that led here; "" in the settings
	Muted    []member.Notice // in the order of member.Notices
}

// Notices returns what the actor hears of.
func (s *Members) Notices(ctx context.Context, actor aggregate.Actor) (OwnNotices, error) {
	m, err := s.self(ctx, actor)
	if err != nil {
		return OwnNotices{}, err
	}
	return noticesOf(m, ""), nil
}

// SetNotices sets which notices the actor hears: those that are named.
func (s *Members) SetNotices(ctx context.Context, call Call, heard []string) error {
	if _, err := s.self(ctx, call.Actor); err != nil {
		return err
	}
	return s.mute(ctx, call.Actor, call.Actor.ID, allBut(heard))
}

// NoticesByLink reads what the holder of a mailed link hears of, and changes
// nothing.
func (s *Members) NoticesByLink(ctx context.Context, token string) (OwnNotices, error) {
	m, n, err := s.byNoticesLink(ctx, token)
	if err != nil {
		return OwnNotices{}, err
	}
	return noticesOf(m, n), nil
}

// SetNoticesByLink is SetNotices for the holder of a mailed link.
func (s *Members) SetNoticesByLink(ctx context.Context, token string, heard []string) error {
	m, _, err := s.byNoticesLink(ctx, token)
	if err != nil {
		return err
	}
	return s.mute(ctx, m.Actor(""), m.ID, allBut(heard))
}

// StopByLink ends the kind of notices that a mailed link names, at one press. A
// member who does without it already is left as they are.
func (s *Members) StopByLink(ctx context.Context, token string) error {
	m, n, err := s.byNoticesLink(ctx, token)
	if err != nil {
		return err
	}
	return s.mute(ctx, m.Actor(""), m.ID, append(m.Muted, n))
}

func (s *Members) byNoticesLink(ctx context.Context, token string) (*member.Member, member.Notice, error) {
	t, err := s.open(token, noticesToken)
	if err != nil {
		return nil, "", err
	}
	kind, id, _ := strings.Cut(t.id, "-")
	m, err := found(s.find(ctx, id))
	if err != nil {
		return nil, "", err
	}
	if m == nil || m.TokenGeneration != t.generation || m.State != member.Active {
		return nil, "", badToken()
	}
	return m, member.Notice(kind), nil
}

func (s *Members) mute(ctx context.Context, by aggregate.Actor, id string, muted []member.Notice) error {
	_, err := s.members.Update(ctx, id, func(m *member.Member) error { return m.Mute(muted, by, s.clock.Now()) })
	return err
}

func noticesOf(m *member.Member, n member.Notice) OwnNotices {
	return OwnNotices{Language: m.Personal.Language, Staff: m.Kind == member.Staff, Of: n, Muted: m.Muted}
}

// allBut lists the notices that aren't heard.
func allBut(heard []string) []member.Notice {
	var out []member.Notice
	for _, n := range member.Notices() {
		if !slices.Contains(heard, string(n)) {
			out = append(out, n)
		}
	}
	return out
}

// Speak sets the language of our mails to the actor.
func (s *Members) Speak(ctx context.Context, call Call, language string) error {
	if _, err := s.self(ctx, call.Actor); err != nil {
		return err
	}
	d, f := contact.Details{Language: language}.Check("", "")
	if f != nil {
		return f
	}
	_, err := s.members.Update(ctx, call.Actor.ID, func(m *member.Member) error {
		m.Speak(d.Language, call.Actor, s.clock.Now())
		return nil
	})
	return err
}
