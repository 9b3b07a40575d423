package kit_test

import (
	"net/http"
	"testing"

	"github.com/goodword/goodword/portal/kit"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/portaltest"
)

func TestTheDesignSystemIsShownInBothLanguages(t *testing.T) {
	t.Parallel()
	b := portaltest.New(t, portaltest.Pages(kit.New)).Browser()
	for lang, want := range map[string]string{"en": "Each component in each of its states", "de": "Jeder Baustein in jedem seiner Zustände"} {
		b.Lang = lang
		if p := b.Get("/kit"); p.Status != http.StatusOK || !p.Has(want) {
			t.Errorf("%s: %d", lang, p.Status)
		}
	}
}

func TestProductionHasNoSuchPage(t *testing.T) {
	t.Parallel()
	if n := len(kit.New(&page.Site{}).Routes()); n != 0 {
		t.Errorf("%d routes", n)
	}
}
