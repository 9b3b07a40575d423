package passkey_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/passkey"
	"github.com/goodword/goodword/internal/passkey/passkeytest"
	"github.com/goodword/goodword/internal/store"
)

const origin = "https://good.test"

var kim = session.Owner{MemberID: "mbr_kim", Name: "kim@example.com"}

func authority(t *testing.T) *passkey.Authority {
	t.Helper()
	a, err := passkey.New(origin, "Northline")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// add makes a passkey on a device.
func add(t *testing.T, a *passkey.Authority, d *passkeytest.Device) session.Credential {
	t.Helper()
	options, state, err := a.BeginAdd(kim, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := d.Create(options)
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.FinishAdd(kim, state, answer)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// signIn uses a passkey; kept is what is known of it.
func signIn(t *testing.T, a *passkey.Authority, d *passkeytest.Device, kept session.Credential) (session.Credential, error) {
	t.Helper()
	options, state, err := a.BeginSignIn()
	if err != nil {
		t.Fatal(err)
	}
	answer, err := d.Get(options)
	if err != nil {
		t.Fatal(err)
	}
	return a.FinishSignIn(state, answer, func(key string) (session.Owner, string, error) {
		if key != kept.Key {
			return session.Owner{}, "", store.NotFound()
		}
		return kim, kept.JSON, nil
	})
}

func TestPasskeySignsIn(t *testing.T) {
	t.Parallel()
	a, d := authority(t), &passkeytest.Device{Origin: origin}
	kept := add(t, a, d)
	for range 3 {
		used, err := signIn(t, a, d, kept)
		if err != nil || used.Key != kept.Key || used.Cloned {
			t.Fatalf("%+v %v", used, err)
		}
		kept = used
	}
}

// A device makes no second passkey for the same account.
func TestKnownPasskeysAreExcluded(t *testing.T) {
	t.Parallel()
	a, d := authority(t), &passkeytest.Device{Origin: origin}
	kept := add(t, a, d)
	options, _, err := a.BeginAdd(kim, []string{kept.JSON})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Create(options); err == nil {
		t.Fatal("it made a second one")
	}
	var o struct {
		Attestation            string `json:"attestation"`
		AuthenticatorSelection struct {
			ResidentKey      string `json:"residentKey"`
			UserVerification string `json:"userVerification"`
		} `json:"authenticatorSelection"`
	}
	if err := json.Unmarshal(options, &o); err != nil {
		t.Fatal(err)
	}
	if s := o.AuthenticatorSelection; s.ResidentKey != "required" || s.UserVerification != "required" || o.Attestation != "none" {
		t.Fatalf("%+v", o)
	}
}

// A copy of a passkey is seen when both are used.
func TestCopyIsSeen(t *testing.T) {
	t.Parallel()
	a, d := authority(t), &passkeytest.Device{Origin: origin}
	kept := add(t, a, d)
	copied := d.Copy()
	kept, err := signIn(t, a, d, kept)
	if err != nil {
		t.Fatal(err)
	}
	if kept, err = signIn(t, a, d, kept); err != nil || kept.Cloned {
		t.Fatal(kept, err)
	}
	if used, err := signIn(t, a, copied, kept); err != nil || !used.Cloned {
		t.Fatalf("%+v %v", used, err)
	}
}

func TestAnswersThatProveNothing(t *testing.T) {
	t.Parallel()
	a := authority(t)
	d := &passkeytest.Device{Origin: origin}
	kept := add(t, a, d)
	for name, spoil := range map[string]func(*passkeytest.Device){
		"another site":           func(d *passkeytest.Device) { d.Origin = "https://evil.test" },
		"another scheme":         func(d *passkeytest.Device) { d.Origin = "http://good.test" },
		"nobody showed a finger": func(d *passkeytest.Device) { d.Unseen = true },
	} {
		c := d.Copy()
		spoil(c)
		if _, err := signIn(t, a, c, kept); !fault.Because(err, "passkey_refused") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := signIn(t, a, d, session.Credential{Key: "other"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown passkey: %v", err)
	}
	_, state, err := a.BeginSignIn()
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := a.BeginSignIn()
	if err != nil {
		t.Fatal(err)
	}
	answer, err := d.Get(other)
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.FinishSignIn(state, answer, func(string) (session.Owner, string, error) { return kim, kept.JSON, nil })
	if !fault.Because(err, "passkey_refused") {
		t.Errorf("the answer to another challenge: %v", err)
	}
}

func TestSitesWithoutPasskeys(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]bool{
		"https://good.example": true, "http://localhost:8080": true, "https://good.example:8443": true,
		"http://good.example": false, "http://127.0.0.1:8080": false, "https://[::1]": false, "": false, "https://": false, "%": false,
	} {
		_, err := passkey.New(url, "Northline")
		if want && err != nil || !want && !errors.Is(err, passkey.ErrNoPasskeys) {
			t.Errorf("%q: %v", url, err)
		}
	}
}

func FuzzAnswers(f *testing.F) {
	d := &passkeytest.Device{Origin: origin}
	a, err := passkey.New(origin, "Northline")
	if err != nil {
		f.Fatal(err)
	}
	options, adding, err := a.BeginAdd(kim, nil)
	if err != nil {
		f.Fatal(err)
	}
	made, err := d.Create(options)
	if err != nil {
		f.Fatal(err)
	}
	options, entering, err := a.BeginSignIn()
	if err != nil {
		f.Fatal(err)
	}
	used, err := d.Get(options)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(made)
	f.Add(used)
	f.Add([]byte(`{"id":"","response":null}`))
	f.Fuzz(func(t *testing.T, answer []byte) {
		if _, err := a.FinishAdd(kim, adding, answer); err != nil && !fault.Because(err, "passkey_refused") {
			t.Fatalf("adding: %v", err)
		}
		_, err := a.FinishSignIn(entering, answer, func(string) (session.Owner, string, error) { return session.Owner{}, "", store.NotFound() })
		if err != nil && !fault.Because(err, "passkey_refused") && !fault.Is(err, fault.NotFound) {
			t.Fatalf("signing in: %v", err)
		}
	})
}
