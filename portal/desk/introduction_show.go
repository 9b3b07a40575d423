package desk

import (
	"context"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// introPage is one introduction, whole.
type introPage struct {
	Person, Referrer, Program, SentOn string
	Status                            view.Status
	Review                            string // where it is decided, "" where the reader doesn't
	Primary                           []link // what is likely next
	More                              []link
	Reports                           []reportLine
	Wins                              []string
	Promise                           view.Promise
	MayContact                        []contactLine
	Quote                             string
	Facts, Said, Proof, Deal          []view.Fact
	Contacts                          []note
	Rewards                           []view.Reward
	Found, Passed                     []scoreLine
	Score                             string
	Events                            []note
}

// link is a way to somewhere.
type link struct{ Path, Label string }

// likely is how many actions stand as buttons; the others fold.
const likely = 3

// showIntroduction is the page of one introduction.
func (p *Pages) showIntroduction(c *gin.Context) error {
	i, err := p.item(c)
	if err != nil {
		return err
	}
	ctx, f := c.Request.Context(), p.Frame(c)
	v := introPage{
		Person: i.person(f), Referrer: i.referrer(f), Program: i.Terms.Name, SentOn: i.day(f, i.Referral.CreatedMS), Status: i.standing(f),
		Quote: i.why(), Rewards: wording.Rewards(i.Rewards), Facts: append(i.contactFacts(f), i.answers(f)...),
	}
	if err := p.fillIntroduction(ctx, f, i, &v); err != nil {
		return err
	}
	if i.Referral.Status == referral.InReview && i.Me.Has(aggregate.Reviewer) {
		v.Review = reviewPath + "/" + i.Referral.ID
	}
	for n, a := range offeredTo(i) {
		l := link{Path: path(i.Referral.ID) + "/" + a.name, Label: f.T("desk.action." + a.key + ".link")}
		if n < likely && i.Referral.HasYes() {
			v.Primary = append(v.Primary, l)
		} else {
			v.More = append(v.More, l)
		}
	}
	return p.Show(c, introView(f, v))
}

// fillIntroduction reads what stands in other documents, and words the rest.
func (p *Pages) fillIntroduction(ctx context.Context, f ui.Frame, i *item, v *introPage) (err error) {
	if v.Promise, err = wording.PromiseOf(ctx, p.App, i.Progress, promise.ReaderStaff, f.Lang()); err != nil {
		return err
	}
	if i.may(referral.Contact) && i.Referral.Status.Open() && i.Referral.ErasedMS == 0 {
		if v.MayContact, err = p.mayContact(ctx, f, i); err != nil {
			return err
		}
	}
	if v.Said, err = i.said(f); err != nil {
		return err
	}
	if v.Contacts, err = i.contacts(f); err != nil {
		return err
	}
	if v.Events, err = i.events(f); err != nil {
		return err
	}
	v.Reports, v.Proof, v.Deal = i.reports(f), i.proof(f), i.dealFacts(f)
	for _, w := range i.Referral.Wins {
		v.Wins = append(v.Wins, winWords(f, i, w))
	}
	if i.Referral.Verdict != nil {
		v.Score = f.T("desk.score", "score", i.Referral.Verdict.Score)
		v.Found, v.Passed = scoreLines(f, i.Referral.Verdict)
	}
	return nil
}

// winWords say what a reported win is.
func winWords(f ui.Frame, i *item, w referral.SuggestedWin) string {
	amount := w.Close.Amount
	if amount.IsZero() && w.Close.Payment != nil {
		amount = w.Close.Payment.Amount
	}
	return f.T("desk.win", "amount", amount, "date", i.day(f, w.AtMS), "reference", winReference(w))
}

func winReference(w referral.SuggestedWin) string {
	switch {
	case w.Close.Evidence != nil && w.Close.Evidence.Reference != "":
		return w.Close.Evidence.Reference
	case w.Close.ExternalID != "":
		return w.Close.ExternalID
	}
	return strconv.FormatInt(w.N, 10)
}

// contacts are what took place between us and the person, the newest first.
func (i *item) contacts(f ui.Frame) ([]note, error) {
	var out []note
	list := i.Referral.Contacts
	for n := len(list) - 1; n >= 0; n-- {
		made := list[n]
		who, err := i.people.name(f, made.By)
		if err != nil {
			return nil, err
		}
		title := f.T("desk.contact.line", "outcome", f.T("desk.outcome."+string(made.Outcome)), "channel", f.T("page.channel."+string(made.Channel)))
		if made.Clause != "" {
			title = f.T("desk.contact.broke", "line", title)
		}
		out = append(out, note{Title: title, Words: i.contactNote(made.Seq), Meta: f.T("desk.by", "who", who, "date", i.moment(f, made.AtMS))})
	}
	return out, nil
}

// contactNote is what was written about the contact with a number.
func (i *item) contactNote(n int64) string {
	for _, e := range i.Referral.Events {
		if e.Verb == string(referral.Contact) && e.Data["contact"] == strconv.FormatInt(n, 10) {
			return i.Referral.Reason(e.Seq)
		}
	}
	return ""
}
