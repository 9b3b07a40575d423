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
		Warnings: []ProgramWarning{{Code: program.NoReviewer, Detail: "Nobody has the role reviewer: what vetting leaves open will wait."}},
	}
	return []any{
		programInput{ExternalID: "spring", Draft: terms},
		summary, full, terms, revision,
		Publication{Program: full, Revision: revision},
		examplePromise(), exampleForm(),
	}
}

// examplePromise is cut short: one paragraph and one step of many.
func examplePromise() ProgramPromise {
	return ProgramPromise{
		Revision: 1, Reader: "referrer", Language: "en", Zone: "Europe/Berlin",
		Lines: []string{
			"You write first. We give you a short letter with a link, and you send it on. We stay silent until the person says yes. Then one person from our team gets in touch.",
			"We get in touch by email or by phone. We do it Monday to Friday, 09:00 to 18:00, in the time zone of the person. If they ask for another way or time, we do as they ask.",
			"You hear from us within 1 business day. After a yes, we get in touch within 1 business day. We try at most 3 times in 14 days.",
			"A no ends it. We never contact the person again, and nobody can name them to us again.",
			"You get €200.00 if they buy.",
		},
		Whole: []PromiseParagraph{{
			Clause: "who", Heading: "Who gets in touch",
			Lines: []string{"After a yes, one person from our team gets in touch with the person. Nobody else does."},
		}},
		Never: []string{
			"We never sell or share the details of the person.", "We never put the person on a mailing list.",
			"We never get in touch again after a no.",
		},
		Steps: []ReferralStep{{
			Code: string(promise.StepVerdict), State: string(promise.StateNext), Title: "We check it and answer you",
			Detail: new("Within 1 business day"),
		}},
	}
}

// exampleForm is cut short: one question of many.
func exampleForm() ProgramForm {
	return ProgramForm{
		Revision: 1, By: string(form.ByReferrer), Consent: string(promise.ReferrerIntroduces), Language: "en",
		Questions: []ProgramQuestion{{
			Key: form.KeyTold, Type: string(form.Choice), Required: true, Label: "Have you told them?", Help: new("It goes best when they know before we write."),
			Options: []QuestionOption{{Value: "yes", Label: "Yes"}, {Value: "not_yet", Label: "Not yet"}},
		}},
	}
}
