package account_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/passkey/passkeytest"
	"github.com/goodword/goodword/portal/portaltest"
)

// makes adds a passkey as the page's script does.
func makes(k *portaltest.Kit, b *portaltest.Browser, d *passkeytest.Device, name string) *portaltest.Page {
	k.T.Helper()
	status(k.T.(*testing.T), b.Get("/settings/passkeys/new"), 200, "Make the passkey")
	id, options := begins(k, b, "/settings/passkeys/begin")
	answer, err := d.Create(options)
	k.Must(err)
	return b.Follow("/settings/passkeys/new", url.Values{"ceremony": {id}, "answer": {string(answer)}, "name": {name}})
}

// begins asks for a challenge.
func begins(k *portaltest.Kit, b *portaltest.Browser, path string) (string, []byte) {
	k.T.Helper()
	var ask struct {
		ID      string          `json:"id"`
		Options json.RawMessage `json:"options"`
	}
	p := b.Post(path, nil)
	if p.Status != 200 {
		k.T.Fatalf("%d %s", p.Status, p.Body)
	}
	k.Must(json.Unmarshal([]byte(p.Body), &ask))
	return ask.ID, ask.Options
}

func uses(k *portaltest.Kit, b *portaltest.Browser, d *passkeytest.Device) *portaltest.Page {
	k.T.Helper()
	id, options := begins(k, b, "/sign-in/passkey/begin")
	answer, err := d.Get(options)
	k.Must(err)
	return b.Post("/sign-in/passkey", url.Values{"ceremony": {id}, "answer": {string(answer)}})
}

func TestPasskeys(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	kim := k.Customer("Kim Muster")
	b, d := k.SignedIn(kim), &passkeytest.Device{Origin: portaltest.Site}
	status(t, b.Get("/settings/passkeys"), 200, "No passkeys yet")
	status(t, makes(k, b, d, "My laptop"), 200, "The passkey is ready", "My laptop", "not used yet")

	other := k.Browser()
	other.Get("/sign-in?then=/settings/passkeys")
	p := uses(k, other, d)
	if p.Location != "/settings/passkeys" {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	p = status(t, other.Get(p.Location), 200, "last used on")
	var own string
	for _, link := range p.Links() {
		if strings.HasPrefix(link, "/settings/passkeys/psk_") && !strings.HasSuffix(link, "/remove") {
			own = link
		}
	}
	status(t, other.Get(own), 200, "My laptop")
	status(t, other.Post(own+"/name", url.Values{"name": {" "}}), 422, "fill this in")
	status(t, other.Follow(own+"/name", url.Values{"name": {"Old laptop"}}), 200, "has its new name", "Old laptop")

	boss := k.SignedIn(k.Staff("Ada Chef", aggregate.Admin))
	status(t, boss.Get(own), 404)
	status(t, boss.Post(own+"/remove", url.Values{"sure": {"yes"}}), 404)

	k.Wait(session.FreshFor)
	if p = b.Get(own + "/remove"); p.Status != http.StatusSeeOther || !strings.HasPrefix(p.Location, "/sign-in?fresh=1&then=") {
		t.Fatalf("a stale session: %d %s", p.Status, p.Location)
	}
	status(t, b.Get(p.Location), 200, "Is it still you?", "show first that it is you", kim.Personal.Email)
	if p = uses(k, b, d); p.Location != own+"/remove" {
		t.Fatalf("%d %s", p.Status, p.Location)
	}
	status(t, b.Get(p.Location), 200, "Remove Old laptop?")
	status(t, b.Post(own+"/remove", nil), 422, "Choose yes or no")
	if p = b.Post(own+"/remove", url.Values{"sure": {"no"}}); p.Location != "/settings/passkeys" {
		t.Fatal(p.Location)
	}
	status(t, b.Follow(own+"/remove", url.Values{"sure": {"yes"}}), 200, "The passkey is gone", "No passkeys yet")
	visitor := k.Browser()
	visitor.Get("/sign-in")
	status(t, uses(k, visitor, d), http.StatusUnauthorized, "We do not know this passkey")
	if p = other.Get("/settings"); p.Status != http.StatusSeeOther {
		t.Fatal("what the passkey opened is still open")
	}
}
