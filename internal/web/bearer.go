package web

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

// maxToken bounds what is handed on to be hashed and looked up.
const maxToken = 512

// noToken is the reason of a request without credentials; its challenge carries no
// error attribute (RFC 6750 §3).
const noToken = "no_token"

// Bearer reads the token of "Authorization: Bearer …". A token is never taken from
// a query string.
func Bearer(c *gin.Context) (string, error) {
	values := c.Request.Header.Values("Authorization")
	if len(values) == 0 {
		return "", fault.New(fault.Unauthenticated, noToken, "Send an API key as “Authorization: Bearer gw_…”.")
	}
	scheme, token, found := strings.Cut(values[0], " ")
	token = strings.TrimLeft(token, " ")
	if len(values) > 1 || !found || !strings.EqualFold(scheme, "Bearer") || !isToken68(token) {
		return "", fault.New(fault.Unauthenticated, "bad_token", "The Authorization header must be “Bearer”, a space and one API key.")
	}
	return token, nil
}

func isToken68(s string) bool {
	s = strings.TrimRight(s, "=")
	if s == "" || len(s) > maxToken {
		return false
	}
	for _, b := range []byte(s) {
		switch {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9', strings.IndexByte("-._~+/", b) >= 0:
		default:
			return false
		}
	}
	return true
}

// challenge is the WWW-Authenticate of a 401.
func challenge(reason string) string {
	if reason == noToken {
		return `Bearer realm="goodword"`
	}
	return `Bearer realm="goodword", error="invalid_token"`
}
