package web

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

// maxIdempotencyKey is the longest key that we take, as Stripe's.
const maxIdempotencyKey = 255

// IdempotencyKey reads the Idempotency-Key of a request: 1 to 255 visible ASCII
// characters, bare or as a quoted string (the draft's structured field). Without
// one it is empty, or a malformed fault where it is required.
func IdempotencyKey(c *gin.Context, required bool) (string, error) {
	values := c.Request.Header.Values("Idempotency-Key")
	if len(values) == 0 {
		if required {
			return "", fault.New(fault.Malformed, "idempotency_key_required",
				"Send an Idempotency-Key, a new one for each thing that you mean to do, so that a repeat does nothing twice.")
		}
		return "", nil
	}
	key, ok := unquote(values[0])
	if len(values) > 1 || !ok || key == "" || len(key) > maxIdempotencyKey {
		return "", fault.New(fault.Malformed, "bad_idempotency_key", "An Idempotency-Key is 1 to 255 visible ASCII characters, once.")
	}
	return key, nil
}

// unquote reads a bare value, or a structured-field string (RFC 8941 §3.3.3) in
// which only \" and \\ are escaped.
func unquote(s string) (string, bool) {
	for _, b := range []byte(s) {
		if b <= ' ' || b >= 0x7f {
			return "", false
		}
	}
	if len(s) == 0 || s[0] != '"' {
		return s, true
	}
	out := make([]byte, 0, len(s))
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '"':
			return string(out), i == len(s)-1
		case '\\':
			i++
			if i == len(s) || s[i] != '"' && s[i] != '\\' {
				return "", false
			}
		}
		out = append(out, s[i])
	}
	return "", false
}
