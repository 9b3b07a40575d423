package api

import (
	"time"

	"github.com/goodword/goodword/internal/domain/promise"
)

// referralExamples tell of one introduction: Kim puts Sam forward, Ada looks after
// it. A test submits the first and compares what comes back.
func referralExamples() []any {
	day := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	ada := acting{OnBehalfOf: "mem_01jwq4x8n2ada00000000000aa"}
	kim := acting{OnBehalfOf: "mem_01jwq4x8n2kim00000000000aa"}
	return []any{
		referralInput{
			ProgramID: "prg_01jwq4x8n2b7d9f1h3k5m7p9r1", ReferrerID: kim.OnBehalfOf, Revision: 1, AcceptedAt: new(day),
			Answers: map[string]any{
				"name": "Sam Sample", "company": "Acme GmbH", "source": "peers_outside", "told": "yes",
				"why": "They still plan their routes on paper and asked me how we do it.",
			},
			ExternalID: "crm-4711", Metadata: map[string]string{"campaign": "spring"},
		},
		exampleReferral(day), exampleReferral(day).ReferralSummary,
		FollowUp{Referral: exampleReferral(day).ReferralSummary, Next: "first_contact", DueAt: day.Add(26 * time.Hour), Group: "now"},
		ReferralPreview{
			Status: "awaiting_yes", ProgramRevision: 1, Verdict: exampleReferral(day).Verdict, Timeline: exampleReferral(day).Timeline,
			Zone: "Europe/Berlin",
		},
		answerInput{acting: kim, Answers: map[string]any{"company": "Acme GmbH"}},
		reasonInput{acting: ada, Reason: "Please look again: they have asked twice."},
		remarkInput{acting: ada, Reason: "We know the company; it fits."},
		breachInput{acting: kim, Kind: "not_as_promised", Words: "They heard from three of you."},
		declineInput{acting: ada, Code: "not_a_fit", Reason: "They are too small for what we do."},
		assignInput{acting: ada, RepID: ada.OnBehalfOf},
		emptyInput{acting: ada},
		addressInput{acting: ada, Email: "sam@example.com"},
		evidenceInput{acting: ada, Evidence: "Sam replied on 2 June: “Yes, Kim told me. Call me on Thursday.”"},
		yesInput{
			acting: ada, Channel: "phone", Evidence: "Sam said yes to Ada on the phone on 2 June at 10:15.",
			Details: yesDetails{Phone: "+49 30 901820", Wish: contactWish{Channels: []string{"phone"}}},
		},
		deferInput{acting: ada, Until: day.AddDate(0, 2, 0), Reason: "After the summer."},
		contactInput{acting: ada, Channel: "phone", Outcome: "reached", At: new(day), Note: "Wants a demo."},
		checkInput{acting: ada, Channel: "phone"},
		ContactCheck{
			Clause:   new(string(promise.ClauseBeforeYes)),
			Detail:   new("This person has not said yes yet, or has not had our first message."),
			Channels: []string{"email", "phone"}, CheckedAt: day.Add(11 * time.Hour), Zone: "Europe/Berlin",
		},
		meetingInput{acting: ada, At: new(day), Note: "Five people came."},
		nextStepInput{acting: ada, What: "Send the offer", At: day.AddDate(0, 0, 7)},
		loseInput{acting: ada, Code: "no_budget", Note: "Maybe next year."},
		breachAnswerInput{acting: ada, Reason: "All three calls were asked for; see the notes."},
		winInput{
			ExternalID: "D-2026-17", Amount: Money{Amount: 1_200_000, Currency: "eur"}, WonAt: new(day), Stage: "Closed won",
			Evidence: DealEvidence{Kind: "contract", Reference: "C-2026-17"},
		},
		paymentInput{ExternalID: "INV-17", Amount: Money{Amount: 1_428_000, Currency: "eur"}, Tax: 228_000, PaidAt: new(day)},
		refundInput{Payment: "INV-17", Refunded: 714_000},
		disputeInput{Payment: "INV-17", ExternalID: "DSP-3", State: "open", Amount: 1_428_000},
	}
}
