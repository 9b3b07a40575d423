package portal

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// confirmAnswer takes the answer once the person has decided on the second page.
func (p *Portal) confirmAnswer(c *gin.Context) error {
	f, v, form, err := p.personForm(c)
	if err != nil {
		return err
	}
	a := view.Answer(form.One("answer"))
	if err := p.Stamps.Check(form.One("stamp"), v.Page+"/confirm", string(a)); err != nil {
		return err
	}
	if form.One("sure") == "no" || !v.may(a) {
		return p.Go(c, v.Page)
	}
	typed := page.Only(form, replyNames)
	if v.Faults = replyFaults(f, v, a, typed, form.One("sure")); len(v.Faults) == 0 {
		err := p.ports.Services.AnswerPerson(c.Request.Context(), c.Param("token"), f.Lang(), replyOf(a, typed))
		if err == nil {
			return p.Go(c, v.Page)
		}
		if v.Faults = p.Faults(f, err); v.Faults == nil {
			return err
		}
	}
	return p.ShowStatus(c, http.StatusUnprocessableEntity, p.replyPage(f, v, a, typed))
}

// replyPage draws the second page, with a fresh stamp.
func (p *Portal) replyPage(f ui.Frame, v personView, a view.Answer, typed view.Answers) templ.Component {
	return replyConfirmPage(f, replyView{personView: v, Answer: a, Typed: typed, Stamp: p.Stamps.Make(v.Page+"/confirm", string(a))})
}

// replyFaults are the choices that a page can see are missing; whether a value
// is good is the application's to say.
func replyFaults(f ui.Frame, v personView, a view.Answer, typed view.Answers, sure string) ui.Faults {
	var out ui.Faults
	need := func(name, at, key string) {
		if typed.One(name) == "" {
			out = append(out, page.Missing(f, at, key))
		}
	}
	switch a {
	case view.Yes:
		need("channel", "channel-0", "page.yes.channel_missing")
		need("time", "time-0", "page.yes.time_missing")
		switch view.TimeChoice(typed.One("time")) {
		case view.OneTime:
			need("day", "day", "page.fault.not_a_date")
			need("at", "at", "page.yes.clock_missing")
		case view.TheHours:
			need("from", "from", "page.yes.clock_missing")
			need("to", "to", "page.yes.clock_missing")
		}
		if !v.KnowsEmail && !v.KnowsPhone && typed.One("phone") == "" {
			need("email", "email", "page.fault.needs_email_or_phone")
		}
	case view.NotNow:
		need("until", "until", "page.not_now.missing")
	}
	if sure != "yes" {
		out = append(out, page.Missing(f, "sure-0", "page.sure.missing"))
	}
	return out
}

// replyOf is the answer with what was typed beside it.
func replyOf(a view.Answer, typed view.Answers) view.Reply {
	r := view.Reply{Answer: a, Email: typed.One("email"), Phone: typed.One("phone")}
	switch a {
	case view.Yes:
		r.Channel, r.Time, r.Zone = typed.One("channel"), view.TimeChoice(typed.One("time")), typed.One("zone")
		r.Details = view.Details{Name: typed.One("name"), Company: typed.One("company"), Role: typed.One("role")}
		switch r.Time {
		case view.OneTime:
			r.Day, r.At = typed.One("day"), typed.One("at")
		case view.TheHours:
			r.From, r.To = typed.One("from"), typed.One("to")
		}
	case view.NotNow:
		r.Until = typed.One("until")
	}
	return r
}
