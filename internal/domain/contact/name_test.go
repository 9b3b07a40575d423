package contact_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/contact"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"Müller": "muller", "STRAUẞ": "strauss", "O’Neil": "oneil", "Ångström & Söhne": "angstrom and sohne", "S.A.": "sa", "  a--b ": "a b",
		"Łukasz": "lukasz", "Ægir Þór": "aegir thor", "": "", "…": "", "東京": "東京", "ﬁne": "fine",
	} {
		if got := contact.Fold(typed); got != want {
			t.Errorf("Fold(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestSameName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Bob Smith", "smith, BOB", true}, {"Jürgen Meyer", "Jurgen Meier", true}, {"Bob Smith", "Rob Jones", false},
		{"Bob Smith", "Bob Smithers", false}, {"", "", false}, {"Ann Li", "Anna Lu", false}, {"李 明", "李 明", true},
	} {
		if got := contact.SameName(contact.NameKey(c.a), contact.NameKey(c.b)); got != c.same {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

func TestCompanyKey(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"Acme GmbH & Co. KG": "acme", "Acme, Inc.": "acme", "ACME S.A.": "acme", "Acme Sp. z o.o.": "acme", "Acme AG": "acme",
		"Co": "co", "GmbH": "gmbh", "Smith and Sons Ltd": "smith and sons", "AG & Co": "ag", "Müller und Partner": "muller und partner",
	} {
		if got := contact.CompanyKey(typed); got != want {
			t.Errorf("CompanyKey(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestSameCompany(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Acme GmbH", "ACME Ltd.", true}, {"Data Works", "Dataworks Inc", true}, {"Northwind Traders", "Northwind Trader", true},
		{"Acme", "Apex", false}, {"", "GmbH", false},
	} {
		if got := contact.SameCompany(contact.CompanyKey(c.a), contact.CompanyKey(c.b)); got != c.same {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

func TestMixedScript(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]bool{
		"Acme": false, "Аcme": true, "Иван Petrov": false, "Pаypal": true, "トヨタ自動車": false, "LINEヤフー": false, "αcme": true, "Müller 3": false,
		"xمy": true, "": false, "Zoë": false,
	} {
		if got := contact.MixedScript(typed); got != want {
			t.Errorf("%q: %v", typed, got)
		}
	}
}

func TestParseNameAndCompany(t *testing.T) {
	t.Parallel()
	n, f := contact.ParseName("/name", " Bob  Smith ")
	if f != nil || n.Typed != "Bob  Smith" || n.Key != "bob smith" || n.Mixed {
		t.Errorf("%+v, %v", n, f)
	}
	for _, bad := range []string{"", "  ", "Bob\nSmith", "Bob\u202eSmith", "Bob\u200bSmith", "Bob\x00"} {
		if n, f := contact.ParseName("/name", bad); f == nil || f.Fields[0].Pointer != "/name" {
			t.Errorf("%q was taken as %+v, %v", bad, n, f)
		}
	}
	c, f := contact.ParseCompany("/company", "Аcme GmbH")
	if f != nil || !c.Mixed {
		t.Errorf("%+v, %v", c, f)
	}
	if _, f := contact.ParseCompany("/company", ""); f == nil || f.Fields[0].Code != "required" {
		t.Error(f)
	}
}

func TestLikeness(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := contact.Fold(rapid.StringN(0, 40, -1).Draw(t, "a"))
		b := contact.Fold(rapid.StringN(0, 40, -1).Draw(t, "b"))
		l := contact.Likeness(a, b)
		if l != contact.Likeness(b, a) || l < 0 || l > 100 {
			t.Fatalf("%q, %q: %d and %d", a, b, l, contact.Likeness(b, a))
		}
		if contact.Likeness(a, a) != 100 {
			t.Fatalf("%q isn't like itself", a)
		}
		if again := contact.Fold(a); again != a {
			t.Fatalf("Fold(%q) = %q", a, again)
		}
	})
}
