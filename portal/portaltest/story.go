package portaltest

import (
	"maps"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
)

// Program publishes the default terms with 200.00 EUR in cash for a won deal, with
// rep as the one who writes; change may alter them.
func (k *Kit) Program(rep *member.Member, change ...func(*program.Terms)) *program.Program {
	k.T.Helper()
	terms := k.App.Programs.Defaults("Northline", "Europe/Berlin")
	terms.Rep = rep.ID
	terms.Rewards.Rules = []reward.Rule{{
		Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur",
		Price: reward.Price{Form: reward.Flat, Amount: 20_000},
	}}
	for _, c := range change {
		c(&terms)
	}
	made, err := k.App.Programs.Create(k.T.Context(), Operator, app.ProgramInput{Draft: terms})
	k.Must(err)
	done, err := k.App.Programs.Publish(k.T.Context(), Operator, made.Doc.ID)
	k.Must(err)
	return done.Doc
}

// Introduce is a customer's introduction of somebody, vetted; over changes
// answers.
func (k *Kit) Introduce(by *member.Member, p *program.Program, over map[string]any) *referral.Referral {
	k.T.Helper()
	answers := map[string]any{
		"name": "Priya Raman", "company": "Raman Logistics", "source": "peers_outside", "told": "yes",
		"why": "They still plan every route on paper and lose an hour each day.",
	}
	maps.Copy(answers, over)
	done, err := k.App.Referrals.Submit(k.T.Context(), k.As(by), app.SubmitReferral{ProgramID: p.ID, ReferrerID: by.ID, Revision: p.Published, Answers: answers})
	k.Must(err)
	k.Run()
	return k.Referral(done.Doc.ID)
}

// Referral reads a referral as it is now.
func (k *Kit) Referral(id string) *referral.Referral {
	k.T.Helper()
	r, err := k.App.Referrals.Get(k.T.Context(), Operator.Actor, id)
	k.Must(err)
	return r
}
