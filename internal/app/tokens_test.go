package app

import (
	"testing"

	"github.com/goodword/goodword/internal/fault"
)

// A token opens what it was made for, and nothing else.
func TestTokenOpensItsPurpose(t *testing.T) {
	t.Parallel()
	c := &core{secret: []byte("0123456789abcdef0123456789abcdef")}
	token := c.token(signInToken, "sgn_1", 3)
	if o, err := c.open(token, noticesToken, signInToken); err != nil || o != (opened{signInToken, "sgn_1", 3}) {
		t.Fatalf("%+v %v", o, err)
	}
	for _, p := range []purpose{letterToken, personToken, confirmToken, referrerToken, payeeToken, noticesToken} {
		if _, err := c.open(token, p); !fault.Because(err, "link_invalid") {
			t.Errorf("it opens %s: %v", p, err)
		}
	}
	other := &core{secret: []byte("another secret of thirty-two bytes")}
	if _, err := other.open(token, signInToken); err == nil {
		t.Error("it opens another installation")
	}
}

// Whatever text comes as a token, one that opens something is the one we made.
func FuzzOpenToken(f *testing.F) {
	c := &core{secret: []byte("0123456789abcdef0123456789abcdef")}
	f.Add(c.token(signInToken, "sgn_1", 0))
	f.Add("a.0.b")
	f.Add("..")
	f.Add("sgn_1.-1.\xff")
	f.Fuzz(func(t *testing.T, s string) {
		if o, err := c.open(s, signInToken, noticesToken); err == nil && c.token(o.purpose, o.id, o.generation) != s {
			t.Fatalf("%q opens %+v", s, o)
		}
	})
}
