package app

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
)

// Mailer sends one mail. A refusal that waiting won't mend is a fault with the
// reason mail_refused; any other error is tried again.
type Mailer interface {
	Send(ctx context.Context, m mailing.Mail) error
}

// mailRefused is the reason of a mail server's final no.
const mailRefused = "mail_refused"

// Mails composes what the product writes to people and hands it to the Mailer. It
// is only called by tasks.
type Mails struct {
	*core
	mailer       Mailer
	programs     *Programs
	members      *Members
	suppressions *Suppressions
	referrals    *Referrals
}

// letter is the context of one mail about a referral.
type letter struct {
	r     *referral.Referral
	t     program.Terms
	names promise.Names
	task  aggregate.Task
}

func (l letter) template() string { return l.task.Payload["template"] }

// ofReferral performs a mail task of a referral.
func (m *Mails) ofReferral(ctx context.Context, r *referral.Referral, task aggregate.Task) (func(*referral.Referral) error, error) {
	t, err := m.programs.Terms(ctx, r.ProgramID, r.RevisionN)
	if err != nil {
		return nil, err
	}
	names, err := m.referrals.names(ctx, r, t)
	if err != nil {
		return nil, err
	}
	l := letter{r: r, t: t, names: names, task: task}
	if task.Payload["to"] == "person" {
		return m.toPerson(ctx, l)
	}
	readers, err := m.readers(ctx, r, task.Payload["to"])
	if err != nil {
		return nil, err
	}
	left := false
	for _, to := range readers {
		if to.Personal.Email == "" || to.State != member.Active || !to.Hears(notices[l.template()]) {
			continue
		}
		mail := m.compose(l, to.Personal.Language)
		mail.ID += "." + to.ID
		m.offerStop(&mail, to)
		mail.To, mail.ToName = to.Personal.Email, to.Personal.Name
		err := m.mailer.Send(ctx, mail)
		if err != nil && !fault.Because(err, mailRefused) {
			return nil, err
		}
		left = left || err == nil
	}
	if !left {
		return nil, nil
	}
	return m.sent(task), nil
}

// sent notes that a mail left.
func (m *Mails) sent(task aggregate.Task) func(*referral.Referral) error {
	return func(r *referral.Referral) error {
		r.MailSent(m.clock.Now(), task.Payload["template"], task.Payload["to"])
		return nil
	}
}

// toPerson writes to the referred person, unless they said no meanwhile or the
// mail has lost its point. A final refusal stops the clock.
func (m *Mails) toPerson(ctx context.Context, l letter) (func(*referral.Referral) error, error) {
	details := l.r.Personal.Details
	if l.template() == "confirm_yes" && l.r.Pending != nil {
		details = l.r.Pending.Details
	}
	if details.Email == "" {
		return nil, nil
	}
	held, err := m.suppressions.matchExcept(ctx, details, exempt(l))
	if err != nil {
		return nil, err
	}
	if held == vetting.Found {
		m.log.WarnContext(ctx, "a mail to somebody on the suppression list was not sent", "referral", l.r.ID, "template", l.template())
		return nil, nil
	}
	// A no may have come since the task was claimed: it is looked for at the last
	// moment, after everything else that takes time.
	latest, err := m.referrals.referrals.Get(ctx, l.r.ID)
	if err != nil {
		return nil, err
	}
	if !stillWanted(latest, l.template()) || latest.PendingSeq != l.r.PendingSeq || latest.TokenGen != l.r.TokenGen {
		return nil, nil
	}
	mail := m.compose(l, details.Language)
	mail.To, mail.ToName = details.Email, details.Name
	mail.Unsubscribe = m.pageURL(l)
	err = m.mailer.Send(ctx, mail)
	if fault.Because(err, mailRefused) {
		return func(r *referral.Referral) error {
			return ignoreState(r.Bounced(aggregate.Actor{Kind: aggregate.Mailer}, l.t, nil, m.clock.Now()))
		}, nil
	}
	if err != nil {
		return nil, err
	}
	return m.sent(l.task), nil
}

