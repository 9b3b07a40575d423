package api

import "time"

// rewardExamples show one reward that waits for its second approval.
func rewardExamples() []any {
	won := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	due := won.AddDate(0, 0, 30)
	amount := Money{Amount: 120_000, Currency: "eur"}
	rep := "mem_01hzx3v9kq2m4n6p8r0s2t4v6y"
	summary := RewardSummary{
		ID: "rw_2k4n6p8r0s2t4v6w8x0y1z3a5b", ReferralID: "ref_01hzx3v9kq2m4n6p8r0s2t4v6w", ProgramID: "prg_01hzx3v9kq2m4n6p8r0s2t4v6x",
		ProgramRevision: 1, Rule: "won", Kind: "cash", Status: "awaiting_approval", Amount: amount,
		ReferrerID: "mem_01hzx3v9kq2m4n6p8r0s2t4v6w", PayeeID: "mem_01hzx3v9kq2m4n6p8r0s2t4v6w", Waiting: new("approval"),
		PayableFrom: &due, CreatedAt: won, UpdatedAt: due.Add(time.Hour),
	}
	decideBy := due.AddDate(0, 0, 7)
	return []any{
		summary,
		Reward{
			RewardSummary: summary, StatusText: "being decided",
			WaitsFor: []RewardWait{{Code: "approval", Text: "Our team decides by 8 April 2026.", By: &decideBy}},
			Class:    "introduced", Base: &Money{Amount: 1_200_000, Currency: "eur"}, BasePaid: true, HoldUntil: &due,
			Approvals: []RewardApproval{{By: &rep, At: due.Add(time.Hour), Amount: amount, PayeeID: summary.PayeeID}}, ApprovalsNeeded: 2,
			DecideBy: &decideBy,
			Events: []RewardEvent{
				{N: 1, At: won, Verb: "create", By: EventActor{Kind: "clock"}, To: new("held"), Data: map[string]string{"amount": "120000", "currency": "eur"}},
				{N: 2, At: due, Verb: "release", By: EventActor{Kind: "clock"}, From: new("held"), To: new("awaiting_approval"), Data: map[string]string{}},
				{N: 3, At: due.Add(time.Hour), Verb: "approve", By: EventActor{Kind: "staff", ID: &rep}, Data: map[string]string{"amount": "120000", "currency": "eur"}},
			},
			Ledger: []LedgerEntry{},
		},
		rewardRejection{Reason: "duplicate", Note: "Paid in February under another name."},
		rewardHold{Until: due.AddDate(0, 1, 0), Reason: "checking_deal"},
		rewardByHand{Reference: "R-2026-17"},
		rewardMend{Amount: &Money{Amount: 20_000, Currency: "eur"}, Note: "The deal was in dollars; agreed with sales."},
		rewardFailure{Reason: "referrer_wishes"},
		rewardWriteOff{Reason: "too_small"},
		Floats{Data: []Float{{Currency: "eur", Available: 500_000, Owed: 120_000}}},
	}
}
