package programs

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// reading is how terms read to one reader in one language.
type reading struct {
	Frame   ui.Frame // in the language of the text
	Lang    string
	Reader  promise.Reader
	Title   string // in the language of the page, as all below
	Promise view.Promise
	Asked   []view.Field // the questions; nil where the page isn't about them
	Grades  []grade
	Hard    bool // some part is above the eighth grade
	Open    bool // it is the one that is shown first
}

// fieldLook is the radio button that chooses a reading.
const fieldLook = "look"

// name is the reading's value of it.
func (r reading) name() string { return r.Lang + "-" + string(r.Reader) }

// looked opens the reading that a form chose.
func looked(list []reading, form view.Answers) {
	chosen := form.One(fieldLook)
	if !slices.ContainsFunc(list, func(r reading) bool { return r.name() == chosen }) {
		return
	}
	for i := range list {
		list[i].Open = list[i].name() == chosen
	}
}

// hardOnes are the readings of which a part is too hard.
func hardOnes(list []reading) []string {
	var out []string
	for _, r := range list {
		if r.Hard {
			out = append(out, r.Title)
		}
	}
	return out
}

// readings are how terms read to the referrer and the person, in each of the
// program's languages. A sample introduction stands in for a real one: it is sent
// at nowMS, and everybody takes the time that they have.
func (p *Pages) readings(f ui.Frame, t program.Terms, rep string, nowMS int64) []reading {
	var out []reading
	for _, lang := range t.Languages {
		words := p.Words(lang)
		if words.Lang() != lang {
			continue // not one of ours; the draft can't be saved with it
		}
		for _, reader := range []promise.Reader{promise.ReaderReferrer, promise.ReaderPerson} {
			r := reading{Frame: f, Lang: lang, Reader: reader, Title: f.T("programs.reads."+string(reader), "language", f.T("programs.input."+lang))}
			r.Frame.Words = words
			in := sample(words, t, reader, rep)
			r.Promise = view.Promise{Lines: promise.FiveLines(in), Never: promise.NeverLines(in), Steps: sampleSteps(in, t, nowMS)}
			for _, c := range promise.WholeText(in) {
				r.Promise.Whole = append(r.Promise.Whole, view.Clause{Title: c.Heading, Text: c.Lines})
			}
			r.Grades = grades(f, words, t, r.Promise)
			for _, g := range r.Grades {
				r.Hard = r.Hard || g.Hard
			}
			r.Open = len(out) == 0
			out = append(out, r)
		}
	}
	return out
}

// asking adds what the form asks of each reader.
func asking(list []reading, t program.Terms) []reading {
	for i, r := range list {
		by := form.ByReferrer
		if r.Reader == promise.ReaderPerson {
			by = form.ByPerson
		}
		list[i].Asked = wording.Form(r.Frame.Words, t.Form.Questions(form.Asking{By: by, Consent: t.Promise.Consent})).Fields
	}
	return list
}

// sample is the text input of an introduction that nobody made.
func sample(words ui.Words, t program.Terms, reader promise.Reader, rep string) promise.TextInput {
	if rep == "" {
		rep = words.T("programs.sample.rep")
	}
	in := promise.TextInput{
		Promise: t.Promise, Reader: reader, Language: words.Lang(),
		Names: promise.Names{Company: t.Team, Referrer: words.T("programs.sample.referrer"), Person: words.T("programs.sample.person"), Rep: rep},
	}
	if reader != promise.ReaderPerson {
		in.Reward = t.Offer()
	}
	return in
}

// sampleSteps is a timeline that starts at nowMS, with the latest day of each step
// that is promised or that the person has to keep.
func sampleSteps(in promise.TextInput, t program.Terms, nowMS int64) []view.Step {
	verdict := t.Promise.AnswerBy(t.Calendar, nowMS)
	yes := t.Promise.PersonAnswerBy(verdict)
	if t.Promise.Consent == promise.AlreadyAgreed {
		yes = verdict
	}
	latest := map[promise.StepCode]int64{
		promise.StepVerdict: verdict, promise.StepAnswer: yes,
		promise.StepFirstContact: t.Promise.FirstContactBy(t.Calendar, promise.Wish{}, t.Calendar.Zone, yes),
	}
	steps := promise.Timeline(promise.TimelineInput{
		Promise: t.Promise, Calendar: t.Calendar, Names: in.Names, Reader: in.Reader, NowMS: nowMS, Zone: t.Calendar.Zone,
		Facts: promise.Facts{SubmittedMS: nowMS, RewardOpen: in.Reward.Key != ""},
	})
	out := wording.Steps(steps)
	for i, s := range steps {
		out[i].AtMS, out[i].DueMS, out[i].Zone = s.AtMS, latest[s.Code], t.Calendar.Zone
		if s.AtMS != 0 || latest[s.Code] != 0 {
			out[i].Detail = message.Message{} // the date says it
		}
	}
	return out
}

func texts(words ui.Words, list []message.Message) []string {
	out := make([]string, len(list))
	for i, m := range list {
		out[i] = words.Text(m)
	}
	return out
}

// repName is the name of the program's own rep; "" where there is none or they
// are gone.
func (p *Pages) repName(ctx context.Context, by aggregate.Actor, t program.Terms) string {
	if t.Rep == "" {
		return ""
	}
	m, err := p.App.Members.Get(ctx, by, t.Rep)
	if err != nil {
		return "" // the words of the sample stand in
	}
	return m.Personal.Name
}
