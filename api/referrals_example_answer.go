package api

import "time"

// exampleReferral is what a partner gets back for the example of a submission: an
// introduction that waits for the person's yes.
func exampleReferral(day time.Time) Referral {
	return Referral{
		ReferralSummary: ReferralSummary{
			ID: "ref_01jwq4x8n2d4f6h8k0m2p4r6t8", ExternalID: new("crm-4711"), Metadata: map[string]string{"campaign": "spring"},
			ProgramID: "prg_01jwq4x8n2b7d9f1h3k5m7p9r1", ProgramRevision: 1, Status: "awaiting_yes", Class: "named", Entry: "key",
			ReferrerID: new("mem_01jwq4x8n2kim00000000000aa"),
			Person:     ReferralPerson{Name: new("Sam Sample"), Company: new("Acme GmbH")}, CreatedAt: day, UpdatedAt: day,
		},
		Answers: map[string]any{
			"name": "Sam Sample", "company": "Acme GmbH", "source": "peers_outside", "told": "yes",
			"why": "They still plan their routes on paper and asked me how we do it.",
		},
		AcceptedAt: new(day),
		Verdict:    exampleVerdict(),
		Consent:    ReferralConsent{Zone: "Europe/Berlin"},
		Timeline:   exampleTimeline(day),
		Contacts:   []ReferralContact{}, Breaches: []ReferralBreach{}, SuggestedWins: []ReferralWin{}, Rewards: []ReferralReward{},
		Events: []ReferralEvent{{
			N: 1, At: day, Verb: "submit", By: EventActor{Kind: "partner_key", ID: new("key_01jwq4x8n2c3e5g7j9m1q3s5u7")},
			To: new("awaiting_yes"),
		}},
	}
}

// exampleVerdict is the verdict as a partner reads it.
func exampleVerdict() *ReferralVerdict {
	v := &ReferralVerdict{Result: "accepted", Score: 100, Words: "We take this introduction forward.", Needs: []VettingNeed{}}
	for _, r := range []struct {
		rule   string
		points int64
		words  string
	}{
		{"complete", 10, "Everything that we need is there."},
		{"specific", 15, "Your words are clear."},
		{"name", 5, "The name looks right."},
		{"email", 10, "The email address is fine, or none is needed."},
		{"throwaway", 10, "The mailbox is a lasting one, or none is needed."},
		{"phone", 5, "The phone number is fine, or none is needed."},
		{"company", 5, "The company looks right, or none is needed."},
		{"self", 10, "This is somebody else than you."},
		{"own_domain", 5, "The person is not from your own company, or may be."},
		{"pace", 4, "You are within the limits of the program."},
		{"pattern", 4, "Nothing speaks against your earlier introductions."},
		{"duplicate", 5, "You did not put this person forward before."},
		{"our_records", 12, "Nothing in our records stands against it."},
	} {
		v.Rules = append(v.Rules, VettingRule{Rule: r.rule, Code: "ok", Outcome: "pass", Points: r.points, Of: r.points, Words: new(r.words)})
	}
	return v
}

// exampleTimeline is the promise of the default terms after the first day.
func exampleTimeline(day time.Time) []ReferralStep {
	return []ReferralStep{
		{Code: "submitted", State: "done", Title: "You introduced Sam Sample", Detail: new("Mon 1 Jun 2026"), At: new(day)},
		{
			Code: "verdict", State: "kept", Title: "We said yes to your introduction", Detail: new("Mon 1 Jun 2026, in time"),
			At: new(day), DueAt: new(day.Add(31 * time.Hour)),
		},
		{Code: "letter", State: "now", Title: "We give you a letter to send on"},
		{Code: "answer", State: "next", Title: "Sam Sample says yes or no", Detail: new("There are 21 days to answer")},
		{Code: "first_contact", State: "next", Title: "Goodword contacts Sam Sample by email or by phone", Detail: new("Within 1 business day")},
		{Code: "meeting", State: "next", Title: "We meet Sam Sample"},
		{Code: "decision", State: "next", Title: "Sam Sample decides, and you hear the result either way"},
		{Code: "reward", State: "next", Title: "We decide on your reward", Detail: new("Within 5 business days")},
		{Code: "paid", State: "next", Title: "We pay your reward"},
	}
}
