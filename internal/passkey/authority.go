package passkey

import (
	"errors"
	"net"
	"net/url"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
)

// Authority makes and checks the passkeys of one site.
type Authority struct{ rp *webauthn.WebAuthn }

// ErrNoPasskeys says that a site can't have passkeys: browsers give them to names
// alone, and over https, but for localhost.
var ErrNoPasskeys = errors.New("passkey: the base URL needs a host name and https, or localhost")

// New returns the authority of the site at baseURL, which people know by name.
func New(baseURL, name string) (*Authority, error) {
	u, err := url.Parse(baseURL)
	if err != nil {
		return nil, ErrNoPasskeys
	}
	host := u.Hostname()
	local := host == "localhost" || strings.HasSuffix(host, ".localhost")
	if host == "" || net.ParseIP(host) != nil || u.Scheme != "https" && !local {
		return nil, ErrNoPasskeys
	}
	rp, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: name, RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{
			Login:        webauthn.TimeoutConfig{Timeout: session.CeremonyTime, TimeoutUVD: session.CeremonyTime},
			Registration: webauthn.TimeoutConfig{Timeout: session.CeremonyTime, TimeoutUVD: session.CeremonyTime},
		},
		// Some password managers answer what nobody asked; none of it is read.
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore,
	})
	if err != nil {
		return nil, err
	}
	return &Authority{rp: rp}, nil
}

// owner is a member as the library asks for them.
type owner struct {
	session.Owner
	credentials []webauthn.Credential
}

func (o owner) WebAuthnID() []byte                         { return []byte(o.MemberID) }
func (o owner) WebAuthnName() string                       { return o.Name }
func (o owner) WebAuthnDisplayName() string                { return o.Name }
func (o owner) WebAuthnCredentials() []webauthn.Credential { return o.credentials }

// refused is the one answer to an answer that proves nothing.
func refused(cause error) error {
	return fault.New(fault.Unauthenticated, "passkey_refused", "This passkey couldn't be checked. Please try again, or sign in by mail.").Wrap(cause)
}
