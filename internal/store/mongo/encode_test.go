package mongo

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/goodword/goodword/internal/store"
)

// FuzzEncode: whatever JSON object is given is refused or comes back as it was.
func FuzzEncode(f *testing.F) {
	for _, body := range []string{
		`{"id":"a","version":1}`, `{"id":"a","version":1,"n":[1,-0,1.5,1e300,9223372036854775808,null,[[]]]}`,
		`{"id":"a","version":1,"s":"\u0000 \ud83d\ude00 \ud800 <>&\u2028","o":{"":{},"x y":true}}`,
		`{"id":"a","version":1,"$set":1}`, `{"id":"a","version":1,"a":{"_id":1}}`, `{"id":"a","version":1,"a":1,"a":2}`,
		`[]`, `{}`, `{"id":"a","version":1} {}`, `{"id":"a","version":1,`, ``,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		raw, err := encode(store.Doc{ID: "a", Version: 1, Body: body}, nil)
		if err != nil {
			return
		}
		if err := raw.Validate(); err != nil {
			t.Fatalf("%s became broken BSON: %v", body, err)
		}
		d, err := decode(raw)
		if err != nil {
			return // an id or version of another kind
		}
		want, got := members(t, body), members(t, d.Body)
		delete(want, "id")
		delete(got, "id")
		if len(want) != len(got) {
			t.Fatalf("%s came back as %s", body, d.Body)
		}
		for k, v := range want {
			if !bytes.Equal(v, got[k]) {
				t.Fatalf("%s came back as %s", v, got[k])
			}
		}
	})
}

// members are the top-level members of an object as encoding/json writes them.
func members(t *testing.T, body []byte) map[string][]byte {
	t.Helper()
	var m map[string]json.RawMessage
	if err := json.Unmarshal(body, &m); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	out := map[string][]byte{}
	for k, raw := range m {
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.UseNumber()
		var v any
		if err := dec.Decode(&v); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out[k] = text
	}
	return out
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"an array":          `[1]`,
		"broken":            `{"id":"a"`,
		"more than one":     `{"id":"a"} {}`,
		"an _id":            `{"_id":"b"}`,
		"an operator":       `{"a":{"$gt":1}}`,
		"a path":            `{"a.b":1}`,
		"NUL in a key":      `{"a\u0000b":1}`,
		"too big a number":  `{"n":9223372036854775809}`,
		"a number in vain":  `{"n":1.0}`,
		"an endless number": `{"n":1e999}`,
	} {
		if raw, err := encode(store.Doc{ID: "a", Version: 1, Body: []byte(body)}, nil); err == nil {
			t.Errorf("%s: became %s", name, raw)
		}
	}
}
