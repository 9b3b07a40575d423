package app

import (
	"crypto/hmac"
	"encoding/base32"
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/fault"
)

// purpose is what a mailed token opens. The purpose isn't in the token: it is
// found by trying, so that nobody can turn one into another.
type purpose string

const (
	// letterToken is in the letter that the referrer forwards: who holds it may be
	// the referrer, so it proves no contact.
	letterToken purpose = "letter"
	// personToken is in a mail that we sent to the person themself.
	personToken purpose = "person"
	// confirmToken is in the mail that confirms a yes; its generation is the yes.
	confirmToken purpose = "confirm"
	// referrerToken opens the referrer's page of one referral.
	referrerToken purpose = "referrer"
	// payeeToken opens a member's page to set up payouts.
	payeeToken purpose = "payee"
	// signInToken signs somebody in, in the browser that asked for it.
	signInToken purpose = "sign_in"
	// noticesToken opens the page on which a member chooses their notices.
	noticesToken purpose = "notices"
)

// tokenEncoding is lower-case base32 without padding: mail programs break nothing
// in it.
var tokenEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// macBytes of HMAC-SHA256 are kept: 160 bits.
const macBytes = 20

// token returns id.generation.mac. Nothing of it is stored; raising the generation
// revokes it.
func (c *core) token(p purpose, id string, generation int64) string {
	g := strconv.FormatInt(generation, 10)
	return id + "." + g + "." + tokenEncoding.EncodeToString(c.mac("token", string(p), id, g)[:macBytes])
}

// opened is what a genuine token says.
type opened struct {
	purpose    purpose
	id         string
	generation int64
}

// open reads a token made for one of the purposes. Every token that isn't genuine
// answers the same not_found.
func (c *core) open(token string, purposes ...purpose) (opened, error) {
	parts := strings.Split(token, ".")
	if len(token) <= 200 && len(parts) == 3 {
		if g, err := strconv.ParseInt(parts[1], 10, 64); err == nil && g >= 0 {
			for _, p := range purposes {
				if hmac.Equal([]byte(c.token(p, parts[0], g)), []byte(token)) {
					return opened{p, parts[0], g}, nil
				}
			}
		}
	}
	return opened{}, badToken()
}

func badToken() error {
	return fault.New(fault.NotFound, "link_invalid", "This link isn't valid, or no longer. Please use the newest mail from us.")
}
