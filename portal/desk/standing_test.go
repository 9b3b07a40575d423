package desk

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/portal/ui"
)

// Where nobody follows up yet, somebody of the house has been in touch all the same.
func TestStandingWithoutARep(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"en": "Northline has been in touch.", "de": "Northline hat sich gemeldet."} {
		f := ui.Frame{Words: words.For(lang), Brand: ui.Brand{Name: "Northline"}}
		i := item{Progress: app.Progress{Referral: &referral.Referral{Status: referral.InContact}}}
		if got := f.Text(i.standing(f).Text); !strings.HasPrefix(got, want) {
			t.Errorf("%q", got)
		}
	}
}