// exempt names the referral whose own suppression doesn't hold this mail back: the
// one that asks them to confirm a newer yes, and those that follow such a yes until
// the list has caught up. Anything else on the list keeps us silent.
func exempt(l letter) string {
	if l.r.Pending != nil && l.template() == "confirm_yes" {
		return l.r.ID
	}
	if _, lifting := l.r.Meta.Pending(referral.TaskSuppress); lifting && l.r.HasYes() {
		return l.r.ID
	}
	return ""
}

// stillWanted reports whether a mail to the person still has its point: after a no
// only the confirmation of a newer yes does.
func stillWanted(r *referral.Referral, template string) bool {
	switch template {
	case "confirm_yes":
		return r.Pending != nil && !r.Pending.ByPhone
	case "ask_first", "remind_person":
		return r.NoMS == 0 && r.Status == referral.AwaitingYes && r.Pending == nil
	case "first_message":
		return r.NoMS == 0 && (r.Status == referral.Agreed || r.Status == referral.InContact)
	}
	return r.NoMS == 0
}

// ignoreState drops the refusal of a verb that the state has outlived.
func ignoreState(err error) error {
	if fault.Because(err, "wrong_state") {
		return nil
	}
	return err
}

// readers finds the members that a mail goes to.
func (m *Mails) readers(ctx context.Context, r *referral.Referral, to string) ([]*member.Member, error) {
	one := func(id string) ([]*member.Member, error) {
		mb, err := m.members.find(ctx, id)
		if fault.Is(err, fault.NotFound) {
			return nil, nil
		}
		return []*member.Member{mb}, err
	}
	switch to {
	case "referrer":
		if r.ReferrerID == "" {
			return nil, nil
		}
		return one(r.ReferrerID)
	case "rep":
		if r.RepID != "" {
			return one(r.RepID)
		}
	case "lead":
		if r.RepID != "" {
			rep, err := m.members.find(ctx, r.RepID)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return nil, err
			}
			if err == nil && rep.Lead != "" {
				return one(rep.Lead)
			}
		}
	case "reviewers":
		return m.staff(ctx, aggregate.Reviewer)
	}
	return m.staff(ctx, aggregate.Admin)
}

// staff lists who holds a role, or the admins where nobody does.
func (m *Mails) staff(ctx context.Context, role aggregate.Role) ([]*member.Member, error) {
	list, err := m.members.withRole(ctx, role)
	if err != nil || len(list) > 0 || role == aggregate.Admin {
		return list, err
	}
	return m.members.withRole(ctx, aggregate.Admin)
}

// compose makes the mail that a task asks for; To is the caller's.
func (m *Mails) compose(l letter, language string) mailing.Mail {
	name := l.template()
	args := m.args(l)
	mail := mailing.Mail{
		ID: l.r.ID + "." + l.task.ID, Template: name, Language: l.t.Language(language),
		Subject:    message.Of("mail."+name+".subject", args...),
		Paragraphs: []message.Message{message.Of("mail."+name+".text", args...)},
	}
	spec := referralMails[name]
	switch spec.page {
	case pagePerson, pageConfirm:
		mail.Action = m.action(name, m.pageURL(l), args)
	case pageReferrer:
		mail.Action = m.action(name, m.referrerURL(l.r), args)
	}
	if spec.staff != "" {
		mail.Action = m.staffPage(spec.staff + l.r.ID)
	}
	if spec.promise != "" && l.r.ReferrerID != "" { // the five lines tell of somebody who vouches
		in := l.t.PromiseText(spec.promise, l.names, language)
		in.ByLink = l.r.Entry == referral.ByLink
		mail.Lines = promise.FiveLines(in)
	}
	if spec.letter {
		mail.Letter = m.forward(l)
	}
	if spec.quote {
		mail.Quote, mail.QuoteBy = m.quote(l)
	}
	return mail
}

