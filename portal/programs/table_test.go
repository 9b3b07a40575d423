package programs

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/view"
)

// leaves are the pointers of every value that a type's JSON can hold; "*" stands
// for any index or name.
func leaves(at string, t reflect.Type) []string {
	switch t.Kind() {
	case reflect.Pointer:
		return leaves(at, t.Elem())
	case reflect.Slice, reflect.Map:
		if t.Elem().Kind() == reflect.Struct {
			return leaves(at+"/*", t.Elem())
		}
	case reflect.Struct:
		var out []string
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			out = append(out, leaves(at+"/"+name, t.Field(i).Type)...)
		}
		return out
	}
	return []string{at}
}

// covers reports whether a control at one pointer edits all of another.
func covers(at, leaf string) bool {
	a, l := strings.Split(at, "/"), strings.Split(leaf, "/")
	if len(a) > len(l) {
		return false
	}
	for i := range a {
		if a[i] != l[i] && a[i] != "*" && l[i] != "*" {
			return false
		}
	}
	return true
}

func places[T any](prefix string, controls []control[T]) []string {
	var out []string
	for _, c := range controls {
		for _, at := range c.at {
			out = append(out, prefix+at)
		}
	}
	return out
}

// editable are the pointers that some page edits.
func editable() []string {
	languages := program.Languages()
	var out []string
	for _, s := range sections {
		out = append(out, places("", s.controls(languages))...)
	}
	out = append(out, places("/form/fields/*", controlsOf(questionGroups(form.Field{}, languages)))...)
	return append(out, places("/rewards/rules/*", controlsOf(ruleGroups()))...)
}

// Each field of the terms has its control, and each control edits a field that is
// there. A new field fails this until some page edits it.
func TestEveryTermIsEdited(t *testing.T) {
	t.Parallel()
	all, edited := leaves("", reflect.TypeFor[program.Terms]()), editable()
	if len(all) < 90 {
		t.Fatalf("only %d fields were found", len(all))
	}
	for _, leaf := range all {
		if !anyOf(edited, func(at string) bool { return covers(at, leaf) }) {
			t.Errorf("no page edits %s", leaf)
		}
	}
	for _, at := range edited {
		if !anyOf(all, func(leaf string) bool { return covers(at, leaf) || covers(leaf, at) }) {
			t.Errorf("%s is no field of the terms", at)
		}
	}
}

func anyOf(list []string, is func(string) bool) bool {
	for _, x := range list {
		if is(x) {
			return true
		}
	}
	return false
}

// Names of inputs are unique on a page, so that no control reads another's.
func TestInputNamesAreUnique(t *testing.T) {
	t.Parallel()
	check := func(page string, names []string) {
		seen := map[string]bool{"once": true, "revision": true, "seen": true}
		for _, n := range names {
			if seen[n] {
				t.Errorf("%s has two inputs called %s", page, n)
			}
			seen[n] = true
		}
	}
	for _, s := range sections {
		check(s.name, inputNames(s.controls(program.Languages())))
	}
	check("question", inputNames(controlsOf(questionGroups(form.Field{}, program.Languages()))))
	check("rule", inputNames(controlsOf(ruleGroups())))
}

func inputNames[T any](controls []control[T]) []string {
	var out []string
	for _, c := range controls {
		out = append(out, c.names()...)
	}
	return out
}

// What one set of terms shows, typed into the pages of another, makes them the
// same: nothing that can be said is lost on the way through a form, and nothing
// changes where nothing was typed.
func TestFormsCarryEverything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from, to := anyTerms(t, "from"), anyTerms(t, "to")
		to.Languages, to.Form, to.Rewards.Rules = from.Languages, from.Form, from.Rewards.Rules
		before := asJSON(t, from)
		for _, s := range sections {
			controls := s.controls(allLanguages(from, to))
			typed := wire(fillAll(controls, &from))
			if wrong := takeAll(controls, &to, typed); len(wrong) > 0 {
				t.Fatalf("%s: %+v", s.name, wrong)
			}
			if wrong := takeAll(controls, &from, typed); len(wrong) > 0 {
				t.Fatalf("%s: %+v", s.name, wrong)
			}
		}
		if after := asJSON(t, from); after != before {
			t.Fatalf("sent back unchanged, it changed:\n%s\n%s", before, after)
		}
		if got := asJSON(t, plain(to)); got != asJSON(t, plain(from)) {
			t.Fatalf("got  %s\nwant %s", got, before)
		}
	})
}

// The same for questions and rules.
func TestItemsCarryEverything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q, other := anyQuestion(t, "question"), form.Field{Type: form.Text, Ask: form.AskBoth}
		asked := controlsOf(questionGroups(form.Field{}, program.Languages()))
		if wrong := takeAll(asked, &other, wire(fillAll(asked, &q))); len(wrong) > 0 {
			t.Fatal(wrong)
		}
		if got, want := asJSON(t, other), asJSON(t, q); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
		r, blank := anyRule(t, "rule"), firstRule(program.Terms{})
		paid := controlsOf(ruleGroups())
		if wrong := takeAll(paid, &blank, wire(fillAll(paid, &r))); len(wrong) > 0 {
			t.Fatal(wrong)
		}
		if got, want := asJSON(t, settled(blank)), asJSON(t, settled(r)); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	})
}

// wire is a form as it arrives: browsers end lines with two characters, and each
// list of rows has blank ones.
func wire(typed view.Answers) view.Answers {
	out := view.Answers{}
	for name, values := range typed {
		for _, v := range values {
			out[name] = append(out[name], strings.ReplaceAll(v, "\n", "\r\n"))
		}
		out[name] = append(out[name], "", "")
	}
	return out
}

func asJSON(t *rapid.T, v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// plain is terms in which a list or table without anything is empty, and lists
// whose order says nothing stand in ours.
func plain(t program.Terms) program.Terms {
	t.Promise.Channels = inOrder(t.Promise.Channels, allChannels)
	t.Promise.Updates.Steps = inOrder(t.Promise.Updates.Steps, allSteps)
	if t.Promise.Words == nil {
		t.Promise.Words = map[string]string{}
	}
	if t.Rewards.Approval.AutoBelow == nil {
		t.Rewards.Approval.AutoBelow = map[string]int64{}
	}
	return t
}
