package boot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
)

// External ids of the demo's programs.
const (
	friendsProgram = "friends"  // customers introduce; what the story is mostly about
	askProgram     = "uk-ask"   // we ask first, in the United Kingdom
	partnerProgram = "partners" // the partner's people have agreed already
	lastProgram    = "last-year"
	nextProgram    = "spring"
)

// writePrograms makes the programs as they are on the first day; the second
// revision of the main one comes later in the story.
func (d *demo) writePrograms(ctx context.Context) error {
	boss := d.admin.Actor("")
	for _, p := range []struct {
		key              string
		terms            program.Terms
		publish, archive bool
	}{
		{friendsProgram, d.friends(25_000), true, false},
		{askProgram, d.askFirst(), true, false},
		{partnerProgram, d.partners(), true, false},
		{lastProgram, d.plain("Tell a colleague 2025"), true, true},
		{nextProgram, d.plain("Spring campaign"), false, false},
	} {
		call, err := d.once(boss, "program "+p.key)
		if err != nil {
			return err
		}
		made, err := d.App.Programs.Create(ctx, call, app.ProgramInput{ExternalID: p.key, Draft: p.terms})
		if err != nil {
			return fmt.Errorf("program %s: %w", p.key, err)
		}
		id := made.Doc.ID
		d.plans[p.key] = id
		if p.publish && made.Doc.State == program.Draft {
			if err := d.publish(ctx, boss, id, "1"); err != nil {
				return err
			}
		}
		if p.archive {
			if _, err := d.App.Programs.Archive(ctx, app.Call{Actor: boss}, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *demo) publish(ctx context.Context, by aggregate.Actor, id, revision string) error {
	call, err := d.once(by, "publish "+id+" "+revision)
	if err != nil {
		return err
	}
	_, err = d.App.Programs.Publish(ctx, call, id)
	return err
}

// plain are terms with a reward for a won deal, on Northline's working days.
func (d *demo) plain(name string) program.Terms {
	t := d.App.Programs.Defaults(name, demoZone)
	t.Team = "Northline"
	t.Calendar.Holidays = holidays(time.UnixMilli(d.mark.StartMS).Year())
	t.Rewards.Rules = []reward.Rule{forDeal(reward.Price{Form: reward.Flat, Amount: 10_000})}
	return t
}

// friends are the terms of the main program: a reward by the size of the deal.
func (d *demo) friends(small int64) program.Terms {
	t := d.plain("Northline friends")
	t.Rep = d.member("maria")
	t.Promise.Words = map[string]string{
		"en": "Hello {person}, this is {rep} of {company}. {referrer} thought that we might help you. Is this a good moment?",
		"de": "Guten Tag {person}, hier ist {rep} von {company}. {referrer} meinte, wir könnten Ihnen helfen. Passt es gerade?",
	}
	t.Rewards.Rules = []reward.Rule{forDeal(reward.Price{Form: reward.Steps, By: reward.ByDealSize, Steps: []reward.Step{
		{From: 0, Amount: small}, {From: 2_000_000, Amount: 120_000},
	}})}
	return t
}

// askFirst are terms under which we write to the person first, with a voucher for
// every meeting.
func (d *demo) askFirst() program.Terms {
	t := d.plain("Northline UK")
	t.Promise.Consent, t.Promise.AskFirstCountries = promise.AskFirst, []string{"GB"}
	t.Promise.Who = promise.WhoTeam
	none := 0
	t.Rewards.Rules = append(t.Rewards.Rules, reward.Rule{
		Key: "met", Trigger: reward.OnMet, For: reward.ToReferrer, Kind: reward.Gift, Currency: "eur",
		Price: reward.Price{Form: reward.Flat, Amount: 2_500}, HoldDays: &none,
	})
	return t
}

// partners are the terms of people whom a partner's customer has asked already.
func (d *demo) partners() program.Terms {
	t := d.plain("Northline for partners")
	t.Promise.Consent = promise.AlreadyAgreed
	t.Rep = d.member("tom")
	return t
}

func forDeal(p reward.Price) reward.Rule {
	return reward.Rule{Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur", Price: p}
}

// holidays are those of Germany that fall on the same date each year, of three
// years.
func holidays(year int) []string {
	var days []string
	for y := year; y < year+3; y++ {
		for _, day := range []string{"01-01", "05-01", "10-03", "12-25", "12-26"} {
			days = append(days, fmt.Sprintf("%d-%s", y, day))
		}
	}
	slices.Sort(days)
	return days
}

// revise publishes the main program anew, with a larger reward for small deals.
func revise() func(context.Context, stage) error {
	return func(ctx context.Context, s stage) error {
		boss, id := s.admin.Actor(""), s.plans[friendsProgram]
		err := s.as(boss, func(call app.Call) error {
			_, err := s.App.Programs.Update(ctx, call, id, app.ProgramInput{Draft: s.friends(30_000)})
			return err
		})
		if err != nil {
			return err
		}
		return s.publish(ctx, boss, id, "2")
	}
}
