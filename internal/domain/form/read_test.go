package form_test

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/promise"
)

// every is a form with a field of each type.
func every() form.Form {
	options := []form.Option{{Value: "a", Labels: labels("A")}, {Value: "b", Labels: labels("B")}, {Value: "c", Labels: labels("C")}}
	return form.Form{Fields: []form.Field{
		{Key: form.KeyName, Type: form.Text},
		{Key: "text", Type: form.Text, Limits: form.Limits{MinLength: 3, MaxLength: 5}},
		{Key: "long", Type: form.LongText},
		{Key: "mail", Type: form.Email},
		{Key: "tel", Type: form.Phone},
		{Key: "one", Type: form.Choice, Options: options},
		{Key: "some", Type: form.Several, Options: options, Limits: form.Limits{MinChoices: 2, MaxChoices: 2}},
		{Key: "count", Type: form.Number, Limits: form.Limits{Min: new(int64(-5)), Max: new(int64(5))}},
		{Key: "day", Type: form.Date, Limits: form.Limits{Earliest: "2026-01-01", Latest: "2026-12-31"}},
		{Key: form.KeyCountry, Type: form.Country},
		{Key: form.KeyLanguage, Type: form.Language},
		{Key: "ok", Type: form.Consent},
		{Key: "theirs", Type: form.Text, Ask: form.AskPerson},
	}}
}

func introduces() form.Asking { return asked(form.ByReferrer, promise.ReferrerIntroduces) }

func TestRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		key  string
		raw  any
		want any // nil: not answered
		code string
	}{
		{"text", "text", " abc ", "abc", ""},
		{"blank", "text", "  ", nil, ""},
		{"short", "text", "ab", nil, "too_short"},
		{"long", "text", "abcdef", nil, "too_long"},
		{"line break", "text", "a\nb", nil, "line_break"},
		{"number as text", "text", 5.0, nil, "wrong_type"},
		{"null", "text", nil, nil, "wrong_type"},
		{"object", "text", map[string]any{}, nil, "wrong_type"},
		{"paragraphs", "long", "a\r\nb", "a\nb", ""},
		{"hidden", "long", "a\u202eb", nil, "hidden_character"},
		{"e-mail", "mail", "Kim@ACME.com", "Kim@acme.com", ""},
		{"bad e-mail", "mail", "kim", nil, "invalid_email"},
		{"phone of the region", "tel", "030 901820", "+4930901820", ""},
		{"bad phone", "tel", "12", nil, "invalid_phone"},
		{"choice", "one", "b", "b", ""},
		{"no choice", "one", "", nil, ""},
		{"unknown option", "one", "z", nil, "unknown_option"},
		{"several in order", "some", []any{"c", "a"}, []string{"a", "c"}, ""},
		{"several from a page", "some", []string{"a", "b"}, []string{"a", "b"}, ""},
		{"none of several", "some", []any{}, nil, ""},
		{"too few", "some", []any{"a"}, nil, "too_few"},
		{"too many", "some", []any{"a", "b", "c"}, nil, "too_many"},
		{"not texts", "some", []any{"a", 1.0}, nil, "wrong_type"},
		{"one text", "some", "a", nil, "wrong_type"},
		{"endless list", "some", make([]any, 1000), nil, "wrong_type"},
		{"number", "count", 5.0, int64(5), ""},
		{"number by text", "count", json.Number("-5"), int64(-5), ""},
		{"whole with a point", "count", json.Number("3.0"), int64(3), ""},
		{"fraction", "count", 1.5, nil, "wrong_type"},
		{"not a number", "count", math.NaN(), nil, "wrong_type"},
		{"endless number", "count", json.Number("1e999"), nil, "wrong_type"},
		{"small", "count", -6.0, nil, "too_small"},
		{"large", "count", json.Number("6"), nil, "too_large"},
		{"text as number", "count", "5", nil, "wrong_type"},
		{"date", "day", "2026-11-22", "2026-11-22", ""},
		{"no such date", "day", "2026-02-30", nil, "invalid_date"},
		{"early", "day", "2025-12-31", nil, "too_early"},
		{"late", "day", "2027-01-01", nil, "too_late"},
		{"country", form.KeyCountry, "de", "DE", ""},
		{"bad country", form.KeyCountry, "Germany", nil, "unknown_country"},
		{"language", form.KeyLanguage, "pt-br", "pt-BR", ""},
		{"bad language", form.KeyLanguage, "klingonese", nil, "unknown_language"},
		{"yes", "ok", true, true, ""},
		{"no", "ok", false, false, ""},
		{"yes as text", "ok", "true", nil, "wrong_type"},
		{"unknown", "other", "x", nil, "unknown_field"},
		{"of the person", "theirs", "x", nil, "not_asked"},
		{"of another consent", form.KeyAgreed, true, nil, "not_asked"},
		{"odd key", "a/b~", "x", nil, "unknown_field"},
	} {
		answers, f := every().Read(map[string]any{"name": "Kim Lee", c.key: c.raw}, introduces())
		if c.code != "" {
			at := "/answers/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(c.key)
			if len(faults(f)) != 1 || !strings.HasPrefix(faults(f)[0], at) || !strings.HasSuffix(faults(f)[0], " "+c.code) {
				t.Errorf("%s: %v, want %s %s", c.name, faults(f), at, c.code)
			}
			continue
		}
		same(t, c.name, f)
		got, answered := answers[c.key]
		if answered != (c.want != nil) || answered && !reflect.DeepEqual(got.Value(), c.want) {
			t.Errorf("%s: %#v, want %#v", c.name, got.Value(), c.want)
		}
	}
}

