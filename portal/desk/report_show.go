package desk

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// reportLine is a report of a broken promise, and what became of it.
type reportLine struct {
	Path   string
	Title  string
	By     string
	Words  string
	State  view.Status
	Answer string
}

// reportPage is one report, with what happened, and the answer to give.
type reportPage struct {
	Report   reportLine
	Person   string
	Back     string
	Why      string // why the reader can't answer it; "" where they can
	Promise  view.Promise
	Contacts []note
	Answer   actionPage
}

// reports are all of an introduction's.
func (i *item) reports(f ui.Frame) []reportLine {
	var out []reportLine
	for _, b := range i.Referral.Breaches {
		out = append(out, i.report(f, b))
	}
	return out
}

func (i *item) report(f ui.Frame, b referral.Breach) reportLine {
	by := i.person(f)
	switch b.By {
	case "referrer":
		by = i.referrer(f)
	case "record":
		by = f.T("desk.report.record")
	}
	line := reportLine{
		Path: path(i.Referral.ID) + "/reports/" + strconv.FormatInt(b.N, 10), Title: f.T("desk.report." + reportKind(b)),
		By: f.T("desk.by", "who", by, "date", i.moment(f, b.AtMS)), Words: i.Referral.Reason(b.EventSeq), Answer: i.Referral.Reason(b.AnswerSeq),
	}
	switch {
	case b.AnsweredMS == 0:
		line.State = view.Status{Tone: view.Stop, Word: message.Of("desk.report.open")}
	case b.Upheld:
		line.State = view.Status{Tone: view.Stop, Word: message.Of("desk.judged.upheld")}
	default:
		line.State = view.Status{Tone: view.Good, Word: message.Of("desk.judged.not_upheld")}
	}
	return line
}

// reportKind is the word of a report; a contact outside the promise is one by itself.
func reportKind(b referral.Breach) string {
	if b.By == "record" {
		return "outside"
	}
	return b.Kind
}

// judgeAction answers the report that an address names.
var judgeAction = action{name: "reports", key: "judge", verb: referral.Judge,
	fields: func(a asking) []view.Field {
		return []view.Field{
			{Name: "upheld", Type: view.Choice, Required: true, Label: a.f.T("desk.field.upheld"), Options: options(a.f, "desk.judged.", []string{"upheld", "not_upheld"})},
			longText(a.f, "reason", "desk.field.judge_reason", true),
		}
	},
}

// breach is the report that an address names.
func (i *item) breach(c *gin.Context) (referral.Breach, error) {
	n, err := strconv.ParseInt(c.Param("n"), 10, 64)
	if err != nil || n < 1 || n > int64(len(i.Referral.Breaches)) {
		return referral.Breach{}, fault.New(fault.NotFound, "breach_unknown", "There is no report under this number.")
	}
	return i.Referral.Breaches[n-1], nil
}

// showReport is the page of one report.
func (p *Pages) showReport(c *gin.Context) error {
	i, err := p.item(c)
	if err != nil {
		return err
	}
	b, err := i.breach(c)
	if err != nil {
		return err
	}
	ctx, f := c.Request.Context(), p.Frame(c)
	v := reportPage{Report: i.report(f, b), Person: i.person(f), Back: path(i.Referral.ID)}
	switch {
	case b.AnsweredMS != 0:
		v.Why = f.T("desk.not.breach_answered")
	case !i.may(referral.Judge):
		v.Why = f.T("desk.report.not_yours")
	default:
		if v.Answer, err = p.actionPage(c, f, judgeAction, i, v.Report.Path, v.Back); err != nil {
			return err
		}
	}
	if v.Promise, err = wording.PromiseOf(ctx, p.App, i.Progress, promise.ReaderStaff, f.Lang()); err != nil {
		return err
	}
	if v.Contacts, err = i.contacts(f); err != nil {
		return err
	}
	return p.Show(c, reportView(f, v))
}

// judge answers a report.
func (p *Pages) judge(c *gin.Context) error {
	i, err := p.item(c)
	if err != nil {
		return err
	}
	b, err := i.breach(c)
	if err != nil {
		return err
	}
	at := path(i.Referral.ID) + "/reports/" + strconv.FormatInt(b.N, 10)
	a := judgeAction
	a.when = func(i *item) bool { now, err := i.breach(c); return err == nil && now.AnsweredMS == 0 }
	a.do = func(d doing) error {
		in := app.AnswerBreach{Upheld: d.one("upheld") == "upheld", Reason: d.one("reason")}
		if in.Upheld == (d.one("upheld") == "not_upheld") {
			return fault.OfField("/upheld", "not_a_choice", "Choose one of the answers.")
		}
		_, err := d.app.Referrals.JudgeBreach(d.ctx, d.call, i.Referral.ID, b.N, in)
		return err
	}
	if written, err := p.do(c, a, i, at, at); written || err != nil {
		return err
	}
	f := p.Frame(c)
	return p.Say(c, path(i.Referral.ID), "desk.action.judge.done", i.args(f)...)
}
