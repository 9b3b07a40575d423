package contact_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/goodword/goodword/internal/domain/contact"
)

func TestDetailsCheck(t *testing.T) {
	t.Parallel()
	d, f := contact.Details{Name: " Kim Lee ", Email: "Kim@ACME.com", Phone: "030 901820", Country: "de", Language: "DE"}.Check("/person", "US")
	want := contact.Details{Name: "Kim Lee", Email: "Kim@acme.com", Phone: "+4930901820", Country: "DE", Language: "de"}
	if f != nil || d != want {
		t.Errorf("%+v, %v", d, f)
	}
	if d, f := (contact.Details{}).Check("", ""); f != nil || d != (contact.Details{}) || d.Reachable() {
		t.Errorf("%+v, %v", d, f)
	}
	_, f = contact.Details{Name: "a\nb", Company: "\x00", Role: "\u202e", Email: "x", Phone: "1", Country: "ZZ", Language: "!!"}.Check("/person", "")
	var pointers []string
	for _, w := range f.Fields {
		pointers = append(pointers, w.Pointer)
	}
	slices.Sort(pointers)
	if got := strings.Join(pointers, " "); got != "/person/company /person/country /person/email /person/language /person/name /person/phone /person/role" {
		t.Error(got)
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	secret, other := []byte("one secret"), []byte("another secret")
	a := contact.Keys(secret, contact.Details{Email: "K.im+x@gmail.com", Phone: "+4930901820"})
	b := contact.Keys(secret, contact.Details{Email: "kim@googlemail.com", Phone: "+4930901820"})
	if len(a) != 2 || !slices.Equal(a, b) {
		t.Errorf("the same person has %v and %v", a, b)
	}
	if c := contact.Keys(other, contact.Details{Email: "kim@gmail.com", Phone: "+4930901820"}); c[0] == a[0] || c[1] == a[1] {
		t.Error("another secret gives the same hash")
	}
	for _, k := range a {
		if strings.Contains(k, "kim") || strings.Contains(k, "901820") || strings.Trim(k, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("%q", k)
		}
	}
	if k := contact.Keys(secret, contact.Details{Name: "Kim"}); k != nil {
		t.Errorf("a name alone has %v", k)
	}
	if contact.NameHash(secret, "Kim Lee", "Acme GmbH") != contact.NameHash(secret, "LEE, Kim", "acme") || contact.NameHash(secret, "Kim", "") != "" {
		t.Error("NameHash")
	}
	// A field must not pass for another: hashes of one text under two kinds differ.
	if contact.PhoneHash(secret, "a@b.com")[6:] == contact.EmailHash(secret, "a@b.com")[6:] {
		t.Error("kinds aren't kept apart")
	}
}

func TestCountries(t *testing.T) {
	t.Parallel()
	codes := contact.Countries()
	if len(codes) != 250 || !slices.IsSorted(codes) {
		t.Errorf("%d codes", len(codes))
	}
	for _, code := range codes {
		if r, err := language.ParseRegion(code); err != nil || !r.IsCountry() || !contact.KnownCountry(code) {
			t.Errorf("%s is no country", code)
		}
	}
	for _, bad := range []string{"", "D", "ZZ", "de", "DEU", "  ", " D", "D "} {
		if contact.KnownCountry(bad) {
			t.Errorf("%q", bad)
		}
	}
	if got, f := contact.Country("/c", " de "); got != "DE" || f != nil {
		t.Error(got, f)
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"EN": "en", "pt-br": "pt-BR", "zh-Hant": "zh-Hant", "": "", "und": "", "x-private": "", "de-u-co-phonebk": "", "nonsense": ""} {
		if got, f := contact.Language("/l", typed); got != want || (f == nil) != (want != "") {
			t.Errorf("%q = %q, %v", typed, got, f)
		}
	}
}
