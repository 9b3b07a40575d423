package web

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"

	"github.com/goodword/goodword/internal/fault"
)

const (
	cursorMAC = 12  // bytes; a cursor guards against mix-ups, it grants nothing
	maxCursor = 512 // characters
)

// Place is where a page ends in the order of its list. The sort key is text or a
// number; a list that is ordered by id has neither.
type Place struct {
	Text   *string `json:"t,omitempty"`
	Number *int64  `json:"n,omitempty"`
	ID     string  `json:"i"`
}

// Cursors writes and reads the cursors of lists: opaque, and bound to the list and
// its filter, so that a cursor of another query is refused instead of giving a
// page from the middle of nowhere.
type Cursors struct{ secret []byte }

// NewCursors returns a codec; secret is at least 16 bytes and the same on every
// replica.
func NewCursors(secret []byte) Cursors { return Cursors{secret: bytes.Clone(secret)} }

// Encode returns the cursor of a place. list names the query and every filter of
// it, in a fixed order ("referrals|status=agreed").
func (cs Cursors) Encode(list string, at Place) string {
	payload, err := json.Marshal(at)
	if err != nil {
		panic("web: a place can't be encoded: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(append(cs.mac(list, payload), payload...))
}

// Decode reads a cursor that Encode made for the same list. Nil for an empty one,
// a malformed fault for any other.
func (cs Cursors) Decode(list, cursor string) (*Place, error) {
	if cursor == "" {
		return nil, nil
	}
	bad := fault.New(fault.Malformed, "bad_cursor", "This cursor is not from this list with these filters. Start again without one.")
	if len(cursor) > maxCursor {
		return nil, bad
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(raw) < cursorMAC {
		return nil, bad
	}
	mac, payload := raw[:cursorMAC], raw[cursorMAC:]
	if !hmac.Equal(mac, cs.mac(list, payload)) {
		return nil, bad
	}
	var at Place
	if err := json.Unmarshal(payload, &at); err != nil {
		return nil, bad
	}
	return &at, nil
}

func (cs Cursors) mac(list string, payload []byte) []byte {
	h := hmac.New(sha256.New, cs.secret)
	h.Write([]byte("cursor\x00" + list + "\x00"))
	h.Write(payload)
	return h.Sum(nil)[:cursorMAC]
}