func TestReadPoints(t *testing.T) {
	t.Parallel()
	_, f := every().Read(map[string]any{"some": []any{"a", "z"}, "zz": 1, "count": "x"}, introduces())
	same(t, "all in order", f, "/answers/name required", "/answers/some/1 unknown_option", "/answers/count wrong_type", "/answers/zz unknown_field")
	_, f = every().Read(map[string]any{"name": "Kim", "some": []any{"a", "a"}}, introduces())
	same(t, "twice", f, "/answers/some/1 repeated")
	many := map[string]any{}
	for i := range 1000 {
		many[strings.Repeat("x", i+1)] = 1
	}
	if _, f = every().Read(many, introduces()); len(f.Fields) != 50 {
		t.Errorf("%d faults are named", len(f.Fields))
	}
}

func TestReadUnderEachConsent(t *testing.T) {
	t.Parallel()
	person := map[string]any{"name": "Kim Lee", "company": "Acme", "source": "suppliers", "why": "They asked me about it.", "told": "yes"}
	with := func(more ...any) map[string]any {
		m := map[string]any{}
		for k, v := range person {
			m[k] = v
		}
		for i := 0; i < len(more); i += 2 {
			m[more[i].(string)] = more[i+1]
		}
		return m
	}
	for _, c := range []struct {
		name    string
		raw     map[string]any
		by      form.Submitter
		consent promise.Consent
		want    []string
	}{
		{"introduces, without contact", person, form.ByReferrer, promise.ReferrerIntroduces, nil},
		{"introduces, with contact", with("email", "kim@acme.com"), form.ByReferrer, promise.ReferrerIntroduces, nil},
		{"ask first", with("email", "kim@acme.com"), form.ByReferrer, promise.AskFirst, nil},
		{"ask first, without", person, form.ByReferrer, promise.AskFirst, []string{"/answers/email required"}},
		{"agreed", with("email", "kim@acme.com", "agreed", true), form.ByReferrer, promise.AlreadyAgreed, nil},
		{"agreed, not said", with("email", "kim@acme.com", "agreed", false), form.ByReferrer, promise.AlreadyAgreed, []string{"/answers/agreed required"}},
		{"person", map[string]any{"name": "Kim", "company": "Acme", "email": "kim@acme.com"}, form.ByPerson, promise.AlreadyAgreed, nil},
		{"person, without", map[string]any{"company": "Acme"}, form.ByPerson, promise.ReferrerIntroduces, []string{"/answers/name required", "/answers/email required"}},
		{"person, about others", map[string]any{"name": "Kim", "company": "Acme", "email": "k@acme.com", "told": "yes"}, form.ByPerson, promise.AskFirst, []string{"/answers/told not_asked"}},
	} {
		_, f := form.Default().Read(c.raw, asked(c.by, c.consent))
		same(t, c.name, f, c.want...)
	}
}

