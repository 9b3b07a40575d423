package contact

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	"github.com/goodword/goodword/internal/fault"
)

// maxPhone is how many bytes a number may have as it is typed, with spaces,
// brackets and the characters that some phones add.
const maxPhone = 64

// Phone is a checked phone number.
type Phone struct {
	E164   string // "+4930123456"; also the comparison key
	Region string // ISO 3166 alpha-2 of the country it belongs to; "" for numbers of no country
	Dear   bool   // calling it costs extra, or it is a service rather than a person
}

// ParsePhone reads a number in any usual notation. region (ISO 3166 alpha-2, may be
// empty) decides how a number without "+" is read. The number has to exist in its
// country's numbering plan; extensions are refused, because one line stands for
// many people there.
func ParsePhone(pointer, s, region string) (Phone, *fault.Error) {
	s = strings.Map(dropInvisible, strings.TrimSpace(s))
	if s == "" || len(s) > maxPhone || strings.Trim(s, "+0123456789 ()-./\u00a0\u2010\u2011\u2012\u2013") != "" {
		return Phone{}, badPhone(pointer)
	}
	n, err := phonenumbers.Parse(s, strings.ToUpper(region))
	if err != nil || n.GetExtension() != "" {
		return Phone{}, badPhone(pointer)
	}
	kind := phonenumbers.GetNumberType(n)
	if kind == phonenumbers.UNKNOWN { // in no numbering plan
		return Phone{}, badPhone(pointer)
	}
	p := Phone{E164: phonenumbers.Format(n, phonenumbers.E164), Region: phonenumbers.GetRegionCodeForNumber(n)}
	if !KnownCountry(p.Region) {
		p.Region = ""
	}
	switch kind {
	case phonenumbers.PREMIUM_RATE, phonenumbers.SHARED_COST, phonenumbers.UAN, phonenumbers.PAGER, phonenumbers.VOICEMAIL:
		p.Dear = true
	}
	return p, nil
}

// dropInvisible removes the marks that address books put around copied numbers.
func dropInvisible(r rune) rune {
	if r == '\u200e' || r == '\u200f' || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069' {
		return -1
	}
	return r
}

func badPhone(pointer string) *fault.Error {
	return fault.OfField(pointer, "invalid_phone", "Give a phone number with its country code, such as +49 30 123456.")
}

// Digits are the ways in which people type the digits of a checked number
// ("+49170…"): with the country's code, and without it as at home.
func Digits(e164 string) []string {
	all := strings.TrimPrefix(e164, "+")
	n, err := phonenumbers.Parse(e164, "")
	if all == "" || err != nil {
		return nil
	}
	return []string{all, phonenumbers.GetNationalSignificantNumber(n)}
}
