package wording

import (
	"context"
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// Introduction is one introduction as its referrer sees it.
func Introduction(ctx context.Context, a *app.App, p app.ReferrerView, w ui.Words) (view.Referral, error) {
	r := p.Referral
	v := view.Referral{
		Person: r.Personal.Name, Company: r.Personal.Company, AtMS: r.CreatedMS, Zone: p.Zone, Erased: r.ErasedMS != 0,
		Status: Standing(p.Progress), Claim: slices.Contains([]referral.Status{referral.Agreed, referral.InContact, referral.Met}, r.Status),
		Letter: Letter(w, p.Letter), Rewards: Rewards(p.Rewards), Reports: Reports(r, "referrer", p.Zone),
	}
	var err error
	if v.Promise, err = PromiseOf(ctx, a, p.Progress, promise.ReaderReferrer, w.Lang()); err != nil {
		return v, err
	}
	if r.Entry != referral.ByLink { // what a person typed about themself is theirs
		v.Told = Facts(w, Form(w, asked(p.Progress)), Shown(r.Personal.Answers))
	}
	v.Sent, v.Evidence = mailed(p.Progress), evidence(p.Progress)
	if r.Status.Open() && r.Forgone == "" {
		v.Offer = p.Terms.Offer()
	}
	question(&v, p.Progress, w)
	declined(&v, r)
	v.Can = can(p.Progress, a.Now().UnixMilli())
	if r.Status != referral.ToConfirm && paysCash(p.Progress) {
		st, err := a.Payouts.State(ctx, p.Actor, p.Actor.ID)
		if err != nil {
			return v, err
		}
		pay := Payout(st)
		if pay.Open || len(p.Rewards) > 0 { // else nothing is to be done about it yet
			v.Payout = &pay
		}
		if pay.Open {
			v.Can = append(v.Can, view.SetUpPay)
		}
	}
	return v, nil
}

// asked are the questions that an introduction answered.
func asked(p app.Progress) []form.Question {
	by := form.ByReferrer
	if p.Referral.Entry == referral.ByLink {
		by = form.ByPerson
	}
	return p.Terms.Form.Questions(form.Asking{By: by, Consent: p.Terms.Promise.Consent})
}

// question fills in what the referrer is asked: by a reviewer in their own words,
// who may want any answer changed, or by rules about single answers.
func question(v *view.Referral, p app.Progress, w ui.Words) {
	r := p.Referral
	if r.Status != referral.NeedsInfo {
		return
	}
	if r.Review.Bounced {
		v.Bounced = Masked(r.Personal.Email)
		return
	}
	if r.Review.AskedBy != "" {
		v.Question = reason(r, referral.Ask)
	} else if r.Verdict != nil {
		for _, n := range r.Verdict.Told().Needs {
			v.Needs = append(v.Needs, n.Words)
		}
	}
	v.Ask = Form(w, open(p))
	for i := range v.Ask.Fields {
		v.Ask.Fields[i].Autocomplete = "" // it is about somebody else
	}
	v.Answers = Shown(r.Personal.Answers)
}

// open are the questions whose answers may change now: those that rules are about,
// or all where a reviewer asked.
func open(p app.Progress) []form.Question {
	r, questions := p.Referral, asked(p)
	if r.Review.AskedBy != "" || r.Verdict == nil {
		return questions
	}
	needs := r.Verdict.Told().Needs
	return slices.DeleteFunc(questions, func(q form.Question) bool {
		return len(needs) > 0 && !slices.ContainsFunc(needs, func(n vetting.Need) bool { return n.Field == q.Key })
	})
}

// declined fills in why, and until when a second look may be asked for.
func declined(v *view.Referral, r *referral.Referral) {
	if r.Status != referral.Declined {
		return
	}
	switch {
	case r.DeclinedBy != "":
		v.Because = reason(r, referral.Decline)
	case r.Verdict != nil:
		v.Reason = r.Verdict.Told().Why
	}
	if r.AppealedMS == 0 && r.ErasedMS == 0 {
		v.AppealMS = r.AppealEndsMS()
	}
}

// reason is what was written with the newest event of a verb.
func reason(r *referral.Referral, verb referral.Verb) string {
	for _, e := range slices.Backward(r.Events) {
		if e.Verb == string(verb) {
			return r.Reason(e.Seq)
		}
	}
	return ""
}

// can lists what the referrer may do now, but for payment.
func can(p app.Progress, now int64) []view.Action {
	r := p.Referral
	var out []view.Action
	add := func(a view.Action, verb referral.Verb, possible bool) {
		if possible && referral.Possible(verb, referral.ByReferrerParty, r.Status) {
			out = append(out, a)
		}
	}
	add(view.Confirm, referral.Confirm, true)
	add(view.GiveInfo, referral.Answer, !r.Review.Bounced)
	add(view.Correct, referral.Correct, r.Review.Bounced)
	add(view.Appeal, referral.Appeal, r.AppealedMS == 0 && r.ErasedMS == 0 && now <= r.AppealEndsMS())
	add(view.Withdraw, referral.Withdraw, r.Forgone == "" && r.Status != referral.Declined && r.Status != referral.Lapsed)
	add(view.ReportIt, referral.Report, r.Status != referral.ToConfirm)
	return out
}

// Letter is the introduction to send on, ready to be copied: the link stands above
// the signature.
func Letter(w ui.Words, l *mailing.Letter) *view.Letter {
	if l == nil {
		return nil
	}
	var parts []string
	for _, m := range l.Paragraphs {
		parts = append(parts, w.Text(m))
	}
	parts = slices.Insert(parts, max(0, len(parts)-1), l.URL)
	return &view.Letter{Subject: w.Text(l.Subject), Text: strings.Join(parts, "\n\n"), Link: l.URL}
}
