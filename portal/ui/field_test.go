package ui

import (
	"testing"

	"github.com/goodword/goodword/internal/domain/contact"
)

// The choice of countries is the one that is taken: each has a name, and no region
// that is none is among them.
func TestCountriesAreThoseThatAreTaken(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "de"} {
		list := countries(lang)
		if len(list) != len(contact.Countries()) {
			t.Errorf("%s: %d countries of %d", lang, len(list), len(contact.Countries()))
		}
		for _, o := range list {
			if !contact.KnownCountry(o.Value) || o.Label == "" || o.Label == "Unknown Region" {
				t.Errorf("%s: %q is %q", lang, o.Value, o.Label)
			}
		}
	}
	if got := CountryName("de", "DE"); got != "Deutschland" {
		t.Error(got)
	}
}
