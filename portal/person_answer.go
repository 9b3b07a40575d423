package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// replyNames are the values of the second page.
var replyNames = []string{"channel", "time", "day", "at", "from", "to", "email", "phone", "until", "name", "company", "role", "zone"}

// replyView is the second page of an answer.
type replyView struct {
	personView
	Answer view.Answer
	Typed  view.Answers
	Stamp  string
}

// mayMove reports whether another e-mail address can come with the answer: after the
// yes, which one address proved, it can't.
func (v replyView) mayMove() bool { return answerWord(v.State, v.Answer) != "wish" && v.Keeps != nil }

// foldOpen reports whether something is wrong with a correction, which is folded.
func (v replyView) foldOpen() bool {
	wrong := v.Faults.Of("name") + v.Faults.Of("company") + v.Faults.Of("role")
	if v.KnowsEmail {
		wrong += v.Faults.Of("email")
	}
	if v.KnowsPhone {
		wrong += v.Faults.Of("phone")
	}
	return wrong != ""
}

// chooseAnswer takes the choice and asks for what belongs to it. It changes
// nothing.
func (p *Portal) chooseAnswer(c *gin.Context) error {
	f, v, form, err := p.personForm(c)
	if err != nil {
		return err
	}
	a := view.Answer(form.One("answer"))
	if !v.may(a) {
		v.Faults = ui.Faults{page.Missing(f, "answer-0", "page.answer.missing")}
		return p.ShowStatus(c, http.StatusUnprocessableEntity, personPage(f, v))
	}
	typed := view.Answers{"name": {v.Details.Name}, "company": {v.Details.Company}, "role": {v.Details.Role}, "zone": {v.Zone}}
	return p.Show(c, p.replyPage(f, v, a, typed))
}

// personForm loads a person's page and the form that was sent to it.
func (p *Portal) personForm(c *gin.Context) (ui.Frame, personView, view.Answers, error) {
	at := "/i/" + c.Param("token")
	f := p.FrameAt(c, at)
	v, err := p.ports.Services.PersonPage(c.Request.Context(), c.Param("token"), f.Lang())
	if err != nil {
		return f, personView{}, nil, err
	}
	form, err := p.Form(c)
	return f, personOf(v, at), form, err
}
