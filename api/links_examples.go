package api

import "time"

// linkExamples tell of Kim's link for a newsletter.
func linkExamples() []any {
	made := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	const program, kim = "prg_01jwq4x8n2b7d9f1h3k5m7p9r1", "mbr_01jwq4x8n2kim00000000000aa"
	return []any{
		linkInput{ProgramID: program, MemberID: kim, Name: "newsletter"},
		Link{
			ID: "lnk_01jwq4x8n2b7d9f1h3k5m7p9r1", ProgramID: program, MemberID: kim, Code: "bcdfghjk", Name: new("newsletter"), State: "on",
			URL: "https://refer.example/r/bcdfghjk", QRURL: "https://refer.example/r/bcdfghjk/qr.svg", Metadata: map[string]string{},
			CreatedAt: made, UpdatedAt: made,
		},
		Visits{From: "2026-06-01", To: "2026-06-02", Total: 3, Days: []VisitsDay{
			{Day: made.Format(time.DateOnly), Visits: 1}, {Day: made.AddDate(0, 0, 1).Format(time.DateOnly), Visits: 2},
		}},
	}
}
