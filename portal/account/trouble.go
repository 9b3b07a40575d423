package account

import (
	"net/http"

	"github.com/goodword/goodword/internal/fault"
)

// troubles are the reasons for which a page of the way in has words of its own. The
// reader stays where they are and reads them there.
var troubles = map[string]int{
	"no_cookies":        http.StatusConflict,
	"too_many_sign_ins": http.StatusTooManyRequests,
	"sign_in_closed":    http.StatusConflict,
	"other_browser":     http.StatusConflict,
	"other_account":     http.StatusConflict,
	"ceremony_over":     http.StatusConflict,
	"passkey_refused":   http.StatusUnauthorized,
	"passkey_unknown":   http.StatusUnauthorized,
	"passkey_suspect":   http.StatusForbidden,
	"passkey_known":     http.StatusConflict,
	"too_many_passkeys": http.StatusConflict,
	"no_passkeys":       http.StatusConflict,
	"no_email":          http.StatusConflict,
}

// trouble is the reason of a refusal that a page words itself, and the status that
// goes with it; "" for any other.
func trouble(err error) (reason string, status int) {
	f := fault.Of(err)
	if status, ok := troubles[f.Reason]; ok {
		return f.Reason, status
	}
	return "", 0
}
