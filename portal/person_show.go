package portal

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// personView is the referred person's page with what was pressed on it.
type personView struct {
	view.Person
	Page   string // its path
	Faults ui.Faults
	Own    *ownForm // the form without a referrer, on a withdrawn one
}

// showPerson is the referred person's own page. It changes nothing.
func (p *Portal) showPerson(c *gin.Context) error {
	at := "/i/" + c.Param("token")
	f := p.FrameAt(c, at)
	v, err := p.ports.Services.PersonPage(c.Request.Context(), c.Param("token"), f.Lang())
	if err != nil {
		return err
	}
	return p.Show(c, personPage(f, personOf(v, at)))
}

func personOf(v view.Person, at string) personView {
	pv := personView{Person: v, Page: at}
	if v.Form != nil {
		pv.Own = &ownForm{Form: *v.Form, Action: at + "/introduction"}
	}
	return pv
}

// may reports whether an answer is possible now.
func (v personView) may(a view.Answer) bool { return slices.Contains(v.Answers, a) }

// answered reports whether answering is changing one's mind.
func (v personView) answered() bool { return v.State != view.PersonAsked }

// afterYes reports whether a yes stands, so that a no means stop.
func afterYes(s view.PersonState) bool {
	switch s {
	case view.PersonUnproven, view.PersonChecking, view.PersonAgreed, view.PersonInContact, view.PersonMet:
		return true
	}
	return false
}

// answerWord is the last part of an answer's key: a no after a yes reads "stop", and
// another yes changes how and when.
func answerWord(s view.PersonState, a view.Answer) string {
	switch s {
	case view.PersonAgreed, view.PersonInContact, view.PersonMet:
		if a == view.Yes {
			return "wish"
		}
	}
	if a == view.No && afterYes(s) {
		return "stop"
	}
	return string(a)
}

// personTone colours the banner of a state.
func personTone(s view.PersonState) view.Tone {
	switch s {
	case view.PersonUnproven, view.PersonChecking, view.PersonDeferred:
		return view.Wait
	case view.PersonAgreed, view.PersonInContact, view.PersonMet:
		return view.Now
	case view.PersonWon:
		return view.Good
	}
	return view.Quiet
}

// options are the answers possible now, to choose from.
func (v personView) options(f ui.Frame) []view.Option {
	var out []view.Option
	for _, a := range v.Answers {
		out = append(out, view.Option{Value: string(a), Label: f.T("page.answer."+answerWord(v.State, a), "rep", v.Rep, "company", f.Brand.Name)})
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
