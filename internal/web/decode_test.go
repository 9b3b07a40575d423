package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

type pet struct {
	Name string `json:"name" minLength:"1" maxLength:"5"`
}

// odd is a type with a mind of its own.
type odd struct{ n int }

func (o *odd) UnmarshalJSON(raw []byte) error {
	if len(raw)%2 == 0 {
		return errors.New("even")
	}
	o.n = len(raw)
	return nil
}

type base struct {
	Source string `json:"source,omitempty"`
}

type everything struct {
	base
	Text    string            `json:"text"`
	Word    string            `json:"word,omitempty" enums:"red,blue"`
	Code    string            `json:"code,omitempty" pattern:"^[A-Z]{2}$"`
	Day     string            `json:"day,omitempty" format:"date"`
	Int     int               `json:"int,omitempty" minimum:"-5" maximum:"9"`
	Big     int64             `json:"big,omitempty"`
	Small   uint8             `json:"small,omitempty"`
	Float   float64           `json:"float,omitempty"`
	Yes     bool              `json:"yes,omitempty"`
	List    []string          `json:"list,omitempty" minItems:"1" maxItems:"2" maxLength:"3"`
	Map     map[string]string `json:"map,omitempty" maxItems:"2" maxLength:"3"`
	Pet     *pet              `json:"pet,omitempty" extensions:"x-nullable"`
	Pets    []pet             `json:"pets,omitempty"`
	At      *time.Time        `json:"at,omitempty"`
	Odd     odd               `json:"odd,omitzero" validate:"optional"`
	Any     any               `json:"any,omitempty"`
	Raw     json.RawMessage   `json:"raw,omitempty"`
	Hidden  string            `json:"-"`
	private string
}

func (e *everything) touch() { e.private = e.Hidden }

