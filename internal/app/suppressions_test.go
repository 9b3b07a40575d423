package app

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/internal/domain/vetting"
)

func TestSuppressionHoldsNobodysName(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	in := SuppressInput{Email: "kim.muster@example.com", Phone: "+49 30 901820", Name: "Kim Muster", Company: "Acme GmbH"}
	done, err := r.suppressions.Add(t.Context(), Call{Actor: installation}, in)
	r.must(err)
	body, err := json.Marshal(done.Doc)
	r.must(err)
	for _, word := range []string{"kim", "muster", "acme", "901820", "example"} {
		if strings.Contains(strings.ToLower(string(body)), word) {
			t.Errorf("%q stands in %s", word, body)
		}
	}
	again, err := r.suppressions.Add(t.Context(), Call{Actor: installation}, in)
	r.must(err)
	if again.Doc.ID != done.Doc.ID {
		t.Fatal("the same person is on the list twice")
	}
	for name, tc := range map[string]struct {
		d    contact.Details
		want vetting.Lookup
	}{
		"same address, other spelling": {contact.Details{Email: "Kim.Muster+x@EXAMPLE.com"}, vetting.Found},
		"phone":                        {contact.Details{Phone: "+4930901820"}, vetting.Found},
		"name and company":             {contact.Details{Name: "Muster, Kim", Company: "ACME"}, vetting.ByName},
		"name alone":                   {contact.Details{Name: "Kim Muster"}, vetting.None},
		"somebody else":                {contact.Details{Email: "sam@example.com"}, vetting.None},
		"nothing":                      {contact.Details{}, vetting.None},
	} {
		got, err := r.suppressions.match(t.Context(), tc.d)
		r.must(err)
		if got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func TestSuppressionFaults(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	for in, reason := range map[SuppressInput]string{
		{}:                  "nothing_to_suppress",
		{Name: "Kim"}:       "nothing_to_suppress",
		{Email: "nobody"}:   "invalid_email",
		{Phone: "12345678"}: "invalid_phone",
	} {
		_, err := r.suppressions.Add(t.Context(), Call{Actor: installation}, in)
		r.refused(err, reason)
	}
	for _, by := range []aggregate.Actor{partner, {Kind: aggregate.Referrer, ID: "mbr_x"}, {Kind: aggregate.Staff, ID: "mbr_y"}} {
		_, err := r.suppressions.Add(t.Context(), Call{Actor: by}, SuppressInput{Email: "kim@example.com"})
		r.refused(err, "not_allowed")
		_, err = r.suppressions.List(t.Context(), by, Page{})
		r.refused(err, "not_allowed")
	}
}

// Only the person lifts what they said, and only that.
func TestSuppressionIsLiftedByThePerson(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	ctx, d := t.Context(), contact.Details{Email: "kim@example.com"}
	keys := contact.Keys(r.core.secret, d)
	person := aggregate.Actor{Kind: aggregate.Person, ID: "ref_1"}
	for range 2 { // a repeat changes nothing
		r.must(r.suppressions.hold(ctx, person, wordOn{"ref_1", 1}, keys, suppression.No))
	}
	list, err := r.suppressions.List(ctx, installation, Page{})
	r.must(err)
	if len(list.Docs) != 1 {
		t.Fatalf("%d entries", len(list.Docs))
	}
	lookup := func(except string) vetting.Lookup {
		t.Helper()
		got, err := r.suppressions.matchExcept(ctx, d, except)
		r.must(err)
		return got
	}
	if lookup("") != vetting.Found || lookup("ref_1") != vetting.None || lookup("ref_2") != vetting.Found {
		t.Fatal("the entry doesn't hold for others, or binds the person themself")
	}
	r.refused(r.suppressions.lift(ctx, wordOn{"ref_1", 2}, installation), "person_only")
	r.must(r.suppressions.lift(ctx, wordOn{"ref_2", 2}, person))
	if lookup("") != vetting.Found {
		t.Fatal("another referral's word lifted it")
	}
	for range 2 {
		r.must(r.suppressions.lift(ctx, wordOn{"ref_1", 2}, person))
	}
	if lookup("") != vetting.None {
		t.Fatal("it still holds")
	}
	gone, err := r.suppressions.Get(ctx, installation, list.Docs[0].ID)
	r.must(err)
	if gone.State != suppression.Lifted || len(gone.Keys) != 0 {
		t.Fatalf("%+v", gone)
	}
	r.must(r.suppressions.hold(ctx, person, wordOn{"ref_1", 3}, keys, suppression.Never))
	if lookup("") != vetting.Found {
		t.Fatal("a second no isn't kept")
	}
	r.must(r.suppressions.lift(ctx, wordOn{"ref_1", 3}, person))
	if lookup("") != vetting.Found {
		t.Fatal("a lift that was under way for the older word ended the newer no")
	}
	// One that began still later met it: storing it once more mends that.
	r.must(r.suppressions.lift(ctx, wordOn{"ref_1", 4}, person))
	r.must(r.suppressions.hold(ctx, person, wordOn{"ref_1", 5}, keys, suppression.Never))
	r.must(r.suppressions.lift(ctx, wordOn{"ref_1", 4}, person))
	if lookup("") != vetting.Found {
		t.Fatal("the newer no is gone")
	}
}
