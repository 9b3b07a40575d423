package account_test

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/passkey/passkeytest"
	"github.com/goodword/goodword/portal/portaltest"
)

// Every page stands up in both languages, for everybody who may see it; the kit's
// browser checks its markup and words.
func TestPagesInBothLanguages(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	kim, rita := k.Customer("Kim Muster"), k.Staff("Rita Rep", aggregate.Rep)
	readers := map[string]*portaltest.Browser{"customer": k.SignedIn(kim), "staff": k.SignedIn(rita)}
	for name, b := range readers {
		makes(k, b, &passkeytest.Device{Origin: portaltest.Site}, strings.Repeat(name, 7))
		seen := map[string]bool{}
		var visit func(path string)
		visit = func(path string) {
			if seen[path] || !strings.HasPrefix(path, "/settings") || strings.HasSuffix(path, ".json") {
				return
			}
			seen[path] = true
			for _, lang := range []string{"de", "en"} {
				b.Lang = lang
				for _, link := range status(t, b.Get(path), 200).Links() {
					visit(link)
				}
			}
		}
		visit("/settings")
		if len(seen) < 8 {
			t.Errorf("%s sees %v", name, seen)
		}
	}
	nobody := k.Browser()
	nobody.Lang = "de"
	for path, words := range map[string]string{
		"/sign-in": "Ohne Passwort", "/sign-in?out=1": "Sie sind abgemeldet", "/sign-in/code": "Den Code der Mail eingeben",
	} {
		status(t, nobody.Get(path), 200, words)
	}
	status(t, asks(k, nobody, kim.Personal.Email), 200, "Schauen Sie in Ihr Postfach")
	_, link := k.Mail("sign_in")
	status(t, nobody.Get(link), 200, "Sie melden sich als k•••@lumen.org an")
	other := k.Browser()
	other.Lang = "de"
	status(t, other.Get(link), 200, "gehört zu einem anderen Browser")
	nobody.Post(link, nil)
	status(t, other.Get(link), 410, "gilt nicht mehr")
}