func TestUnmarshal(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 32) + strings.Repeat("]", 32)
	tests := []struct {
		name, body string
		want       string // reason, or reason@pointer:code for the first field; empty when taken
	}{
		{"the least", `{"text":"a"}`, ""},
		{"spaces around", " \n{\"text\":\"a\"}\t", ""},
		{"everything", `{"source":"crm","text":"ä","word":"red","code":"DE","day":"2026-02-28","int":-5,"big":9223372036854775807,
			"small":255,"float":1.5e3,"yes":true,"list":["a"],"map":{"k":"v"},"pet":{"name":"Rex"},"pets":[{"name":"a"}],
			"at":"2026-01-02T03:04:05Z","odd":123,"any":{"x":[null]},"raw":null}`, ""},
		{"null where it is allowed", `{"text":"a","pet":null}`, ""},

		{"nothing", "", "empty_body"},
		{"spaces only", " \n", "empty_body"},
		{"no JSON", `{"text":`, "invalid_json"},
		{"single quotes", `{'text':'a'}`, "invalid_json"},
		{"a comment", `{"text":"a"/*x*/}`, "invalid_json"},
		{"a trailing comma", `{"text":"a",}`, "invalid_json"},
		{"two documents", `{"text":"a"}{}`, "trailing_text"},
		{"text after it", `{"text":"a"} x`, "trailing_text"},
		{"invalid UTF-8", "{\"text\":\"\xff\"}", "invalid_json"},
		{"invalid UTF-8 in a name", "{\"\xff\":1}", "invalid_json"},
		{"a lone surrogate", `{"text":"\ud800"}`, "invalid_json"},
		{"a surrogate pair", `{"text":"\ud83d\ude00"}`, ""},
		{"a byte order mark", "\uFEFF{\"text\":\"a\"}", "invalid_json"},
		{"a name twice", `{"text":"a","text":"b"}`, "duplicate_member@/text:duplicate_member"},
		{"a name twice, escaped once", `{"text":"a","t\u0065xt":"b"}`, "duplicate_member@/text:duplicate_member"},
		{"a name twice below", `{"text":"a","pet":{"name":"a","name":"b"}}`, "duplicate_member@/pet/name:duplicate_member"},
		{"a name twice in what is taken as it is", `{"text":"a","any":{"x":1,"x":2}}`, "duplicate_member@/any/x:duplicate_member"},
		{"a name twice in what is unknown", `{"text":"a","zzz":{"x":1,"x":2}}`, "duplicate_member@/zzz/x:duplicate_member"},
		{"32 levels", `{"text":"a","any":` + deep[1:len(deep)-1] + `}`, ""},
		{"33 levels", `{"text":"a","any":` + deep + `}`, "too_deep"},
		{"very deep", strings.Repeat("[", 1e6), "too_deep"},
		{"brackets in text are no depth", `{"text":"` + strings.Repeat("[", 100) + `\""}`, ""},

		{"no object", `[]`, "invalid_fields@:wrong_type"},
		{"null", `null`, "invalid_fields@:null_not_allowed"},
		{"a member missing", `{}`, "invalid_fields@/text:required"},
		{"a member unknown", `{"text":"a","texts":1}`, "invalid_fields@/texts:unknown_field"},
		{"another case", `{"Text":"a"}`, "invalid_fields@/Text:unknown_field"},
		{"the Go name of a hidden field", `{"text":"a","Hidden":"x"}`, "invalid_fields@/Hidden:unknown_field"},
		{"a name with slash and tilde", `{"text":"a","a/b~c":1}`, "invalid_fields@/a~1b~0c:unknown_field"},
		{"null for text", `{"text":null}`, "invalid_fields@/text:null_not_allowed"},
		{"null for a list", `{"text":"a","list":null}`, "invalid_fields@/list:null_not_allowed"},
		{"null in a list", `{"text":"a","list":[null]}`, "invalid_fields@/list/0:null_not_allowed"},
		{"null in a map", `{"text":"a","map":{"k":null}}`, "invalid_fields@/map/k:null_not_allowed"},
		{"null for a pointer that isn't nullable", `{"text":"a","at":null}`, "invalid_fields@/at:null_not_allowed"},
		{"a number for text", `{"text":1}`, "invalid_fields@/text:wrong_type"},
		{"text for a number", `{"text":"a","int":"1"}`, "invalid_fields@/int:wrong_type"},
		{"a fraction for an integer", `{"text":"a","int":5.0}`, "invalid_fields@/int:wrong_type"},
		{"an exponent for an integer", `{"text":"a","int":1e0}`, "invalid_fields@/int:wrong_type"},
		{"minus zero", `{"text":"a","int":-0}`, "invalid_fields@/int:wrong_type"},
		{"too large for its type", `{"text":"a","big":9223372036854775808}`, "invalid_fields@/big:out_of_range"},
		{"negative for a natural number", `{"text":"a","small":-1}`, "invalid_fields@/small:out_of_range"},
		{"a float too large", `{"text":"a","float":1e999}`, "invalid_fields@/float:out_of_range"},
		{"below the minimum", `{"text":"a","int":-6}`, "invalid_fields@/int:too_small"},
		{"above the maximum", `{"text":"a","int":10}`, "invalid_fields@/int:too_large"},
		{"text for a boolean", `{"text":"a","yes":"true"}`, "invalid_fields@/yes:wrong_type"},
		{"an object for a list", `{"text":"a","list":{}}`, "invalid_fields@/list:wrong_type"},
		{"a list for an object", `{"text":"a","pet":[]}`, "invalid_fields@/pet:wrong_type"},
		{"deep in a list", `{"text":"a","pets":[{"name":"a"},{"name":7}]}`, "invalid_fields@/pets/1/name:wrong_type"},
		{"NUL", `{"text":"\u0000"}`, "invalid_fields@/text:nul_character"},
		{"NUL in a name", `{"text":"a","map":{"\u0000":"v"}}`, "invalid_fields@/map/\x00:nul_character"},
		{"outside the enumeration", `{"text":"a","word":"green"}`, "invalid_fields@/word:not_allowed"},
		{"outside the pattern", `{"text":"a","code":"De"}`, "invalid_fields@/code:bad_format"},
		{"no day", `{"text":"a","day":"2026-02-30"}`, "invalid_fields@/day:bad_format"},
		{"no time", `{"text":"a","at":"soon"}`, "invalid_fields@/at:bad_format"},
		{"a type refuses by itself", `{"text":"a","odd":12}`, "invalid_fields@/odd:bad_format"},
		{"an empty list", `{"text":"a","list":[]}`, "invalid_fields@/list:too_few"},
		{"a list too long", `{"text":"a","list":["a","b","c"]}`, "invalid_fields@/list:too_many"},
		{"an entry too long", `{"text":"a","list":["abcd"]}`, "invalid_fields@/list/0:too_long"},
		{"characters, not bytes", `{"text":"a","list":["äöü"]}`, ""},
		{"a map too large", `{"text":"a","map":{"a":"","b":"","c":""}}`, "invalid_fields@/map:too_many"},
		{"a value too long", `{"text":"a","map":{"a":"abcd"}}`, "invalid_fields@/map/a:too_long"},
		{"empty text", `{"text":"a","pet":{"name":""}}`, "invalid_fields@/pet/name:empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var in everything
			err := Unmarshal([]byte(tt.body), &in)
			if got := told(err); got != tt.want {
				t.Errorf("got %q, want %q (%v)", got, tt.want, err)
			}
			in.touch()
		})
	}
}

