package desk

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// answers are what was written about the person, question by question; why it would
// help them stands on paper above.
func (i *item) answers(f ui.Frame) []view.Fact {
	by := form.ByReferrer
	if i.Referral.Entry == referral.ByLink {
		by = form.ByPerson
	}
	questions := i.Terms.Form.Questions(form.Asking{By: by, Consent: i.Terms.Promise.Consent})
	told := i.Referral.Personal.Answers
	questions = slices.DeleteFunc(questions, func(q form.Question) bool {
		held, known := i.held()[q.Key]
		return q.Key == form.KeyWhy || known && held == told.Text(q.Key)
	})
	return wording.Facts(f, wording.Form(f, questions), wording.Shown(told))
}

// held are the details that we hold, by the question that they answer. An answer is
// shown beside them only where the person corrected it.
func (i *item) held() map[string]string {
	p := i.Referral.Personal
	return map[string]string{
		form.KeyName: p.Name, form.KeyCompany: p.Company, form.KeyRole: p.Role, form.KeyEmail: p.Email, form.KeyPhone: p.Phone, form.KeyCountry: p.Country,
	}
}

// why is what was written of why it would help the person.
func (i *item) why() string { return i.Referral.Personal.Answers.Text(form.KeyWhy) }

// contactFacts are the details that we hold now; the person's own corrections are
// in them.
func (i *item) contactFacts(f ui.Frame) []view.Fact {
	p := i.Referral.Personal
	return facts(
		view.Fact{Label: f.T("desk.fact.company"), Value: p.Company},
		view.Fact{Label: f.T("desk.fact.role"), Value: p.Role},
		view.Fact{Label: f.T("desk.fact.email"), Value: p.Email},
		view.Fact{Label: f.T("desk.fact.phone"), Value: p.Phone},
		view.Fact{Label: f.T("desk.fact.country"), Value: countryName(f, p.Country)},
		view.Fact{Label: f.T("desk.fact.zone"), Value: i.Referral.Zone(i.Terms)},
	)
}

func countryName(f ui.Frame, code string) string {
	if code == "" {
		return ""
	}
	return ui.CountryName(f.Lang(), code)
}

// facts drops what nobody knows.
func facts(all ...view.Fact) []view.Fact {
	return slices.DeleteFunc(all, func(x view.Fact) bool { return x.Value == "" })
}
