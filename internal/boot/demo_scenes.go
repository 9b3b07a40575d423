package boot

import (
	"context"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// guest is a person who is introduced.
type guest struct {
	name, company, role string
	email, phone        string
	country, language   string // DE and de when empty
	source, why         string // how the referrer knows them, and why it would help
}

// answers are the form as the referrer fills it in; reach adds the person's address.
func (g guest) answers(reach bool) map[string]any {
	a := map[string]any{"name": g.name, "company": g.company, "source": g.source, "told": "yes", "why": g.why}
	for k, v := range map[string]string{"role": g.role, "country": g.country, "language": g.language} {
		if v != "" {
			a[k] = v
		}
	}
	if reach {
		a["email"] = g.email
	}
	return a
}

// program is the id of the tale's program.
func (s stage) program() string {
	if s.in == "" {
		return s.plans[friendsProgram]
	}
	return s.plans[s.in]
}

// referrer is the tale's referrer as the one who acts.
func (s stage) referrer() aggregate.Actor { return s.people[s.by].Actor("") }

// submits: the referrer fills in the form in their own name.
func submits(day int) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		p, err := s.App.Programs.Find(ctx, s.program())
		if err != nil {
			return err
		}
		return s.submit(ctx, s.referrer(), app.SubmitReferral{
			ProgramID: p.ID, ReferrerID: s.people[s.by].ID, Revision: p.Published, Answers: s.who.answers(s.in == askProgram),
		})
	}}
}

// typed: somebody of the staff types the form for the referrer, on the phone.
func typed(day int, by string) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		return s.submit(ctx, s.staff(by), app.SubmitReferral{
			ProgramID: s.program(), ReferrerID: s.people[s.by].ID, Answers: s.who.answers(false),
		})
	}}
}

// sentByPartner: the partner's system sends what its customer accepted.
func sentByPartner(day int) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		p, err := s.App.Programs.Find(ctx, s.program())
		if err != nil {
			return err
		}
		accepted, answers := s.App.Now().Add(-time.Hour), s.who.answers(true)
		answers["agreed"] = true
		return s.submit(ctx, s.friend, app.SubmitReferral{
			ProgramID: p.ID, ReferrerID: s.people[s.by].ID, Revision: p.Published, AcceptedAt: &accepted, Answers: answers,
		})
	}}
}

func (s stage) submit(ctx context.Context, by aggregate.Actor, in app.SubmitReferral) error {
	return s.as(by, func(call app.Call) error {
		done, err := s.App.Referrals.Submit(ctx, call, in)
		if err == nil {
			s.enter(done.Doc.ID)
		}
		return err
	})
}

// comesByLink: the person opens the referrer's link, a few times, and fills in the
// form for themself.
func comesByLink(day int) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		l, err := s.App.Links.Default(ctx, app.Call{Actor: s.shop}, s.program(), s.people[s.by].ID)
		if err != nil {
			return err
		}
		for range 3 {
			s.App.Visits.Record(l, link.Request{Method: "GET", UserAgent: "Mozilla/5.0"})
		}
		to, err := s.App.Links.Landing(ctx, l.Code)
		if err != nil {
			return err
		}
		answers := map[string]any{"name": s.who.name, "company": s.who.company, "email": s.who.email}
		done, err := s.App.Referrals.Introduce(ctx, to, s.key, app.IntroduceSelf{Answers: answers, Language: s.who.language})
		if err == nil {
			s.enter(done.Doc.ID)
		}
		return err
	}}
}

// confirms: the referrer says that what was typed for them is theirs.
func confirms(day int) scene {
	return byReferrer(day, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Confirm(ctx, call, s.id)
		return err
	})
}

// byReferrer, byStaff and byShop are scenes in somebody's name.
func byReferrer(day int, verb func(context.Context, stage, app.Call) error) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		return s.as(s.referrer(), func(call app.Call) error { return verb(ctx, s, call) })
	}}
}

func byStaff(day int, who string, verb func(context.Context, stage, app.Call) error) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		return s.as(s.staff(who), func(call app.Call) error { return verb(ctx, s, call) })
	}}
}

func byShop(day int, verb func(context.Context, stage, app.Call) error) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		return s.as(s.shop, func(call app.Call) error { return verb(ctx, s, call) })
	}}
}

func answers(day int, why string) scene {
	return byReferrer(day, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Answer(ctx, call, s.id, app.AnswerReferral{Answers: map[string]any{"why": why}})
		return err
	})
}

func appeals(day int, why string) scene {
	return byReferrer(day, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Appeal(ctx, call, s.id, app.Reasoned{Reason: why})
		return err
	})
}

func withdraws(day int, why string) scene {
	return byReferrer(day, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Withdraw(ctx, call, s.id, app.Remarked{Reason: why})
		return err
	})
}

func accepted(day int, who string) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Accept(ctx, call, s.id, app.Remarked{})
		return err
	})
}

func asked(day int, who, question string) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Ask(ctx, call, s.id, app.Reasoned{Reason: question})
		return err
	})
}

func declined(day int, who, code, why string) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Decline(ctx, call, s.id, app.DeclineReferral{Code: code, Reason: why})
		return err
	})
}

// contacted: a rep tries to reach the person.
func contacted(day int, who string, ch promise.Channel, out referral.Outcome, note string) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		in := app.RecordContact{Channel: ch, Outcome: out, Note: note}
		if out == referral.MeetingBooked {
			at := s.App.Now().AddDate(0, 0, 3)
			in.MeetingAt = &at
		}
		_, err := s.App.Referrals.RecordContact(ctx, call, s.id, in)
		return err
	})
}

// assigned: a rep takes the referral over.
func assigned(day int, to string) scene {
	return byStaff(day, "maria", func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Assign(ctx, call, s.id, app.AssignReferral{RepID: s.member(to)})
		return err
	})
}

func met(day int, who, note string) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Meet(ctx, call, s.id, app.HoldMeeting{Note: note})
		return err
	})
}

func agreedNext(day int, who, what string) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.AgreeNext(ctx, call, s.id, app.NextStep{What: what, At: s.App.Now().AddDate(0, 0, 40)})
		return err
	})
}

func lost(day int, who, code, note string) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Lose(ctx, call, s.id, app.LoseReferral{Code: code, Note: note})
		return err
	})
}

func bounced(day int) scene {
	return byShop(day, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.Bounce(ctx, call, s.id)
		return err
	})
}

func judged(day int, who string, n int64, upheld bool, why string) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.JudgeBreach(ctx, call, s.id, n, app.AnswerBreach{Upheld: upheld, Reason: why})
		return err
	})
}
