package boot

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// personLink finds the address of the person's page in a mail, or of the page that
// confirms their yes.
var personLink = regexp.MustCompile(`/[ic]/((ref_[a-z0-9]+)\.\d+\.[a-z2-7]+)`)

// page is the token in the newest mail to an address that leads to the referral's
// person's page, as that person would open it.
func (s stage) page(ctx context.Context, address string) (string, error) {
	mails, err := s.Mailbox.to(ctx, address)
	if err != nil {
		return "", err
	}
	for _, m := range mails {
		for _, found := range personLink.FindAllStringSubmatch(m.Text, -1) {
			if found[2] == s.id {
				return found[1], nil
			}
		}
	}
	return "", fmt.Errorf("no mail to %s has a link for %s", address, s.key)
}

// onPage is a scene on the person's page. from is whose mail they opened it from:
// the referrer's, who forwarded the letter, or their own. What the page did already
// isn't done twice: a verb is used once in a tale.
func onPage(day int, verb referral.Verb, forwarded bool, act func(context.Context, stage, string) error) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		r, err := s.App.Referrals.Get(ctx, operator.Actor, s.id)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(r.Events, func(e aggregate.Event) bool { return e.Verb == string(verb) && e.Actor.Kind == aggregate.Person }) {
			return nil
		}
		address := s.who.email
		if forwarded {
			address = s.people[s.by].Personal.Email
		}
		token, err := s.page(ctx, address)
		if err != nil {
			return err
		}
		return act(ctx, s, token)
	}}
}

// saysYes: the person opens the forwarded letter's link and agrees; it counts once
// they have confirmed it.
func saysYes(day int, by ...promise.Channel) scene {
	return onPage(day, referral.Yes, true, func(ctx context.Context, s stage, token string) error {
		_, err := s.App.Referrals.SayYes(ctx, token, s.yes(by))
		return err
	})
}

// agreesToAsk: the person agrees through the mail that we sent to them.
func agreesToAsk(day int, by ...promise.Channel) scene {
	return onPage(day, referral.Yes, false, func(ctx context.Context, s stage, token string) error {
		_, err := s.App.Referrals.SayYes(ctx, token, s.yes(by))
		return err
	})
}

func (s stage) yes(by []promise.Channel) app.YesInput {
	return app.YesInput{Email: s.who.email, Phone: s.who.phone, Country: s.who.country, Language: s.who.language, Wish: promise.Wish{Channels: by}}
}

// confirmsYes: the person opens the link of the mail that asked whether it was them.
func confirmsYes(day int) scene {
	return onPage(day, referral.ConfirmYes, false, func(ctx context.Context, s stage, token string) error {
		_, err := s.App.Referrals.ConfirmYes(ctx, token)
		return err
	})
}

func saysNotNow(day int, forwarded bool, days int) scene {
	return onPage(day, referral.NotNow, forwarded, func(ctx context.Context, s stage, token string) error {
		_, err := s.App.Referrals.SayNotNow(ctx, token, s.App.Now().AddDate(0, 0, days))
		return err
	})
}

func saysNo(day int, forwarded bool) scene {
	return onPage(day, referral.No, forwarded, func(ctx context.Context, s stage, token string) error {
		_, err := s.App.Referrals.SayNo(ctx, token, app.NoInput{Email: s.who.email})
		return err
	})
}

func saysNever(day int) scene {
	return onPage(day, referral.Never, false, func(ctx context.Context, s stage, token string) error {
		_, err := s.App.Referrals.SayNo(ctx, token, app.NoInput{Forever: true})
		return err
	})
}

func liftsNo(day int) scene {
	return onPage(day, referral.Lift, false, func(ctx context.Context, s stage, token string) error {
		_, err := s.App.Referrals.LiftNo(ctx, token)
		return err
	})
}

func reports(day int, forwarded bool, kind, words string) scene {
	return onPage(day, referral.Report, forwarded, func(ctx context.Context, s stage, token string) error {
		_, err := s.App.Referrals.ReportByPerson(ctx, token, kind, words)
		return err
	})
}

// agreesByPhone: staff write down a yes that came by phone.
func agreesByPhone(day int, who, evidence string) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Referrals.RecordYes(ctx, call, s.id, app.RecordYes{Channel: "phone", Evidence: evidence, Details: s.yes(nil)})
		return err
	})
}
