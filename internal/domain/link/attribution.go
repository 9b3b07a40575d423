package link

import (
	"crypto/hmac"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// macLength is how many bytes of a MAC an attribution carries: 128 bits, more
// than anybody can guess.
const macLength = 16

// maxAttribution is longer than any value that we make.
const maxAttribution = 100

// Attribution is what a visitor's browser remembers: which link, and since when.
// The last valid one wins, because a newer visit overwrites it.
type Attribution struct {
	Code  string
	Visit time.Time
}

// MAC authenticates a text under a secret of the installation.
type MAC func(text string) []byte

// Encode returns the value of the cookie: code, time and MAC.
func (a Attribution) Encode(mac MAC) string {
	text := a.Code + "." + strconv.FormatInt(a.Visit.UnixMilli(), 36)
	return text + "." + base64.RawURLEncoding.EncodeToString(mac(text)[:macLength])
}

// DecodeAttribution reads a cookie's value; it is false for one that we did not
// make.
func DecodeAttribution(value string, mac MAC) (Attribution, bool) {
	cut := strings.LastIndexByte(value, '.')
	if cut < 0 || len(value) > maxAttribution {
		return Attribution{}, false
	}
	sum, err := base64.RawURLEncoding.Strict().DecodeString(value[cut+1:])
	if err != nil || !hmac.Equal(sum, mac(value[:cut])[:macLength]) {
		return Attribution{}, false
	}
	rawCode, rawTime, _ := strings.Cut(value[:cut], ".")
	code, ok := ParseCode(rawCode)
	ms, err := strconv.ParseInt(rawTime, 36, 64)
	if !ok || err != nil {
		return Attribution{}, false
	}
	return Attribution{Code: code, Visit: time.UnixMilli(ms).UTC()}, true
}

// Lasts reports whether the visit is at most days old. One in the future counts:
// the clocks of two replicas may differ a little.
func (a Attribution) Lasts(now time.Time, days int) bool {
	return now.Sub(a.Visit) <= time.Duration(days)*24*time.Hour
}
