package programs

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/portal/ui"
)

func frame(t *testing.T, lang string) ui.Frame {
	t.Helper()
	all, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return ui.Frame{Words: all.For(lang)}
}

// Two terms differ in words exactly when they differ, and in the section in which
// they do.
func TestDifferencesAreWhole(t *testing.T) {
	t.Parallel()
	f := frame(t, "en")
	rapid.Check(t, func(t *rapid.T) {
		a, other := anyTerms(t, "a"), anyTerms(t, "b")
		b, err := copied(a)
		if err != nil {
			t.Fatal(err)
		}
		other.Languages = a.Languages
		s := sections[rapid.IntRange(0, len(sections)-1).Draw(t, "section")]
		controls := s.controls(allLanguages(a, other))
		takeAll(controls, &b, fillAll(controls, &other))
		switch s.name {
		case "form":
			b.Form = other.Form
		case "rewards":
			b.Rewards.Rules = other.Rewards.Rules
		}
		parts := compare(f, nil, a, b)
		if same := asJSON(t, plain(a)) == asJSON(t, plain(b)); same != (count(parts) == 0) {
			t.Fatalf("the same: %v, told: %+v", same, parts)
		}
		for _, p := range parts {
			if p.Name != s.name {
				t.Fatalf("%s changed, %s is told", s.name, p.Name)
			}
			for _, d := range p.Differences {
				if d.Title == "" || d.Before != "" && d.Before == d.After {
					t.Fatalf("%+v", d)
				}
			}
		}
	})
}

// Items are told by their key: what came, what went, and a new order.
func TestListsDiffer(t *testing.T) {
	t.Parallel()
	f := frame(t, "en")
	asked := func(keys ...string) (out []form.Field) {
		for _, k := range keys {
			q, _ := builtin(k)
			out = append(out, q)
		}
		return out
	}
	for _, tc := range []struct {
		a, b []form.Field
		want []string
	}{
		{asked("name", "role"), asked("name", "role"), nil},
		{asked("name", "role"), asked("name"), []string{"Question removed: Role"}},
		{asked("name"), asked("role", "name"), []string{"New question: Role"}},
		{asked("name", "role"), asked("role", "name"), []string{"The order of the questions"}},
		{asked("name", "role", "why"), asked("why", "name", "phone"), []string{"Question removed: Role", "New question: Phone", "The order of the questions"}},
	} {
		var got []string
		for _, d := range questionsDiffer(f, nil, []string{"en"}, tc.a, tc.b) {
			got = append(got, d.Title)
		}
		if len(got) != len(tc.want) {
			t.Errorf("%v, want %v", got, tc.want)
			continue
		}
		for i := range got {
			if got[i] != tc.want[i] {
				t.Errorf("%v, want %v", got, tc.want)
			}
		}
	}
}

// A question without a key gets one that the rules take.
func TestSlug(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"How big is the fleet?": "how_big_is_the_fleet", "Größe (m²)": "groesse_m", "2nd try": "nd_try", "???": "",
		"A very long question that nobody would ever want to answer": "a_very_long_question_that_nobody_would_e",
	} {
		if got := slug(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"12.50", "1 000,5", "-1", "", ".", "9999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := decimal(s, 2)
		if !ok {
			return
		}
		if again, ok := decimal(decimalText(n, 2, true), 2); n < 0 || !ok || again != n {
			t.Errorf("%q is %d, and then %d", s, n, again)
		}
	})
}

// What a browser sends as the values that it was shown is never trusted.
func FuzzUnseal(f *testing.F) {
	for _, s := range []string{"", "null", `{"name":["x"]}`, `{"answer_count":[]}`, `{"two_from_amount":["1","2"]}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		seen := unseal(s)
		for _, x := range sections {
			terms := program.DefaultTerms("P", "UTC")
			takeAll(x.controls(terms.Languages), &terms, seen)
			merged(x.controls(terms.Languages), &terms, seen, seen)
		}
	})
}
