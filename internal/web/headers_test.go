package web

import (
	"encoding/base64"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/fault"
)

func TestIfMatch(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		headers  []string
		required bool
		read     string // reason of a header that can't be read
		check    string // reason for revision 7
		revision int64  // as actions take it
	}{
		{"no revision of ours", []string{`"x"`, `"0"`, `"-3"`}, true, "", "stale_revision", -1},
		{"absent", nil, false, "", "", 0},
		{"absent but required", nil, true, "if_match_required", "", 0},
		{"the revision", []string{`"7"`}, true, "", "", 7},
		{"another", []string{`"8"`}, true, "", "stale_revision", 8},
		{"anything", []string{"*"}, true, "", "", 0},
		{"a list", []string{`"1", "7"`}, true, "", "", 7},
		{"two headers", []string{`"1"`, `"7"`}, true, "", "", 7},
		{"weak never matches", []string{`W/"7"`}, true, "", "stale_revision", -1},
		{"a comma inside a tag", []string{`"1,2","7"`}, true, "", "", 7},
		{"bare", []string{"7"}, true, "bad_if_match", "", 0},
		{"empty", []string{""}, true, "bad_if_match", "", 0},
		{"open", []string{`"7`}, true, "bad_if_match", "", 0},
		{"a space inside", []string{`"7 "`}, true, "bad_if_match", "", 0},
		{"no comma", []string{`"1" "7"`}, true, "bad_if_match", "", 0},
		{"a comma too many", []string{`"7",`}, true, "bad_if_match", "", 0},
		{"a star among tags", []string{`*, "7"`}, true, "bad_if_match", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := newContext("GET", "/", "")
			c.Request.Header["If-Match"] = tt.headers
			m, err := IfMatch(c, tt.required)
			if got := told(err); got != tt.read {
				t.Fatalf("got %q, want %q", got, tt.read)
			}
			if err != nil {
				return
			}
			if got := told(m.Check(7)); got != tt.check {
				t.Errorf("check: got %q, want %q", got, tt.check)
			}
			if m.Present() != (tt.headers != nil) || m.Revision() != tt.revision {
				t.Errorf("present %v, revision %d", m.Present(), m.Revision())
			}
		})
	}
}

