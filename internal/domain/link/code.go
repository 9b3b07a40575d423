package link

import "encoding/binary"

const (
	// alphabet leaves out vowels, the digits read as vowels (0 1 3 4), l and y: no
	// code spells a word, and none is misread over the phone.
	alphabet = "256789bcdfghjkmnpqrstvwxz"
	// codeLength makes 25^8 = 1.5e11 codes: too many to walk through.
	codeLength = 8
)

// NewCode makes a code out of eight random bytes.
func NewCode(random [8]byte) string {
	n := binary.LittleEndian.Uint64(random[:])
	var b [codeLength]byte
	for i := range b {
		b[i] = alphabet[n%uint64(len(alphabet))]
		n /= uint64(len(alphabet))
	}
	return string(b[:])
}

// ParseCode returns a code as it is stored, whatever its letter case, and whether
// it can be one at all.
func ParseCode(s string) (string, bool) {
	if len(s) != codeLength {
		return "", false
	}
	var b [codeLength]byte
	for i := range b {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if !inAlphabet(c) {
			return "", false
		}
		b[i] = c
	}
	return string(b[:]), true
}

func inAlphabet(c byte) bool {
	for i := range len(alphabet) {
		if alphabet[i] == c {
			return true
		}
	}
	return false
}