// newContext is a Gin context around a request.
func newContext(method, target, body string) *gin.Context {
	quiet()
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = httptest.NewRequest(method, target, strings.NewReader(body))
	return c
}

// told is the reason of a fault and its first field.
func told(err error) string {
	f := fault.Of(err)
	if f == nil {
		return ""
	}
	if len(f.Fields) == 0 {
		return f.Reason
	}
	return f.Reason + "@" + f.Fields[0].Pointer + ":" + f.Fields[0].Code
}

func TestUnmarshalTellsAllFieldsButNotEndlessly(t *testing.T) {
	t.Parallel()
	var in everything
	f := fault.Of(Unmarshal([]byte(`{"word":1,"int":"x"}`), &in))
	if len(f.Fields) != 3 { // and text is missing
		t.Errorf("%d fields: %v", len(f.Fields), f)
	}
	body := `{"text":"a"` + strings.Repeat(`,"`+strings.Repeat("x", 1000)+`%":1`, 1) + `,"list":[` + strings.Repeat("1,", 100) + `1]}`
	f = fault.Of(Unmarshal([]byte(body), &in))
	if len(f.Fields) != maxFields || len(f.Fields[0].Pointer) > maxPointer+len("…") {
		t.Errorf("%d fields, the first pointer of %d bytes", len(f.Fields), len(f.Fields[0].Pointer))
	}
}

func TestUnmarshalFillsTheStruct(t *testing.T) {
	t.Parallel()
	var in everything
	if err := Unmarshal([]byte(`{"source":"crm","text":"a","int":7,"pet":{"name":"Rex"},"at":"2026-01-02T03:04:05+01:00"}`), &in); err != nil {
		t.Fatal(err)
	}
	if in.Source != "crm" || in.Int != 7 || in.Pet.Name != "Rex" || in.At.UTC().Hour() != 2 {
		t.Errorf("%+v", in)
	}
}

func TestDecodeWantsJSON(t *testing.T) {
	t.Parallel()
	tests := []struct {
		types []string
		want  string
	}{
		{[]string{"application/json"}, ""},
		{[]string{"Application/JSON; charset=UTF-8"}, ""},
		{nil, "unsupported_media_type"},
		{[]string{"text/plain"}, "unsupported_media_type"},
		{[]string{"application/json; charset=latin1"}, "unsupported_media_type"},
		{[]string{"application/json; version=2"}, "unsupported_media_type"},
		{[]string{"application/json", "application/json"}, "unsupported_media_type"},
		{[]string{"application/json;;"}, "unsupported_media_type"},
		{[]string{"application/x-www-form-urlencoded"}, "unsupported_media_type"},
	}
	for _, tt := range tests {
		c := newContext(http.MethodPost, "/", `{"name":"Rex"}`)
		c.Request.Header["Content-Type"] = tt.types
		var in pet
		if got := told(Decode(c, &in)); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.types, got, tt.want)
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	tests := []struct{ media, body, want string }{
		{"text/csv", "a,b\n", ""},
		{"text/csv; charset=UTF-8; header=present", "a,b\n", ""},
		{"text/csv; charset=latin1", "a,b\n", "unsupported_media_type"},
		{"application/json", "a,b\n", "unsupported_media_type"},
		{"text/csv", "", "empty_body"},
		{"text/csv", "\xff", "not_utf8"},
	}
	for _, tt := range tests {
		c := newContext(http.MethodPost, "/", tt.body)
		c.Request.Header.Set("Content-Type", tt.media)
		got, err := Text(c, "text/csv")
		if told(err) != tt.want || err == nil && got != tt.body {
			t.Errorf("%q %q: got %q, %v", tt.media, tt.body, got, err)
		}
	}
}

// FuzzUnmarshal: whatever is sent, the walker and encoding/json agree: what passes
// is decoded, and what is refused is a fault of the caller.
func FuzzUnmarshal(f *testing.F) {
	for _, seed := range []string{
		`{"text":"a"}`, `{"text":"a","list":[null]}`, `{"Text":"a"}`, `{"text":"\ud800"}`, `[[[[`, `{"text":"a","pet":null,"any":{"a":[1e9]}}`,
		`{"text":"a","at":"2026-01-02T03:04:05Z","odd":1}`, "\xff", `{"text":1e400}`, `{"text":"a","raw":{"x":-0}}`, `{"text":"a"}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var in everything
		err := Unmarshal(body, &in)
		if err == nil {
			if !json.Valid(body) {
				t.Fatal("taken, but no JSON")
			}
			return
		}
		if code := fault.Of(err).Code; code != fault.Malformed && code != fault.Invalid {
			t.Fatalf("%s: %v", code, err)
		}
	})
}
