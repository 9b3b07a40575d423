package kit

import (
	"time"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// zone is where the sample's people live.
const zone = "Europe/Berlin"

// kitView is what the components show.
type kitView struct {
	Tones     []view.Tone
	Referrals []view.Status
	Rewards   []view.Status
	Promise   view.Promise
	Letter    view.Letter
	Form      view.Form
	Fields    []view.Field // one of every type
	Typed     view.Answers
	Faults    ui.Faults
	Facts     []view.Fact
	Amount    money.Money
	Bars      view.Chart
	Columns   view.Chart
	Tools     view.Toolbar
	Tabs      []view.Tab
}

// names are the people of the sample.
var names = promise.Names{Person: "Priya Raman", Referrer: "Kim Muster", Rep: "Nora Berg", Company: "Northline"}

// sample fills every component, with the default promise of a program.
func sample(f ui.Frame, now time.Time) kitView {
	terms := program.DefaultTerms("Northline", zone)
	in := promise.TextInput{Promise: terms.Promise, Reader: promise.ReaderReferrer, Names: names, Language: f.Lang(), Reward: terms.Offer()}
	v := kitView{
		Tones:   []view.Tone{view.Quiet, view.Now, view.Wait, view.Good, view.Stop},
		Promise: view.Promise{Lines: promise.FiveLines(in), Never: promise.NeverLines(in), Steps: steps(now), Kept: &view.KeptRate{Kept: 48, Decided: 50}},
		Letter:  view.Letter{Subject: f.T("kit.letter.subject"), Text: f.T("kit.letter.text"), Link: "https://intro.example.com/i/7k2m"},
		Form:    wording.Form(f, terms.Form.Questions(form.Asking{By: form.ByReferrer, Consent: terms.Promise.Consent})),
		Fields:  fields(f), Typed: view.Answers{"t_email": {"priya@raman"}, "t_text": {"Priya"}}, Amount: money.Money{Amount: 20_000, Currency: "eur"},
		Faults: ui.Faults{{Control: "t_email", Text: f.T("page.fault.not_an_email")}, {Control: "t_choice", Text: f.T("page.fault.required")}},
		Facts:  []view.Fact{{Label: f.T("kit.fact.company"), Value: "Raman Logistics"}, {Label: f.T("kit.fact.long"), Value: f.T("kit.letter.text")}},
		Tools: view.Toolbar{
			Action: "/kit", Search: &view.Search{Label: f.T("kit.search"), Value: "raman"}, Export: "/kit", Narrowed: true,
			Selects: []view.Select{{Name: "state", Label: f.T("kit.state"), Options: []view.Option{{Label: f.T("kit.all")}}}},
		},
		Tabs: []view.Tab{{Path: "/kit?a=1", Label: f.T("kit.all"), Count: "41", Current: true}, {Path: "/kit?a=2", Label: f.T("kit.waiting"), Count: "3"}},
	}
	for _, c := range promise.WholeText(in) {
		v.Promise.Whole = append(v.Promise.Whole, view.Clause{Title: c.Heading, Text: c.Lines})
	}
	v.statuses()
	v.charts(f)
	return v
}

// steps is a timeline with a step in every state.
func steps(now time.Time) []view.Step {
	var out []view.Step
	for i, s := range []view.StepState{view.StepDone, view.StepKeptLate, view.StepNow, view.StepLate, view.StepBroken, view.StepPaused, view.StepSkipped, view.StepLater} {
		at := now.AddDate(0, 0, i-3).UnixMilli()
		step := view.Step{State: s, Zone: zone, Title: message.Of("page.step." + string(s)), Detail: message.Of("kit.step.detail", "rep", names.Rep)}
		switch s {
		case view.StepDone, view.StepKeptLate:
			step.AtMS = at
		case view.StepLate, view.StepBroken:
			step.DueMS, step.Note = at, message.Of("kit.step.note")
		default:
			step.DueMS = at
		}
		out = append(out, step)
	}
	return out
}

// fields is a field of every type.
func fields(f ui.Frame) []view.Field {
	few := []view.Option{{Value: "a", Label: f.T("kit.option.first")}, {Value: "b", Label: f.T("kit.option.second")}}
	var out []view.Field
	for _, t := range []view.FieldType{
		view.Text, view.LongText, view.Email, view.Phone, view.Number, view.Date, view.Time, view.Choice, view.Several, view.Country, view.Language, view.Consent,
	} {
		q := view.Field{Name: "t_" + string(t), Type: t, Label: f.T("kit.field." + string(t)), Required: t == view.Choice}
		if t == view.Choice || t == view.Several {
			q.Options = few
		}
		if t == view.Email {
			q.Help = f.T("kit.field.help")
		}
		out = append(out, q)
	}
	return out
}

// statuses are all those of referrals and rewards, in their words.
func (v *kitView) statuses() {
	args := []any{
		"person", names.Person, "rep", names.Rep, "company", names.Company,
		"due", message.Moment{MS: 1_780_000_000_000, Zone: zone}, "until", message.Day{MS: 1_780_000_000_000, Zone: zone},
	}
	for _, s := range referral.Statuses {
		v.Referrals = append(v.Referrals, view.Status{Tone: wording.Tone(s), Word: message.Of("referral.status."+string(s), args...)})
	}
	for _, s := range reward.Statuses {
		v.Rewards = append(v.Rewards, view.Status{Tone: wording.RewardTone(s), Word: message.Of("reward.status." + string(s))})
	}
}

func (v *kitView) charts(f ui.Frame) {
	v.Bars = view.Chart{Title: f.T("kit.chart.bars"), Summary: f.T("kit.chart.summary"), Columns: [2]string{f.T("kit.chart.what"), f.T("kit.chart.count")}}
	for i, n := range []int64{120, 84, 41, 0} {
		v.Bars.Bars = append(v.Bars.Bars, view.Bar{Label: f.T("kit.chart.step", "n", i+1), Value: n, Shown: f.T("kit.chart.figure", "n", n), Tone: v.Tones[(i+1)%len(v.Tones)]})
	}
	v.Columns = view.Chart{Title: f.T("kit.chart.columns"), Summary: f.T("kit.chart.summary"), Columns: v.Bars.Columns}
	for i, n := range []int64{3, 5, 0, 9, 12, 7, 8, 2, 4, 6, 11, 10} {
		v.Columns.Bars = append(v.Columns.Bars, view.Bar{Label: f.T("kit.chart.week", "n", i+1), Value: n, Shown: f.T("kit.chart.figure", "n", n), Tone: view.Now})
	}
}
