package portal

import (
	"strings"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// personArgs are the values in the words of a person's page.
func personArgs(f ui.Frame, v personView) []any {
	return []any{"referrer", v.Referrer, "company", f.Brand.Name, "rep", v.Rep, "address", v.SentTo, "name", v.Name}
}

// personEyebrow says who put the person forward.
func personEyebrow(f ui.Frame, v personView) string {
	if v.Referrer == "" {
		return f.Brand.Name
	}
	return f.T("page.person.eyebrow", "referrer", v.Referrer, "company", f.Brand.Name)
}

// personLead is the sentence below the title.
func personLead(f ui.Frame, v personView) string {
	if v.State == view.PersonUnproven && v.PhoneOnly {
		return f.T("page.person.unproven.lead_phone", personArgs(f, v)...)
	}
	return f.T("page.person."+string(v.State)+".lead", personArgs(f, v)...)
}

// answerTitle is above the answers: a question, or the way back.
func answerTitle(f ui.Frame, v personView) string {
	switch {
	case !v.answered():
		return f.T("page.answer.title")
	case v.Given != nil:
		return f.T("page.answer.change")
	}
	return f.T("page.answer.enough_title")
}

// answerWord is the last part of an answer's key. A no after a yes takes it back, and
// after the end it asks for quiet; another yes changes how and when, or mends one that
// waits; without details there is nothing to delete.
func answerWord(s view.PersonState, a view.Answer) string {
	switch s {
	case view.PersonAgreed, view.PersonInContact, view.PersonMet:
		switch a {
		case view.Yes:
			return "wish"
		case view.No:
			return "stop"
		}
	case view.PersonUnproven:
		if a == view.Yes {
			return "mend"
		}
	case view.PersonWon, view.PersonLost, view.PersonWithdrawn, view.PersonClosed, view.PersonWaiting:
		if a == view.No {
			return "enough"
		}
	case view.PersonErased:
		if a == view.Never {
			return "alone"
		}
	}
	return string(a)
}

// options are the answers possible now, to choose from.
func (v personView) options(f ui.Frame) []view.Option {
	var out []view.Option
	for _, a := range v.Answers {
		out = append(out, view.Option{Value: string(a), Label: f.T("page.answer."+answerWord(v.State, a), "rep", v.Rep, "company", f.Brand.Name)})
	}
	return out
}

// whoLearns says what the referrer hears of a no; "" where there is none.
func whoLearns(f ui.Frame, v replyView) string {
	switch {
	case v.Referrer == "" || v.Answer != view.No && v.Answer != view.Never:
		return ""
	case v.Learns:
		return f.T("page.no.learns", "referrer", v.Referrer)
	}
	return f.T("page.no.learns_end", "referrer", v.Referrer)
}

// sureHint says how an answer is taken back.
func sureHint(f ui.Frame, a view.Answer) string {
	if a == view.Never {
		return f.T("page.sure.hint_never")
	}
	return f.T("page.sure.hint")
}

// phoneHelp says what a number is for; with a no it is only to leave it alone.
func phoneHelp(f ui.Frame, a view.Answer) string {
	if a != view.Yes {
		return f.T("page.no.phone_help")
	}
	return f.T("page.yes.phone_help")
}

// channelOptions are the ways to reach a person.
func channelOptions(f ui.Frame, channels []string) []view.Option {
	var out []view.Option
	for _, ch := range channels {
		out = append(out, view.Option{Value: ch, Label: f.T("page.channel." + ch)})
	}
	return out
}

// timeOptions are how a person narrows when they may be contacted.
func timeOptions(f ui.Frame) []view.Option {
	var out []view.Option
	for _, t := range []view.TimeChoice{view.AnyTime, view.OneTime, view.TheHours} {
		out = append(out, view.Option{Value: string(t), Label: f.T("page.time." + string(t))})
	}
	return out
}

// zoneOptions are time zones by their city.
func zoneOptions(zones []string) []view.Option {
	var out []view.Option
	for _, z := range zones {
		region, city, _ := strings.Cut(z, "/")
		if i := strings.LastIndexByte(city, '/'); i >= 0 {
			city = city[i+1:]
		}
		out = append(out, view.Option{Value: z, Label: strings.ReplaceAll(city+" ("+region+")", "_", " ")})
	}
	return out
}

// reportOptions are what a person can say went wrong.
func reportOptions(f ui.Frame) []view.Option {
	var out []view.Option
	for _, k := range []view.ReportKind{view.ContactedBefore, view.UnknownReferrer, view.NotAsPromised} {
		out = append(out, view.Option{Value: string(k), Label: f.T("page.report." + string(k))})
	}
	return out
}
