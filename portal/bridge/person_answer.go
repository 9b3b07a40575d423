package bridge

import (
	"cmp"
	"context"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// wishControls are where a wish stands on the page.
var wishControls = map[string]string{
	"/wish/channels": "/channel", "/wish/at": "/at", "/wish/window/from": "/from", "/wish/window/to": "/to", "/wish/window/weekdays": "/from",
}

// AnswerPerson implements portal.People.
func (b *Bridge) AnswerPerson(ctx context.Context, token, lang string, r view.Reply) error {
	switch r.Answer {
	case view.Yes:
		return b.sayYes(ctx, token, lang, r)
	case view.NotNow:
		return b.sayNotNow(ctx, token, r)
	case view.No, view.Never:
		_, err := b.app.Referrals.SayNo(ctx, token, app.NoInput{Email: r.Email, Phone: r.Phone, Forever: r.Answer == view.Never})
		return err
	case view.Lift:
		_, err := b.app.Referrals.LiftNo(ctx, token)
		return err
	}
	return fault.OfField("/answer", "not_a_choice", "Choose one of the answers.")
}

func (b *Bridge) sayYes(ctx context.Context, token, lang string, r view.Reply) error {
	p, err := b.app.Referrals.OpenPerson(ctx, token)
	if err != nil {
		return err
	}
	known := p.Referral.Zone(p.Terms)
	if r.Zone == known {
		r.Zone = "" // theirs already: no choice was made
	}
	w, err := wish(r, p.Terms.Promise, zone(cmp.Or(r.Zone, known)))
	if err != nil {
		return err
	}
	_, err = b.app.Referrals.SayYes(ctx, token, app.YesInput{
		Name: r.Details.Name, Company: r.Details.Company, Role: r.Details.Role, Email: r.Email, Phone: r.Phone,
		Zone: r.Zone, Language: b.words(lang).Lang(), Wish: w,
	})
	return wording.Repoint(err, wishControls)
}

// wish reads how and when a person wants to be contacted. Hours of their own hold on
// the weekdays of the promise.
func wish(r view.Reply, p promise.Promise, in *time.Location) (promise.Wish, error) {
	w := promise.Wish{Channels: []promise.Channel{promise.Channel(r.Channel)}}
	switch r.Time {
	case view.AnyTime:
	case view.OneTime:
		at, f := moment(r.Day, r.At, in)
		if f != nil {
			return w, f
		}
		w.AtMS = at.UnixMilli()
	case view.TheHours:
		w.Window = &calendar.Window{Weekdays: p.Window.Weekdays, From: calendar.TimeOfDay(r.From), To: calendar.TimeOfDay(r.To)}
	default:
		return w, fault.OfField("/time", "not_a_choice", "Choose when it suits you.")
	}
	return w, nil
}

// moment reads a day and a time of day in a zone.
func moment(day, at string, in *time.Location) (time.Time, *fault.Error) {
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return time.Time{}, fault.OfField("/day", "not_a_date", "Choose a day.")
	}
	t, err := time.ParseInLocation(time.DateOnly+" 15:04", day+" "+at, in)
	if err != nil {
		return t, fault.OfField("/at", "not_a_time", "Give a time such as 19:00.")
	}
	return t, nil
}

// sayNotNow waits until the named day begins where the person is.
func (b *Bridge) sayNotNow(ctx context.Context, token string, r view.Reply) error {
	p, err := b.app.Referrals.OpenPerson(ctx, token)
	if err != nil {
		return err
	}
	until, err := time.ParseInLocation(time.DateOnly, r.Until, zone(p.Referral.Zone(p.Terms)))
	if err != nil {
		return fault.OfField("/until", "not_a_date", "Choose a day.")
	}
	_, err = b.app.Referrals.SayNotNow(ctx, token, until)
	return err
}

// ReportByPerson implements portal.People.
func (b *Bridge) ReportByPerson(ctx context.Context, token string, kind view.ReportKind, words string) error {
	_, err := b.app.Referrals.ReportByPerson(ctx, token, string(kind), words)
	return err
}
