// Package passkeytest is a device in software that keeps passkeys, for tests: it
// answers the challenges of package passkey as a browser with such a device does.
//
// Neighbours: the tests of passkey, app and portal. Invariant: it computes what the
// standard (WebAuthn Level 3, §5 and §6) asks of client and authenticator by itself
// and shares no code with the library under test.
package passkeytest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"net/url"
)

// Device keeps passkeys for sites. It counts each use, as hardware keys do.
type Device struct {
	Origin   string // of the page that asks
	Unseen   bool   // it doesn't verify its person
	Count    uint32
	passkeys []key
}

type key struct {
	id, owner []byte
	private   *ecdsa.PrivateKey
}

// The flags of authenticator data.
const (
	userPresent  = 0x01
	userVerified = 0x04
	hasKey       = 0x40
)

// Create makes a passkey as options (the JSON of PublicKeyCredentialCreationOptions)
// ask, and returns the JSON of the RegistrationResponse.
func (d *Device) Create(options []byte) ([]byte, error) {
	var o struct {
		Challenge string `json:"challenge"`
		User      struct {
			ID string `json:"id"`
		} `json:"user"`
		ExcludeCredentials []struct {
			ID string `json:"id"`
		} `json:"excludeCredentials"`
	}
	if err := json.Unmarshal(options, &o); err != nil {
		return nil, err
	}
	for _, not := range o.ExcludeCredentials {
		for _, k := range d.passkeys {
			if not.ID == text(k.id) {
				return nil, errors.New("passkeytest: this device has a passkey for the account already")
			}
		}
	}
	owner, err := base64.RawURLEncoding.DecodeString(o.User.ID)
	if err != nil {
		return nil, err
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	k := key{id: make([]byte, 16), owner: owner, private: private}
	if _, err := rand.Read(k.id); err != nil {
		return nil, err
	}
	public, err := cosePublic(private)
	if err != nil {
		return nil, err
	}
	d.passkeys = append(d.passkeys, k)
	data, err := d.authenticatorData(hasKey)
	if err != nil {
		return nil, err
	}
	data = append(data, make([]byte, 16)...) // no maker
	data = binary.BigEndian.AppendUint16(data, uint16(len(k.id)))
	data = append(append(data, k.id...), public...)
	client, err := d.clientData("webauthn.create", o.Challenge)
	if err != nil {
		return nil, err
	}
	return answer(k, map[string]any{
		"clientDataJSON": text(client), "attestationObject": text(attestation(data)), "transports": []string{"internal"},
	})
}

// Get uses the newest passkey as options (the JSON of
// PublicKeyCredentialRequestOptions) ask, and returns the JSON of the
// AuthenticationResponse.
func (d *Device) Get(options []byte) ([]byte, error) {
	var o struct {
		Challenge string `json:"challenge"`
	}
	if err := json.Unmarshal(options, &o); err != nil {
		return nil, err
	}
	if len(d.passkeys) == 0 {
		return nil, errors.New("passkeytest: this device has no passkey")
	}
	k := d.passkeys[len(d.passkeys)-1]
	d.Count++
	data, err := d.authenticatorData(0)
	if err != nil {
		return nil, err
	}
	client, err := d.clientData("webauthn.get", o.Challenge)
	if err != nil {
		return nil, err
	}
	clientHash := sha256.Sum256(client)
	signed := sha256.Sum256(append(data[:len(data):len(data)], clientHash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, k.private, signed[:])
	if err != nil {
		return nil, err
	}
	return answer(k, map[string]any{
		"clientDataJSON": text(client), "authenticatorData": text(data), "signature": text(signature), "userHandle": text(k.owner),
	})
}

// Copy is another device with the same passkeys and the same counter.
func (d *Device) Copy() *Device {
	c := *d
	c.passkeys = append([]key(nil), d.passkeys...)
	return &c
}

func (d *Device) authenticatorData(more byte) ([]byte, error) {
	u, err := url.Parse(d.Origin)
	if err != nil {
		return nil, err
	}
	site := sha256.Sum256([]byte(u.Hostname()))
	flags := userPresent | more
	if !d.Unseen {
		flags |= userVerified
	}
	return binary.BigEndian.AppendUint32(append(site[:], flags), d.Count), nil
}

func (d *Device) clientData(what, challenge string) ([]byte, error) {
	return json.Marshal(map[string]any{"type": what, "challenge": challenge, "origin": d.Origin, "crossOrigin": false})
}

func answer(k key, response map[string]any) ([]byte, error) {
	return json.Marshal(map[string]any{
		"id": text(k.id), "rawId": text(k.id), "type": "public-key", "authenticatorAttachment": "platform",
		"clientExtensionResults": map[string]any{}, "response": response,
	})
}

func text(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// attestation is the CBOR of {"fmt": "none", "attStmt": {}, "authData": data}.
func attestation(data []byte) []byte {
	out := []byte{0xa3, 0x63, 'f', 'm', 't', 0x64, 'n', 'o', 'n', 'e', 0x67, 'a', 't', 't', 'S', 't', 'm', 't', 0xa0, 0x68}
	out = append(out, "authData"...)
	out = append(out, 0x59)
	return append(binary.BigEndian.AppendUint16(out, uint16(len(data))), data...)
}

// cosePublic is the CBOR of {1: 2, 3: -7, -1: 1, -2: x, -3: y}: an ES256 key on P-256.
func cosePublic(private *ecdsa.PrivateKey) ([]byte, error) {
	point, err := private.PublicKey.Bytes() // 0x04, x, y
	if err != nil {
		return nil, err
	}
	out := []byte{0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20}
	out = append(out, point[1:33]...)
	out = append(out, 0x22, 0x58, 0x20)
	return append(out, point[33:]...), nil
}
