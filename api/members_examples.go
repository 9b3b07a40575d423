package api

import "time"

// memberExamples tell of one customer and of one staff member's duties.
func memberExamples() []any {
	made := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	kim := Member{
		ID: "mbr_01jwq4x8n2kim00000000000aa", Source: "installation", ExternalID: new("c-17"), Kind: "customer", State: "active",
		Name: "Kim Muster", Email: new("kim@example.com"), Phone: new("+4930901820"), Company: new("Muster GmbH"), Country: new("DE"),
		Language: new("de"), Zone: new("Europe/Berlin"), Metadata: map[string]string{"tier": "gold"}, CreatedAt: made, UpdatedAt: made,
	}
	return []any{
		memberInput{ExternalID: "c-17", Name: "Kim Muster", Email: "kim@example.com", Phone: "+49 30 901820", Company: "Muster GmbH",
			Country: "DE", Language: "de", Zone: "Europe/Berlin", Metadata: map[string]string{"tier": "gold"}},
		memberPatch{Company: new("Muster & Sons GmbH"), Phone: new("")},
		dutiesInput{Roles: []string{"rep", "reviewer"}, LeadID: new("mbr_01jwq4x8n2ada00000000000aa")},
		kim,
		Statement{Year: 2026, Sums: []Money{{15_000, "eur"}}, Payments: []StatementPayment{{
			RewardID: "rw_2k4n6p8r0s2t4v6w8x0y1z3a5b", ReferralID: "ref_01hzx3v9kq2m4n6p8r0s2t4v6w", Person: new("Sam Sample"),
			Amount: Money{15_000, "eur"}, PaidAt: made, TransferID: new("tr_1SxGoodword0001"),
		}}},
		MemberTotals{
			Years:   []YearTotal{{Year: 2026, Amount: Money{15_000, "eur"}, Count: 1}},
			Pending: []PendingTotal{{Status: "held", Amount: Money{20_000, "eur"}, Count: 1}},
			Next:    &NextReward{RewardID: "rw_2k4n6p8r0s2t4v6w8x0y1z3a5b", Amount: Money{20_000, "eur"}, PayableFrom: made.AddDate(0, 1, 0)},
		},
		ImportPreview{Created: 1, Refused: 1, Rows: []ImportRow{
			{Line: 2, Result: "created", Errors: []ImportError{}},
			{Line: 3, Result: "refused", Errors: []ImportError{{Pointer: "/email", Code: "invalid_email", Detail: "Give an e-mail address such as kim@example.com."}}},
		}},
		Import{ID: "imp_01jwq4x8n2b7d9f1h3k5m7p9r1", Kind: "members", Created: 1, Refused: 1, CreatedAt: made, Rows: []ImportRow{
			{Line: 2, Result: "created", ID: &kim.ID, Errors: []ImportError{}},
			{Line: 3, Result: "refused", Errors: []ImportError{{Pointer: "/email", Code: "invalid_email", Detail: "Give an e-mail address such as kim@example.com."}}},
		}},
	}
}
