package passkey

import (
	"encoding/base64"
	"encoding/json"
	"errors"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/goodword/goodword/internal/domain/session"
)

// BeginAdd returns what a browser needs to make a passkey (the JSON of
// PublicKeyCredentialCreationOptions), and the state that FinishAdd needs. have are
// the credentials that the owner has: their devices make no second one.
func (a *Authority) BeginAdd(o session.Owner, have []string) (options json.RawMessage, state string, err error) {
	credentials, err := decodeAll(have)
	if err != nil {
		return nil, "", err
	}
	creation, data, err := a.rp.BeginRegistration(owner{o, credentials},
		webauthn.WithExclusions(webauthn.Credentials(credentials).CredentialDescriptors()))
	if err != nil {
		return nil, "", err
	}
	return both(creation.Response, data)
}

// FinishAdd checks a browser's answer (the JSON of a RegistrationResponse) and
// returns the credential to keep.
func (a *Authority) FinishAdd(o session.Owner, state string, answer []byte) (session.Credential, error) {
	data, err := stateOf(state)
	if err != nil {
		return session.Credential{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return session.Credential{}, refused(err)
	}
	c, err := a.rp.CreateCredential(owner{Owner: o}, data, parsed)
	if err != nil {
		return session.Credential{}, refused(err)
	}
	return encode(c)
}

// BeginSignIn returns what a browser needs to use any passkey that its person has
// for this site, and the state that FinishSignIn needs.
func (a *Authority) BeginSignIn() (options json.RawMessage, state string, err error) {
	assertion, data, err := a.rp.BeginDiscoverableLogin()
	if err != nil {
		return nil, "", err
	}
	return both(assertion.Response, data)
}

// FinishSignIn checks a browser's answer (the JSON of an AuthenticationResponse).
// find returns the credential that is kept under a key, and whose it is. The
// credential that comes back is to be kept in its place; it is Cloned when its
// counter went backwards.
func (a *Authority) FinishSignIn(state string, answer []byte, find func(key string) (session.Owner, string, error)) (session.Credential, error) {
	data, err := stateOf(state)
	if err != nil {
		return session.Credential{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return session.Credential{}, refused(err)
	}
	var missing error
	_, c, err := a.rp.ValidatePasskeyLogin(func(rawID, _ []byte) (webauthn.User, error) {
		o, kept, err := find(credentialKey(rawID))
		if err != nil {
			missing = err
			return nil, err
		}
		credentials, err := decodeAll([]string{kept})
		return owner{o, credentials}, err
	}, data, parsed)
	if missing != nil {
		return session.Credential{}, missing
	}
	if err != nil {
		return session.Credential{}, refused(err)
	}
	return encode(c)
}

func credentialKey(id []byte) string { return base64.RawURLEncoding.EncodeToString(id) }

func encode(c *webauthn.Credential) (session.Credential, error) {
	raw, err := json.Marshal(c)
	return session.Credential{Key: credentialKey(c.ID), JSON: string(raw), Cloned: c.Authenticator.CloneWarning}, err
}

func decodeAll(kept []string) ([]webauthn.Credential, error) {
	out := make([]webauthn.Credential, len(kept))
	for i, k := range kept {
		if err := json.Unmarshal([]byte(k), &out[i]); err != nil {
			return nil, errors.New("passkey: a kept credential can't be read")
		}
	}
	return out, nil
}

// both encodes the two halves of a challenge: the browser's and ours.
func both(options any, data *webauthn.SessionData) (json.RawMessage, string, error) {
	browser, err := json.Marshal(options)
	if err != nil {
		return nil, "", err
	}
	ours, err := json.Marshal(data)
	return browser, string(ours), err
}

func stateOf(state string) (webauthn.SessionData, error) {
	var data webauthn.SessionData
	if err := json.Unmarshal([]byte(state), &data); err != nil {
		return data, errors.New("passkey: a kept challenge can't be read")
	}
	return data, nil
}
