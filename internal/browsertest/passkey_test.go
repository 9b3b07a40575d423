package browsertest

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// TestAPasskeyIsMadeAndUsed has Chromium's virtual authenticator make a passkey in
// the settings, and sign in by it alone.
func TestAPasskeyIsMadeAndUsed(t *testing.T) {
	t.Parallel()
	site := start(t, "--empty", "--addr=localhost:0") // a passkey needs a name
	p := enter(t, site, "the admin", habits{})
	p.run(webauthn.Enable(), chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := webauthn.AddVirtualAuthenticator(&webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal, HasResidentKey: true,
			HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
		}).Do(ctx)
		return err
	}))
	p.signIn(adminMail)
	p.open("/settings/passkeys")
	p.press(p.say("account.passkeys.add"))
	p.press(p.say("account.passkeys.make"))
	p.sees(p.say("account.said.passkey_added"))
	p.press(p.say("page.nav.sign_out"))
	p.sees(p.say("account.sign_in.out"))
	p.press(p.say("account.passkey.use"))
	if at := p.at(); at != "/staff" {
		t.Errorf("the passkey leads to %s:\n%s", at, p.reads())
	}
}
