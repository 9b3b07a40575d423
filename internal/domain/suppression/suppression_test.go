package suppression_test

import (
	"slices"
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/fault"
)

func TestSuppression(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	person := aggregate.Actor{Kind: aggregate.Person, ID: "ref_1"}
	if _, err := suppression.New("sup_1", []string{""}, suppression.No, "", person, nil, start); !fault.Because(err, "nothing_to_suppress") {
		t.Fatal(err)
	}
	s, err := suppression.New("sup_1", []string{"email-aa", "", "name-bb"}, suppression.No, "ref_1", person, nil, start)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(s.Kinds, []string{"email", "name"}) || !s.Covers([]string{"name-bb"}) || s.Covers([]string{"name-bb", "phone-cc"}) {
		t.Fatalf("%+v", s)
	}
	if !suppression.Strong("email-aa") || !suppression.Strong("phone-aa") || suppression.Strong("name-bb") {
		t.Fatal("a name blocks, or a contact doesn't")
	}
	for _, k := range []aggregate.Kind{aggregate.Staff, aggregate.Operator, aggregate.Installation, aggregate.Clock, aggregate.Referrer} {
		if err := s.Lift(aggregate.Actor{Kind: k, Roles: []aggregate.Role{aggregate.Admin}}, nil, start); !fault.Because(err, "person_only") {
			t.Errorf("%s: %v", k, err)
		}
	}
	for range 2 {
		if err := s.Lift(person, nil, start); err != nil {
			t.Fatal(err)
		}
	}
	if s.State != suppression.Lifted || s.Keys != nil || s.Revision != 2 {
		t.Fatalf("%+v", s)
	}
}
