package page

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"

	"github.com/goodword/goodword/internal/fault"
)

// stampLife is how long somebody may read a second page before deciding.
const stampLife = 12 * time.Hour

// Stamps seal the step from a first page to a second: a stamp is handed out with
// the second page only, for one path and one choice. It holds no state, so a
// replay is possible and harmless: the verbs behind it change nothing twice.
type Stamps struct {
	key []byte
	now func() time.Time
}

// Make returns a stamp for a purpose: a path and a choice.
func (s Stamps) Make(path, choice string) string {
	var at [8]byte
	binary.BigEndian.PutUint64(at[:], uint64(s.now().UnixMilli()))
	return base64.RawURLEncoding.EncodeToString(append(at[:], s.mac(at[:], path, choice)...))
}

// Check refuses a stamp that isn't ours, is of another path or choice, or is too
// old.
func (s Stamps) Check(stamp, path, choice string) error {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(stamp)
	if err != nil || len(raw) != 8+sha256.Size || !hmac.Equal(raw[8:], s.mac(raw[:8], path, choice)) {
		return fault.New(fault.Forbidden, "no_stamp", "Please start again from the page that you were on.")
	}
	age := s.now().Sub(time.UnixMilli(int64(binary.BigEndian.Uint64(raw[:8]))))
	if age < 0 || age > stampLife {
		return fault.New(fault.Forbidden, "stamp_expired", "This page was open for too long. Please start again.")
	}
	return nil
}

func (s Stamps) mac(at []byte, path, choice string) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte("portal.stamp\x00"))
	h.Write(at)
	h.Write([]byte(path + "\x00" + choice))
	return h.Sum(nil)
}
