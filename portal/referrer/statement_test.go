package referrer_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// TestTheStatementAgreesWithTheBooks: the sum of a year is what the ledger says
// was sent to the member in it, and the file has the same rows.
func TestTheStatementAgreesWithTheBooks(t *testing.T) {
	t.Parallel()
	s := newPurse(t)
	s.onboard(stripesandbox.StateFinished)
	var booked, rows int64
	for i, name := range []string{"Priya Raman", "Tom Becker", "Ana Lopes"} {
		if i == 2 {
			s.Clock.Advance(300 * 24 * time.Hour) // the next year
		}
		r := s.approve(s.won(name))
		if r.Status != reward.Paid {
			t.Fatalf("%s %v", r.Status, r.WaitsFor())
		}
		entries, err := s.App.Ledger.OfReward(t.Context(), r.ID)
		s.Must(err)
		for _, e := range entries {
			if e.Posting == reward.PostPaid && time.UnixMilli(e.CreatedMS).UTC().Year() == 2026 {
				booked += e.Minor
				rows++
			}
		}
	}
	if booked != 40_000 || rows != 2 {
		t.Fatalf("the books say %d in %d", booked, rows)
	}
	p := s.shows("/rewards/statement?year=2026", "Rewards paid in 2026", "Northline GmbH, Hamburg", "Kim Muster", "Priya Raman", "Tom Becker", "Total in EUR", "€400.00", "Date of issue")
	s.never(p, "Ana Lopes")
	var sum int64
	file := s.rows("/rewards/statement.csv?year=2026")
	for _, row := range file[1:] {
		minor, err := strconv.ParseInt(strings.Replace(row[5], ".", "", 1), 10, 64)
		s.Must(err)
		sum += minor
	}
	if sum != booked || len(file) != 3 {
		t.Errorf("the file has %d in %q", sum, file)
	}
	s.shows("/rewards/statement?year=2027", "Ana Lopes", "€200.00")
	s.shows("/rewards/statement", "Rewards paid in 2027") // the present year
	s.browser.Lang = "de"
	s.shows("/rewards/statement?year=2026", "Ausgezahlte Prämien 2026", "Summe in EUR", "400,00 €", "Ausgestellt am")
	s.shows("/rewards/statement?year=2025", "2025 wurde nichts bezahlt.")
	for _, year := range []string{"x", "20266", "-1", "26", "2026%00", "0001", "9999"} {
		if p := s.browser.Get("/rewards/statement?year=" + year); p.Status != 404 && p.Status != 400 {
			t.Errorf("year %s: %d", year, p.Status)
		}
	}
}