func TestIdempotencyKey(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 255)
	tests := []struct {
		headers  []string
		required bool
		want     string
		reason   string
	}{
		{nil, false, "", ""},
		{nil, true, "", "idempotency_key_required"},
		{[]string{"order-17"}, true, "order-17", ""},
		{[]string{`"order-17"`}, true, "order-17", ""},
		{[]string{`"a\"b\\c"`}, true, `a"b\c`, ""},
		{[]string{`a"b`}, true, `a"b`, ""},
		{[]string{long}, true, long, ""},
		{[]string{`"` + long + `"`}, true, long, ""},
		{[]string{long + "x"}, true, "", "bad_idempotency_key"},
		{[]string{""}, true, "", "bad_idempotency_key"},
		{[]string{`""`}, true, "", "bad_idempotency_key"},
		{[]string{`"a`}, true, "", "bad_idempotency_key"},
		{[]string{`"a"b`}, true, "", "bad_idempotency_key"},
		{[]string{`"a\b"`}, true, "", "bad_idempotency_key"},
		{[]string{`"a\`}, true, "", "bad_idempotency_key"},
		{[]string{"a b"}, true, "", "bad_idempotency_key"},
		{[]string{"ä"}, false, "", "bad_idempotency_key"},
		{[]string{"a", "a"}, true, "", "bad_idempotency_key"},
	}
	for _, tt := range tests {
		c := newContext("POST", "/", "")
		c.Request.Header["Idempotency-Key"] = tt.headers
		got, err := IdempotencyKey(c, tt.required)
		if got != tt.want || told(err) != tt.reason {
			t.Errorf("%q: got %q, %q", tt.headers, got, told(err))
		}
	}
}

func TestBearer(t *testing.T) {
	t.Parallel()
	tests := []struct {
		headers []string
		want    string
		reason  string
	}{
		{[]string{"Bearer gw_test_abc"}, "gw_test_abc", ""},
		{[]string{"bearer  gw_test_abc"}, "gw_test_abc", ""},
		{nil, "", "no_token"},
		{[]string{""}, "", "bad_token"},
		{[]string{"Bearer"}, "", "bad_token"},
		{[]string{"Bearer "}, "", "bad_token"},
		{[]string{"Bearer a b"}, "", "bad_token"},
		{[]string{"Basic Zm9v"}, "", "bad_token"},
		{[]string{"Bearer a", "Bearer a"}, "", "bad_token"},
		{[]string{"Bearer ä"}, "", "bad_token"},
		{[]string{"Bearer " + strings.Repeat("a", 513)}, "", "bad_token"},
	}
	for _, tt := range tests {
		c := newContext("GET", "/?access_token=gw_test_abc", "")
		c.Request.Header["Authorization"] = tt.headers
		got, err := Bearer(c)
		if got != tt.want || told(err) != tt.reason {
			t.Errorf("%q: got %q, %q", tt.headers, got, told(err))
		}
	}
}

func TestCursorsKeepTheirPlace(t *testing.T) {
	t.Parallel()
	cs := NewCursors([]byte("0123456789abcdef"))
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.String().Draw(t, "list")
		at := Place{ID: rapid.StringN(0, 40, 80).Draw(t, "id")}
		if rapid.Bool().Draw(t, "by number") {
			at.Number = rapid.Ptr(rapid.Int64(), false).Draw(t, "number")
		} else {
			at.Text = rapid.Ptr(rapid.StringN(0, 40, 80), false).Draw(t, "text")
		}
		cursor := cs.Encode(list, at)
		got, err := cs.Decode(list, cursor)
		if err != nil {
			t.Fatal(err)
		}
		if got.ID != at.ID || at.Number != nil && *got.Number != *at.Number || at.Text != nil && *got.Text != *at.Text {
			t.Fatalf("%+v became %+v", at, got)
		}
		if _, err := cs.Decode(list+"|status=won", cursor); !fault.Because(err, "bad_cursor") {
			t.Fatalf("taken by another list: %v", err)
		}
		if _, err := NewCursors([]byte("another secret..")).Decode(list, cursor); !fault.Because(err, "bad_cursor") {
			t.Fatalf("taken under another secret: %v", err)
		}
		raw := []byte(cursor)
		raw[rapid.IntRange(0, len(raw)-1).Draw(t, "at")] ^= 1
		if _, err := cs.Decode(list, string(raw)); !fault.Because(err, "bad_cursor") {
			t.Fatalf("taken when changed: %v", err)
		}
	})
}

func FuzzCursor(f *testing.F) {
	cs := NewCursors([]byte("0123456789abcdef"))
	n := int64(7)
	f.Add(cs.Encode("l", Place{ID: "a", Number: &n}))
	f.Add("AAAA")
	f.Add(base64.RawURLEncoding.EncodeToString(make([]byte, cursorMAC)))
	f.Fuzz(func(t *testing.T, cursor string) {
		at, err := cs.Decode("l", cursor)
		if err != nil && !fault.Is(err, fault.Malformed) {
			t.Fatal(err)
		}
		if err == nil && at != nil && cs.Encode("l", *at) != cursor {
			t.Fatal("a cursor that we never wrote was taken")
		}
	})
}

func FuzzHeaders(f *testing.F) {
	f.Add(`"7"`)
	f.Add(`W/"a", "b"`)
	f.Add(`"a\"b"`)
	f.Fuzz(func(t *testing.T, header string) {
		c := newContext("GET", "/", "")
		c.Request.Header["If-Match"] = []string{header}
		c.Request.Header["Idempotency-Key"] = []string{header}
		c.Request.Header["Authorization"] = []string{header}
		if m, err := IfMatch(c, true); err == nil && !m.Present() {
			t.Fatal("read but not there")
		}
		if key, err := IdempotencyKey(c, true); err == nil && (key == "" || len(key) > maxIdempotencyKey) {
			t.Fatalf("key %q", key)
		}
		if token, err := Bearer(c); err == nil && token == "" {
			t.Fatal("an empty token")
		}
	})
}
