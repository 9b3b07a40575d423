package bridge

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// furthest is how many days ahead a "not now" may reach.
const furthest = 365

// PersonPage implements portal.People.
func (b *Bridge) PersonPage(ctx context.Context, token, lang string) (view.Person, error) {
	p, err := b.app.Referrals.OpenPerson(ctx, token)
	if err != nil {
		return view.Person{}, err
	}
	way, err := b.app.Referrals.Progress(ctx, p.Referral, promise.ReaderPerson)
	if err != nil {
		return view.Person{}, err
	}
	r, today := p.Referral, b.app.Now().In(zone(way.Zone))
	v := view.Person{
		State: personState(r), Name: r.Personal.Name, Rep: way.Names.Rep, Answers: answers(p), Given: given(r, way.Zone),
		Details:    view.Details{Name: r.Personal.Name, Company: r.Personal.Company, Role: r.Personal.Role},
		KnowsEmail: r.Personal.Email != "", KnowsPhone: r.Personal.Phone != "", Channels: channels(p.Terms.Promise), Zone: way.Zone,
		Zones: calendar.Choice(way.Zone), Today: today.Format(time.DateOnly), Learns: p.Terms.Promise.Updates.LearnsReason,
		FirstDay: today.AddDate(0, 0, 1).Format(time.DateOnly), LastDay: today.AddDate(0, 0, furthest).Format(time.DateOnly),
		Suppressed: r.NoMS != 0, Lifted: r.LiftedMS != 0 && r.NoMS == 0, MayReport: r.ErasedMS == 0, Reports: wording.Reports(r, "person", way.Zone),
		Unknown: len(r.Match) == 0 && r.Pending == nil, OnlyByYes: r.NoMS != 0 && !p.Direct, Keeps: keeping(p, way.Zone),
	}
	if v.Suppressed {
		recognised, err := b.app.Referrals.Recognised(ctx, p)
		if err != nil {
			return v, err
		}
		v.ByName = !recognised
	}
	if r.Pending != nil {
		v.SentTo, v.PhoneOnly = wording.Masked(r.Pending.Details.Email), r.Pending.ByPhone
	}
	if r.ErasedMS != 0 {
		return v, nil // nothing is left to tell
	}
	v.Referrer = way.Names.Referrer
	if r.Entry != referral.ByLink {
		v.Quote = r.Personal.Answers.Text(form.KeyWhy)
	}
	if v.Promise, err = wording.PromiseOf(ctx, b.app, way, promise.ReaderPerson, lang); err != nil {
		return v, err
	}
	if r.ReferrerID == "" || r.Status == referral.Withdrawn {
		v.Promise.Lines, v.Promise.Never, v.Quote = nil, nil, "" // they tell of somebody who vouches
	}
	v.Form, err = b.ownForm(ctx, p, lang)
	return v, err
}

// ownForm is the form without a referrer, where the page of a withdrawn referral
// offers it.
func (b *Bridge) ownForm(ctx context.Context, p app.Person, lang string) (*view.Form, error) {
	to, err := b.app.Referrals.OwnWay(ctx, p)
	if fault.Is(err, fault.Conflict) || p.Referral.NoMS != 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	f := wording.Form(b.words(lang), ownQuestions(to))
	return &f, nil
}

// given is the answer that stands.
func given(r *referral.Referral, zone string) *view.Given {
	switch {
	case r.Pending != nil:
		g := wished(r.Pending.Wish, cmp.Or(r.Pending.Zone, zone))
		g.AtMS = r.Pending.AtMS
		return g
	case r.NoMS != 0:
		a := view.No
		if r.NeverMS != 0 {
			a = view.Never
		}
		return &view.Given{Answer: a, AtMS: r.NoMS, Zone: zone}
	case r.Deferral.UntilMS != 0:
		return &view.Given{Answer: view.NotNow, UntilMS: r.Deferral.UntilMS, Zone: zone}
	case r.HasYes() && r.ErasedMS == 0:
		g := wished(r.Wish(), zone)
		g.AtMS = r.YesMS
		return g
	}
	return nil
}

// wished is a yes with the person's own words about how and when.
func wished(w promise.Wish, zone string) *view.Given {
	g := &view.Given{Answer: view.Yes, Zone: zone}
	if len(w.Channels) > 0 {
		g.Channel = string(w.Channels[0])
	}
	switch {
	case w.AtMS != 0:
		g.When = message.Of("page.given.moment", "at", message.Moment{MS: w.AtMS, Zone: zone})
	case w.Window != nil:
		g.When = message.Of("page.given.hours", "from", string(w.Window.From), "to", string(w.Window.To))
	}
	return g
}

// channels are all there are: the person's own words win over the promise, whose
// channels come first.
func channels(p promise.Promise) []string {
	var out []string
	for _, ch := range append(slices.Clone(p.Channels), promise.Channels()...) {
		if !slices.Contains(out, string(ch)) {
			out = append(out, string(ch))
		}
	}
	return out
}

// zone loads a zone that the domain has checked.
func zone(name string) *time.Location {
	if calendar.KnownZone(name) {
		if l, err := time.LoadLocation(name); err == nil {
			return l
		}
	}
	return time.UTC
}