func TestDetails(t *testing.T) {
	t.Parallel()
	answers, f := form.Default().Read(map[string]any{"name": "Kim Lee", "company": "Acme", "role": "CTO", "email": "Kim@Acme.com",
		"phone": "(650) 253-0000", "country": "us", "language": "en"}, asked(form.ByPerson, promise.AskFirst))
	same(t, "read", f)
	want := contact.Details{Name: "Kim Lee", Company: "Acme", Role: "CTO", Email: "Kim@acme.com", Phone: "+16502530000", Country: "US", Language: "en"}
	if got := answers.Details(); got != want {
		t.Errorf("%+v", got)
	}
}

// Answers survive storing, and reading again changes nothing.
func TestAnswersRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		raw := map[string]any{"name": "Kim Lee"}
		maybe := func(key string, g *rapid.Generator[any]) {
			if rapid.Bool().Draw(t, key+"?") {
				raw[key] = g.Draw(t, key)
			}
		}
		maybe("text", rapid.StringMatching(`[a-zäé"\\<]{3,5}`).AsAny())
		maybe("long", rapid.StringN(0, 50, -1).AsAny())
		maybe("some", rapid.SampledFrom([]any{[]any{"a", "b"}, []any{"c", "a"}}))
		maybe("count", rapid.Int64Range(-5, 5).AsAny())
		maybe("ok", rapid.Bool().AsAny())
		answers, f := every().Read(raw, introduces())
		if f != nil {
			return // hostile text: refused is fine
		}
		stored, err := json.Marshal(answers)
		if err != nil {
			t.Fatal(err)
		}
		var back form.Answers
		if err := json.Unmarshal(stored, &back); err != nil {
			t.Fatal(err)
		}
		again, f := every().Read(back.Plain(), introduces())
		if f != nil || !reflect.DeepEqual(answers, back) || !reflect.DeepEqual(answers, again) {
			t.Fatalf("%v, stored %s, back %v, again %v, %v", answers, stored, back, again, f)
		}
	})
}

func TestUnmarshalRefuses(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{`null`, `{}`, `1.5`, `[1]`, `1e3`} {
		var a form.Answer
		if err := json.Unmarshal([]byte(bad), &a); err == nil {
			t.Errorf("%s became %v", bad, a.Value())
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{"name":"Kim","some":["a","b"],"count":3,"ok":true}`, `{"name":null}`, `{"name":"\u0000","day":"2026-01-01"}`, `{"tel":"+49","mail":"a@b"}`, `{"count":1e400}`,
	} {
		f.Add([]byte(s), true)
	}
	f.Fuzz(func(t *testing.T, body []byte, person bool) {
		var raw map[string]any
		d := json.NewDecoder(bytes.NewReader(body))
		d.UseNumber()
		if d.Decode(&raw) != nil {
			return
		}
		in := introduces()
		if person {
			in = asked(form.ByPerson, promise.AskFirst)
		}
		answers, err := every().Read(raw, in)
		if err != nil {
			for _, x := range err.Fields {
				if !strings.HasPrefix(x.Pointer, "/answers/") || x.Code == "" || x.Detail == "" {
					t.Fatalf("%+v", x)
				}
			}
			return
		}
		again, err := every().Read(answers.Plain(), in)
		if err != nil || !reflect.DeepEqual(again, answers) {
			t.Fatalf("%s: %v, again %v, %v", body, answers, again, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	raw := map[string]any{"name": "Kim Lee", "company": "Acme", "source": "suppliers", "why": "They asked me about it.", "told": "yes", "email": "kim@acme.com"}
	f := form.Default()
	for b.Loop() {
		if _, err := f.Read(raw, introduces()); err != nil {
			b.Fatal(err)
		}
	}
}
