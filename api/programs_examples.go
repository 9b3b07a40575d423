package api

import (
	"time"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/promise"
)

// programExamples tell of one program that was published with a reward of 200.00
// EUR.
func programExamples() []any {
	made := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	const id = "prg_01jwq4x8n2b7d9f1h3k5m7p9r1"
	terms := termsOf(program.DefaultTerms("Good word", "Europe/Berlin"))
	terms.Rewards.Rules = []RewardRule{{
		Key: "won", Trigger: "won", For: "referrer", Kind: "cash", Currency: "eur", Price: RewardPrice{Form: "flat", Amount: 20_000},
	}}
	summary := ProgramSummary{
		ID: id, ExternalID: new("spring"), Name: "Good word", State: "published", Revision: new(int64(1)), PublishedAt: new(made.Add(time.Hour)),
		Metadata: map[string]string{}, CreatedAt: made, UpdatedAt: made.Add(time.Hour),
	}
	full := Program{
		ID: id, ExternalID: summary.ExternalID, Name: summary.Name, State: summary.State, Revision: summary.Revision,
		PublishedAt: summary.PublishedAt, Draft: &terms, Kept: KeptRate{Percent: new(95), Kept: 40, KeptLate: 1, Broken: 1},
		Metadata: summary.Metadata, CreatedAt: made, UpdatedAt: summary.UpdatedAt,
	}
	revision := ProgramRevision{
		ProgramID: id, Revision: 1, PublishedAt: made.Add(time.Hour), Terms: terms,
		Warnings: []ProgramWarning{{Code: program.NoReviewer, Detail: "Nobody has the role reviewer."}},
	}
	return []any{
		programInput{ExternalID: "spring", Draft: terms},
		summary, full, terms, revision,
		Publication{Program: full, Revision: revision},
		examplePromise(), exampleForm(),
	}
}

func examplePromise() ProgramPromise {
	return ProgramPromise{
		Revision: 1, Reader: "referrer", Language: "en", Zone: "Europe/Berlin",
		Lines: []string{
			"You write to them first; we stay silent until they answer.", "Then one of us contacts them by e-mail or phone.",
			"We do so within 1 business day of their yes, on workdays from 09:00 to 18:00.", "A no means that we never ask again.",
			"You get €200.00 when they become a customer.",
		},
		Whole: []PromiseParagraph{{Clause: "consent", Heading: "Their yes", Lines: []string{"We write to nobody who hasn't said yes."}}},
		Never: []string{"We never sell or share their details.", "They never land on a mailing list.", "After a no we never come back."},
		Steps: []ReferralStep{{Code: string(promise.StepVerdict), State: string(promise.StateNext), Title: "We tell you whether it fits"}},
	}
}

func exampleForm() ProgramForm {
	return ProgramForm{
		Revision: 1, By: string(form.ByReferrer), Consent: string(promise.ReferrerIntroduces), Language: "en",
		Questions: []ProgramQuestion{{
			Key: form.KeyTold, Type: string(form.Choice), Required: true, Label: "Have you told them?", Help: new("It helps if they know."),
			Options: []QuestionOption{{Value: "yes", Label: "Yes"}, {Value: "not_yet", Label: "Not yet"}},
		}},
	}
}
