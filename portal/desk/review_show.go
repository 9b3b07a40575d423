package desk

import (
	"context"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// reviewPage is one introduction with its evidence, and the three decisions.
type reviewPage struct {
	Person, Referrer   string
	ID                 string
	Status             view.Status
	SentOn, Program    string
	Late               bool
	Evidence           evidence
	Decisions          []actionPage
	Why                string // nobody can decide it here, and why
	WhyText            string
	Talk               []note // what reviewers and the referrer wrote to each other
	TalkTitle          string // a key
	Next, Introduction string
}

// evidence is what speaks for and against an introduction.
type evidence struct {
	Quote, QuoteBy string
	Contact        []view.Fact
	Answers        []view.Fact
	Score          string
	Result         string
	Found, Passed  []scoreLine
	Record         string
	Same           []relation
	Companies      []view.Fact
}

// relation is another introduction of the same person.
type relation struct {
	Path, Words string
	Status      view.Status
}

// note is something written, by whom and when.
type note struct {
	Title, Words, Meta string
}

// showReview is the page of one introduction to decide.
func (p *Pages) showReview(c *gin.Context) error {
	i, err := p.item(c)
	if err != nil {
		return err
	}
	ctx, f := c.Request.Context(), p.Frame(c)
	v := reviewPage{
		ID: i.Referral.ID, Person: i.person(f), Referrer: i.referrer(f), Status: i.standing(f), SentOn: i.day(f, i.Referral.CreatedMS),
		Program: i.Terms.Name, Late: i.late(), TalkTitle: "desk.talk.title",
		Introduction: path(i.Referral.ID),
	}
	if v.Evidence, err = p.evidence(ctx, f, i); err != nil {
		return err
	}
	if i.Referral.AppealedMS != 0 {
		v.TalkTitle = "desk.appeal.title"
	}
	if v.Talk, err = i.talkNotes(f); err != nil {
		return err
	}
	if v.Next, err = p.nextToReview(ctx, i.Me, i.Referral.ID); err != nil {
		return err
	}
	switch {
	case i.Referral.Status != referral.InReview:
		v.Why, v.WhyText = f.T("desk.review.decided"), f.Text(v.Status.Text)
	case i.declinedIt():
		v.Why, v.WhyText = f.T("desk.review.yours"), f.T("desk.not.decided_before")
	default:
		for _, a := range reviewActions {
			post := reviewPath + "/" + i.Referral.ID + "/" + a.name
			d, err := p.actionPage(c, f, a, i, post, reviewPath)
			if err != nil {
				return err
			}
			v.Decisions = append(v.Decisions, d)
		}
	}
	return p.Show(c, reviewView(f, v))
}

// evidence gathers what a reviewer looks at.
func (p *Pages) evidence(ctx context.Context, f ui.Frame, i *item) (evidence, error) {
	rel, err := p.App.Referrals.Related(ctx, i.Me, i.Referral)
	if err != nil {
		return evidence{}, err
	}
	e := evidence{Quote: i.why(), QuoteBy: i.referrer(f), Contact: i.contactFacts(f), Answers: i.answers(f), Record: recordWords(f, rel.Record)}
	if v := i.Referral.Verdict; v != nil {
		e.Score, e.Result = f.T("desk.score", "score", v.Score), f.T("desk.result."+string(v.Result))
	}
	e.Found, e.Passed = scoreLines(f, i.Referral.Verdict)
	for _, same := range [][]*referral.Referral{rel.Same, rel.Alike} {
		for _, r := range same {
			e.Same = append(e.Same, i.relation(f, r))
		}
	}
	for _, co := range rel.Companies {
		e.Companies = append(e.Companies, companyFact(f, co))
	}
	return e, nil
}

// relation words another introduction of the same person, with its claim.
func (i *item) relation(f ui.Frame, r *referral.Referral) relation {
	words := f.T("desk.same", "person", personOf(f, r), "date", i.day(f, r.CreatedMS))
	if r.Claim.TakenMS != 0 && r.Claim.Ended == "" && r.Claim.EndsMS > i.NowMS {
		words = f.T("desk.same.claim", "person", personOf(f, r), "date", i.day(f, r.Claim.EndsMS))
	}
	return relation{Path: path(r.ID), Words: words, Status: wording.StaffChip(r.Status)}
}

func companyFact(f ui.Frame, co *company.Company) view.Fact {
	return view.Fact{Label: co.Name, Value: f.T("desk.company." + string(co.State))}
}

// recordWords say what became of a referrer's introductions.
func recordWords(f ui.Frame, r app.Record) string {
	if r.All <= 1 {
		return f.T("desk.record.first")
	}
	return f.T("desk.record", "count", int(r.All), "open", r.Open, "agreed", r.Agreed, "won", r.Won)
}

// talk are the verbs with which reviewers and a referrer write to each other.
var talk = []referral.Verb{referral.Ask, referral.Answer, referral.Decline, referral.Appeal}

// talkNotes are what they wrote, for whoever looks now; none where nobody asked and
// nobody appealed.
func (i *item) talkNotes(f ui.Frame) ([]note, error) {
	var out []note
	asked := i.Referral.AppealedMS != 0
	for _, e := range i.Referral.Events {
		if !slices.Contains(talk, referral.Verb(e.Verb)) {
			continue
		}
		asked = asked || e.Verb == string(referral.Ask)
		who, err := i.actor(f, e.Actor)
		if err != nil {
			return nil, err
		}
		out = append(out, note{Title: f.T("desk.event." + e.Verb), Words: i.Referral.Reason(e.Seq), Meta: f.T("desk.by", "who", who, "date", i.moment(f, e.AtMS))})
	}
	if !asked {
		return nil, nil
	}
	return out, nil
}
