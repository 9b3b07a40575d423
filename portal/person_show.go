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

// answered reports whether answering is changing one's mind, or ending something.
func (v personView) answered() bool {
	return v.State != view.PersonAsked && v.State != view.PersonLapsed
}

// personTone colours the banner of a state.
func personTone(s view.PersonState) view.Tone {
	switch s {
	case view.PersonUnproven, view.PersonChecking, view.PersonDeferred, view.PersonWaiting:
		return view.Wait
	case view.PersonAgreed, view.PersonInContact, view.PersonMet:
		return view.Now
	case view.PersonWon:
		return view.Good
	}
	return view.Quiet
}
