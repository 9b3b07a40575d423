package api

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// wrongBody sends a good body with one thing wrong at a time, and demands the code
// and the pointer of the mistake. Good is an object; its texts, lists and objects
// are each spoiled in every way that fits. required names the members that can't be
// left out, nullable those that may be null.
type wrongBody struct {
	by       *keyholder
	method   string
	path     string
	good     map[string]any
	required []string
	nullable []string
	headers  []string
}

func (w wrongBody) test(t *testing.T) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(w.good)) {
		w.field(t, name)
	}
	for _, name := range w.required {
		less := maps.Clone(w.good)
		delete(less, name)
		w.refused(t, "without "+name, w.encode(t, less), http.StatusUnprocessableEntity, "/"+name, "required")
	}
	w.refused(t, "unknown member", w.encode(t, with(w.good, "colour", "red")), http.StatusUnprocessableEntity, "/colour", "unknown_field")
	first := slices.Sorted(maps.Keys(w.good))[0]
	w.refused(t, "wrong case", w.encode(t, with(w.good, strings.ToUpper(first), w.good[first])), http.StatusUnprocessableEntity, "/"+strings.ToUpper(first), "unknown_field")
	w.malformed(t, first)
}

// malformed sends what can't be read at all.
func (w wrongBody) malformed(t *testing.T, name string) {
	t.Helper()
	good := w.encode(t, w.good)
	for what, body := range map[string]string{
		"duplicate_member": strings.Replace(good, "{", `{"`+name+`":null,`, 1),
		"invalid_json":     good[:len(good)-1],
		"trailing_text":    good + "{}",
		"empty_body":       " ",
		"too_deep":         strings.Repeat("[", 40) + strings.Repeat("]", 40),
	} {
		a := w.by.try(w.method, w.path, body, w.headers...)
		if a.Status != http.StatusBadRequest || a.str("code") != what {
			t.Errorf("%s: %d %s", what, a.Status, a.Body)
		}
	}
	broken := w.by.try(w.method, w.path, strings.Replace(good, "{", "{\"\xff\":1,", 1), w.headers...)
	if broken.Status != http.StatusBadRequest {
		t.Errorf("broken UTF-8: %d %s", broken.Status, broken.Body)
	}
	if a := w.by.try(w.method, w.path, good, slices.Concat(w.headers, []string{"Content-Type", "text/plain"})...); a.Status != http.StatusUnsupportedMediaType {
		t.Errorf("text/plain: %d", a.Status)
	}
	if a := w.by.try(w.method, w.path, `{"a":"`+strings.Repeat("x", 5<<20)+`"}`, w.headers...); a.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("5 MiB: %d", a.Status)
	}
}

func (w wrongBody) field(t *testing.T, name string) {
	t.Helper()
	wrongType := any(true)
	switch w.good[name].(type) {
	case string:
		wrongType = 17
		long := strings.Repeat("x", 400)
		w.oneOf(t, name+" too long", name, long)
		w.oneOf(t, name+" with NUL", name, "a\x00b")
		w.oneOf(t, name+" written backwards", name, "a\u202eb")
	case bool:
		wrongType = "yes"
	}
	w.refused(t, name+" of another type", w.encode(t, with(w.good, name, wrongType)), http.StatusUnprocessableEntity, "/"+name, "wrong_type")
	if !slices.Contains(w.nullable, name) {
		w.refused(t, name+" null", w.encode(t, with(w.good, name, nil)), http.StatusUnprocessableEntity, "/"+name, "null_not_allowed")
	}
}

// oneOf demands a 422 that points at the member, with whatever code.
func (w wrongBody) oneOf(t *testing.T, what, name, value string) {
	t.Helper()
	w.refused(t, what, w.encode(t, with(w.good, name, value)), http.StatusUnprocessableEntity, "/"+name, "")
}

func (w wrongBody) refused(t *testing.T, what, body string, status int, pointer, code string) {
	t.Helper()
	a := w.by.try(w.method, w.path, body, w.headers...)
	if a.Status != status {
		t.Errorf("%s: %d %s", what, a.Status, a.Body)
		return
	}
	for _, e := range a.list("errors") {
		e := e.(map[string]any)
		if e["pointer"] == pointer && (code == "" || e["code"] == code) {
			return
		}
	}
	t.Errorf("%s: no %s at %s in %s", what, code, pointer, a.Body)
}

func (w wrongBody) encode(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// with is a copy with another value under a name.
func with(in map[string]any, name string, v any) map[string]any {
	out := maps.Clone(in)
	out[name] = v
	return out
}

// problem fails the test unless the answer is a problem with the status and code.
func problem(t *testing.T, a *answer, status int, code string) {
	t.Helper()
	if a.Status != status || a.at("code") != code {
		t.Errorf("got %d %s, want %d %s", a.Status, a.Body, status, code)
	}
}

// told fails the test unless the answer is a 422 that names the field with the code.
func told(t *testing.T, a *answer, pointer, code string) {
	t.Helper()
	if a.Status == http.StatusUnprocessableEntity {
		for _, e := range a.list("errors") {
			if e := e.(map[string]any); e["pointer"] == pointer && e["code"] == code {
				return
			}
		}
	}
	t.Errorf("got %d %s, want %s at %s", a.Status, a.Body, code, pointer)
}
