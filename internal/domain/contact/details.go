package contact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"golang.org/x/text/language"

	"github.com/goodword/goodword/internal/fault"
)

// Details are what we know of one person, as documents keep it: all of it is
// personal data and is erased together. The zero value is "nothing known".
type Details struct {
	Name     string `json:"name,omitempty"`
	Company  string `json:"company,omitempty"`
	Role     string `json:"role,omitempty"`
	Email    string `json:"email,omitempty"`    // as Email.Address
	Phone    string `json:"phone,omitempty"`    // E.164
	Country  string `json:"country,omitempty"`  // ISO 3166 alpha-2, upper case
	Language string `json:"language,omitempty"` // BCP 47, such as "de" or "pt-BR"
}

// Reachable reports whether there is an e-mail address or a phone number; a claim
// needs one.
func (d Details) Reachable() bool { return d.Email != "" || d.Phone != "" }

// Check returns the details cleaned, or a fault with every field that is wrong.
// Empty fields stay empty. A phone number without "+" is read as one of the
// person's country, or else of region.
func (d Details) Check(pointer, region string) (Details, *fault.Error) {
	var wrong []fault.Field
	read := func(field *string, parse func(s string) (string, *fault.Error)) {
		if *field == "" {
			return
		}
		clean, f := parse(*field)
		if f != nil {
			wrong = append(wrong, f.Fields...)
		}
		*field = clean
	}
	read(&d.Name, func(s string) (string, *fault.Error) { return Text(pointer+"/name", s, MaxName, false) })
	read(&d.Company, func(s string) (string, *fault.Error) { return Text(pointer+"/company", s, MaxCompany, false) })
	read(&d.Role, func(s string) (string, *fault.Error) { return Text(pointer+"/role", s, MaxName, false) })
	read(&d.Country, func(s string) (string, *fault.Error) { return Country(pointer+"/country", s) })
	read(&d.Language, func(s string) (string, *fault.Error) { return Language(pointer+"/language", s) })
	read(&d.Email, func(s string) (string, *fault.Error) {
		e, f := ParseEmail(pointer+"/email", s)
		return e.Address, f
	})
	if d.Country != "" {
		region = d.Country
	}
	read(&d.Phone, func(s string) (string, *fault.Error) {
		p, f := ParsePhone(pointer+"/phone", s, region)
		return p.E164, f
	})
	if len(wrong) > 0 {
		return Details{}, fault.OfFields(wrong...)
	}
	return d, nil
}

// EmailHash and PhoneHash return the keyed hash of a contact, by which it is
// recognised after its details are gone: in suppressions, and in erased referrals.
// They are "" where there is no such contact. The hash is HMAC-SHA256 over the
// comparison key, in hex, after "email-" or "phone-"; without the secret nobody can
// try addresses against it.
func EmailHash(secret []byte, address string) string {
	return hash(secret, "email", EmailKey(address))
}

// PhoneHash is EmailHash for a phone number in E.164.
func PhoneHash(secret []byte, e164 string) string { return hash(secret, "phone", e164) }

// NameHash is EmailHash for a name together with a company: a match on it is only a
// suggestion for a human. It is "" unless both are given.
func NameHash(secret []byte, name, company string) string {
	n, c := NameKey(name), CompanyKey(company)
	if n == "" || c == "" {
		return ""
	}
	return hash(secret, "name", n+"\x00"+c)
}

// Keys returns the hashes of the details' e-mail address and phone number: none,
// one or both.
func Keys(secret []byte, d Details) []string {
	var keys []string
	for _, k := range []string{EmailHash(secret, d.Email), PhoneHash(secret, d.Phone)} {
		if k != "" {
			keys = append(keys, k)
		}
	}
	return keys
}

func hash(secret []byte, kind, key string) string {
	if key == "" {
		return ""
	}
	m := hmac.New(sha256.New, secret)
	m.Write([]byte("contact\x00" + kind + "\x00" + key))
	return kind + "-" + hex.EncodeToString(m.Sum(nil))
}

// Language reads a BCP 47 tag of a language and perhaps a country, and returns it
// in its usual spelling ("pt-BR").
func Language(pointer, s string) (string, *fault.Error) {
	bad := fault.OfField(pointer, "unknown_language", "Use a language tag such as en, de or pt-BR.")
	if len(s) > 12 {
		return "", bad
	}
	tag, err := language.Parse(s)
	if err != nil || tag == language.Und || len(tag.Variants()) > 0 || len(tag.Extensions()) > 0 {
		return "", bad
	}
	return tag.String(), nil
}
