package contact_test

import (
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/contact"
)

func TestParsePhone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ typed, region, e164, of string }{
		{"+49 30 901820", "", "+4930901820", "DE"},
		{"030 / 901820", "de", "+4930901820", "DE"},
		{"0049 30 901820", "DE", "+4930901820", "DE"},
		{"(650) 253-0000", "US", "+16502530000", "US"},
		{"\u202a+49 30 901820\u202c", "", "+4930901820", "DE"},
		{"+44 20 7031 3000", "US", "+442070313000", "GB"},
	} {
		p, f := contact.ParsePhone("/phone", c.typed, c.region)
		if f != nil || p.E164 != c.e164 || p.Region != c.of || p.Dear {
			t.Errorf("%q = %+v, %v", c.typed, p, f)
		}
	}
	if p, f := contact.ParsePhone("/phone", "0900 1 123456", "DE"); f != nil || !p.Dear {
		t.Errorf("a premium number: %+v, %v", p, f)
	}
}

func TestParsePhoneRefuses(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{
		"", "abc", "12", "030 901820", "+49", "+49 30 901820 ext. 5", "1-800-FLOWERS", "+999 123456", "+" + strings.Repeat("1", 100), "tel:+4930901820",
		"+49 30 901820;x=1", "\x00", "+1 555 0100",
	} {
		if p, f := contact.ParsePhone("/phone", typed, ""); f == nil {
			t.Errorf("%q was taken as %+v", typed, p)
		} else if f.Fields[0].Pointer != "/phone" || f.Fields[0].Code != "invalid_phone" {
			t.Errorf("%q: %v", typed, f)
		}
	}
}

func FuzzParsePhone(f *testing.F) {
	f.Add("+49 30 901820", "")
	f.Add("030/901820", "DE")
	f.Add("(650) 253-0000 x5", "us")
	f.Fuzz(func(t *testing.T, s, region string) {
		p, err := contact.ParsePhone("", s, region)
		if err != nil {
			return
		}
		again, err := contact.ParsePhone("", p.E164, "")
		if err != nil || again.E164 != p.E164 {
			t.Fatalf("%q: %+v, again %+v, %v", s, p, again, err)
		}
	})
}
