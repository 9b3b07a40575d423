package api

import "time"

// companyExamples tell of one customer.
func companyExamples() []any {
	made := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	return []any{
		companyInput{ExternalID: "a-4", Name: "Acme Ltd", Domains: []string{"acme.example"}, State: "customer", Since: "2024-03-01"},
		Company{
			ID: "cmp_01jwq4x8n2b7d9f1h3k5m7p9r1", ExternalID: new("a-4"), Name: "Acme Ltd", Domains: []string{"acme.example"}, State: "customer",
			Since: new("2024-03-01"), Metadata: map[string]string{}, CreatedAt: made, UpdatedAt: made,
		},
	}
}