// pageURL is the person's page as it stands in a mail to them. The address that a
// yes waits for isn't proven, so a mail to it holds nothing but the link that
// confirms.
func (m *Mails) pageURL(l letter) string {
	if referralMails[l.template()].page == pageConfirm {
		return m.baseURL + "/c/" + m.token(confirmToken, l.r.ID, l.r.PendingSeq)
	}
	return m.personURL(l.r)
}

// staffPage leads staff to a page behind the sign-in.
func (m *Mails) staffPage(path string) *mailing.Action {
	return &mailing.Action{Label: message.Of("mail.staff.action"), URL: m.baseURL + path}
}

func (m *Mails) action(name, url string, args []any) *mailing.Action {
	return &mailing.Action{Label: message.Of("mail."+name+".action", args...), URL: url}
}

// args are the values that the catalogues' texts may use.
func (m *Mails) args(l letter) []any {
	zone := l.t.Calendar.Zone
	args := []any{"referrer", named(l.names.Referrer, "self"), "person", named(l.names.Person, "erased"), "rep", l.names.Rep, "company", l.names.Company}
	if step := l.task.Payload["step"]; step != "" {
		args = append(args, "step", message.Word{Kind: "step", Value: step})
		if st, ok := l.r.Step(promise.StepCode(step)); ok {
			args = append(args, "due", message.Moment{MS: st.DueMS, Zone: zone})
		}
	} else if st, ok := l.r.Step(promise.StepFirstContact); ok {
		args = append(args, "due", message.Moment{MS: st.DueMS, Zone: zone})
	} else if st, ok := l.r.Step(promise.StepVerdict); ok {
		args = append(args, "due", message.Moment{MS: st.DueMS, Zone: zone})
	} else {
		args = append(args, "due", message.Moment{MS: ms(m.clock.Now()), Zone: zone})
	}
	until := l.r.Deferral.UntilMS
	if task, ok := l.r.Meta.Pending(referral.TaskLapse); ok && until == 0 {
		until = task.DueMS
	}
	if until == 0 {
		until = ms(m.clock.Now().Add(24 * time.Hour))
	}
	return append(args, "until", message.Day{MS: until, Zone: zone})
}

// named is somebody's name, or what stands for it: the person came by themselves, or
// their details are deleted.
func named(name, instead string) any {
	if name == "" {
		return message.Of("mail.name." + instead)
	}
	return name
}

// quote is what somebody wrote that the mail is about: the reason of the event or
// the breach that the task names.
func (m *Mails) quote(l letter) (text, by string) {
	if seq := l.task.Payload["event"]; seq != "" {
		return l.r.Personal.Reasons[seq], ""
	}
	if n := l.task.Payload["breach"]; n != "" {
		for _, b := range l.r.Breaches {
			if itoa(b.N) == n {
				if b.AnswerSeq != 0 {
					return l.r.Reason(b.AnswerSeq), ""
				}
				return l.r.Reason(b.EventSeq), ""
			}
		}
	}
	return "", ""
}

// forward is the letter that the referrer forwards.
func (m *Mails) forward(l letter) *mailing.Letter {
	args := m.args(l)
	return &mailing.Letter{
		Subject:    message.Of("letter.subject", args...),
		Paragraphs: []message.Message{message.Of("letter.text", args...), message.Of("letter.openness", args...)},
		URL:        m.letterURL(l.r),
	}
}

// letterURL is the person's page as it stands in the letter that passes through
// the referrer.
func (c *core) letterURL(r *referral.Referral) string {
	return c.baseURL + "/i/" + c.token(letterToken, r.ID, r.TokenGen)
}

// personURL is the person's page as it stands in mails that we send to them.
func (c *core) personURL(r *referral.Referral) string {
	return c.baseURL + "/i/" + c.token(personToken, r.ID, r.TokenGen)
}

// referrerURL is the referrer's page of one referral.
func (c *core) referrerURL(r *referral.Referral) string {
	return c.baseURL + "/m/" + c.token(referrerToken, r.ID, r.ReferrerGen)
}

// ignoreRefused drops a mail server's final no to somebody whose address isn't ours
// to correct.
func ignoreRefused(err error) error {
	if fault.Because(err, mailRefused) {
		return nil
	}
	return err
}
