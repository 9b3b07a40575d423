package aggregate

import (
	"strconv"
	"unicode/utf8"

	"github.com/goodword/goodword/internal/fault"
)

// The limits of Metadata.
const (
	maxMetadata      = 20
	maxMetadataKey   = 40
	maxMetadataValue = 500
)

// Metadata are a caller's own words on a resource: we keep them and never read
// them. They are not for personal data, and erasure leaves them.
type Metadata map[string]string

// Check returns a fault at pointer when there are too many entries, a key holds
// something else than a-z, 0-9, _ and -, or a value is too long.
func (m Metadata) Check(pointer string) *fault.Error {
	if len(m) > maxMetadata {
		return fault.OfField(pointer, "too_many", "Keep at most "+strconv.Itoa(maxMetadata)+" entries.")
	}
	for k, v := range m {
		if !metadataKey(k) {
			return fault.OfField(pointer, "invalid_key", "Keys have 1 to "+strconv.Itoa(maxMetadataKey)+" characters out of a-z, 0-9, _ and -.")
		}
		if utf8.RuneCountInString(v) > maxMetadataValue || !utf8.ValidString(v) {
			return fault.OfField(pointer+"/"+k, "too_long", "Use at most "+strconv.Itoa(maxMetadataValue)+" characters.")
		}
	}
	return nil
}

func metadataKey(k string) bool {
	if k == "" || len(k) > maxMetadataKey {
		return false
	}
	for _, r := range k {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' && r != '-' {
			return false
		}
	}
	return true
}
