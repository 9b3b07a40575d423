package api

import "time"

// keyExamples tell of a wish to be left alone, and of a partner's key.
func keyExamples() []any {
	made := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	return []any{
		suppressionInput{Email: "sam@example.com"},
		suppressionCheckInput{Email: "sam@example.com"},
		SuppressionCheck{Suppressed: true, Suppression: &Suppression{ID: "sup_01jwq4x8n2b7d9f1h3k5m7p9r1", Known: []string{"email"}, Reason: "request", State: "active", CreatedAt: made, UpdatedAt: made}},
		Suppression{ID: "sup_01jwq4x8n2b7d9f1h3k5m7p9r1", Known: []string{"email"}, Reason: "request", State: "active", CreatedAt: made, UpdatedAt: made},
		keyInput{Name: "crm", Partner: "acme", Scopes: []string{"referrals:submit", "referrals:read"}, ExpiresAt: new(made.AddDate(1, 0, 0))},
		Key{
			ID: "key_01jwq4x8n2b7d9f1h3k5m7p9r1", Kind: "service", Name: "crm", Prefix: "gw_test_4Fh8Kq2Z", Partner: new("acme"),
			Scopes: []string{"referrals:submit", "referrals:read"}, ExpiresAt: new(made.AddDate(1, 0, 0)), CreatedAt: made,
			Token: new("gw_test_4Fh8Kq2Z_0123456789ABCDEFGHIJKLMNOPQRST_3x9Kd2"),
		},
	}
}
