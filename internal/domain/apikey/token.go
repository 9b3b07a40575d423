package apikey

import (
	"crypto/sha256"
	"encoding/hex"
	"hash/crc32"
	"strings"
)

// Mode is what an installation works with: play or real money. The prefix of a
// key states it.
type Mode string

// The modes.
const (
	Test Mode = "test"
	Live Mode = "live"
)

const (
	base62       = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	idLength     = 8
	secretLength = 30 // 178 bits
	sumLength    = 6
)

// Token is a key as its holder has it: gw_<mode>_<id>_<secret>_<checksum>.
type Token struct {
	Mode   Mode
	ID     string // 8 characters, public
	Secret string // 30 characters
}

// RandomBytes is how many random bytes NewToken takes.
const RandomBytes = 4 * (idLength + secretLength)

// NewToken makes a token out of random bytes.
func NewToken(m Mode, random [RandomBytes]byte) Token {
	var b [idLength + secretLength]byte
	for i := range b {
		// Four bytes a character: the bias of the remainder is below 1.5e-8.
		r := random[4*i : 4*i+4]
		n := uint32(r[0]) | uint32(r[1])<<8 | uint32(r[2])<<16 | uint32(r[3])<<24
		b[i] = base62[n%62]
	}
	return Token{Mode: m, ID: string(b[:idLength]), Secret: string(b[idLength:])}
}

// String returns the token as it is shown, once.
func (t Token) String() string {
	body := "gw_" + string(t.Mode) + "_" + t.ID + "_" + t.Secret
	return body + "_" + checksum(body)
}

// Hash is what is kept of the secret. It has far more than 112 bits, so that a
// plain hash is enough.
func (t Token) Hash() string {
	h := sha256.Sum256([]byte(t.Secret))
	return hex.EncodeToString(h[:])
}

// ParseToken reads a token; false means that it was never a key of ours. It
// doesn't say whether the key exists.
func ParseToken(s string) (Token, bool) {
	if len(s) != len("gw_test_")+idLength+1+secretLength+1+sumLength {
		return Token{}, false
	}
	parts := strings.Split(s, "_")
	if len(parts) != 5 || parts[0] != "gw" || (parts[1] != string(Test) && parts[1] != string(Live)) {
		return Token{}, false
	}
	t := Token{Mode: Mode(parts[1]), ID: parts[2], Secret: parts[3]}
	if len(t.ID) != idLength || len(t.Secret) != secretLength || strings.Trim(t.ID+t.Secret, base62) != "" {
		return Token{}, false
	}
	return t, t.String() == s
}

// checksum is the CRC-32 (IEEE) of all that stands before it, in base62.
func checksum(body string) string {
	n := crc32.ChecksumIEEE([]byte(body))
	var b [sumLength]byte
	for i := sumLength - 1; i >= 0; i-- {
		b[i] = base62[n%62]
		n /= 62
	}
	return string(b[:])
}
