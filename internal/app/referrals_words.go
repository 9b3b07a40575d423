package app

import (
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/mailing"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/vetting"
)

// FirstWords is what an introduced person reads first, if the introduction is
// taken: the letter that the referrer sends on, or the mail that we write. At most
// one is set. Neither has an address in it: there is no page yet.
type FirstWords struct {
	Letter *mailing.Letter
	Mail   *mailing.Mail
}

// firstWords composes them as they would be composed after an acceptance, whatever
// the verdict is: the referrer reads them before they decide.
func (s *Referrals) firstWords(sub submission, by aggregate.Actor, names promise.Names) FirstWords {
	if sub.by != form.ByReferrer {
		return FirstWords{}
	}
	r := referral.New(sub.draft, by, nil, s.clock.Now())
	if r.Status != referral.ToConfirm {
		r.Vetted(sub.terms, vetting.Verdict{Result: vetting.Accepted}, nil, s.clock.Now())
	}
	l := letter{r: r, t: sub.terms, names: names}
	template := ""
	switch sub.terms.Promise.Consent {
	case promise.ReferrerIntroduces:
		words := s.mails.forward(l)
		words.URL = ""
		return FirstWords{Letter: words}
	case promise.AskFirst:
		template = "ask_first"
	case promise.AlreadyAgreed:
		template = "first_message"
	}
	l.task.Payload = map[string]string{"template": template, "to": "person"}
	mail := s.mails.compose(l, sub.draft.Details.Language)
	mail.ToName = sub.draft.Details.Name
	mail.Action.URL = ""
	return FirstWords{Mail: &mail}
}
