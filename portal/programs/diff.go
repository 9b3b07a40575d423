package programs

import (
	"maps"
	"slices"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
)

// difference is one clause that differs between two terms.
type difference struct {
	Title         string // of the clause
	Before, After string // in words; both empty where Title says it all
}

// part is what differs in one section.
type part struct {
	Name        string // of the section
	Title       string
	Differences []difference
}

// compare words what differs between two terms, section by section.
func compare(f ui.Frame, o options, a, b program.Terms) []part {
	var out []part
	languages := allLanguages(a, b)
	for _, s := range sections {
		found := differ(f, o, s.controls(languages), "", &a, &b)
		switch s.name {
		case "form":
			found = append(found, questionsDiffer(f, o, languages, a.Form.Fields, b.Form.Fields)...)
		case "rewards":
			found = append(found, rulesDiffer(f, o, a.Rewards.Rules, b.Rewards.Rules)...)
		}
		if len(found) > 0 {
			out = append(out, part{s.name, f.T("programs.section." + s.name), found})
		}
	}
	return out
}

// count is how many clauses differ.
func count(parts []part) int {
	n := 0
	for _, p := range parts {
		n += len(p.Differences)
	}
	return n
}

// allLanguages are those that any text of the terms may be in.
func allLanguages(terms ...program.Terms) []string {
	seen := map[string]bool{}
	for _, l := range program.Languages() {
		seen[l] = true
	}
	for _, t := range terms {
		for l := range t.Promise.Words {
			seen[l] = true
		}
	}
	own := program.Languages()
	for _, l := range slices.Sorted(maps.Keys(seen)) {
		if !slices.Contains(own, l) {
			own = append(own, l)
		}
	}
	return own
}

// differ words the controls that show something else of a than of b; of names what
// they belong to.
func differ[T any](f ui.Frame, o options, controls []control[T], of string, a, b *T) []difference {
	var out []difference
	for _, c := range controls {
		if c.show(a).same(c.show(b)) {
			continue
		}
		title := f.T("programs.field." + c.name)
		if of != "" {
			title = f.T("programs.labelled", "label", of, "value", title)
		}
		out = append(out, difference{title, c.say(f, o, a), c.say(f, o, b)})
	}
	return out
}

// questionsDiffer words what differs in a form: questions that come or go, that
// changed, and their order.
func questionsDiffer(f ui.Frame, o options, languages []string, a, b []form.Field) []difference {
	key := func(x form.Field) string { return x.Key }
	return itemsDiffer(f, a, b, key, func(x form.Field) string { return questionTitle(f, x) }, "question",
		func(of string, x, y *form.Field) []difference {
			return differ(f, o, controlsOf(questionGroups(*y, languages)), of, x, y)
		})
}

func rulesDiffer(f ui.Frame, o options, a, b []reward.Rule) []difference {
	key := func(x reward.Rule) string { return x.Key }
	return itemsDiffer(f, a, b, key, func(x reward.Rule) string { return ruleTitle(f, x) }, "rule",
		func(of string, x, y *reward.Rule) []difference {
			return differ(f, o, controlsOf(ruleGroups()), of, x, y)
		})
}

// itemsDiffer words what differs between two lists of things that have a key.
func itemsDiffer[T any](f ui.Frame, a, b []T, key func(T) string, title func(T) string, word string, each func(string, *T, *T) []difference) []difference {
	var out []difference
	find := func(list []T, k string) int {
		return slices.IndexFunc(list, func(x T) bool { return key(x) == k })
	}
	for i := range a {
		j := find(b, key(a[i]))
		if j < 0 {
			out = append(out, difference{f.T("programs.diff."+word+"_gone", "name", title(a[i])), "", ""})
			continue
		}
		out = append(out, each(title(b[j]), &a[i], &b[j])...)
	}
	for _, x := range b {
		if find(a, key(x)) < 0 {
			out = append(out, difference{f.T("programs.diff."+word+"_new", "name", title(x)), "", ""})
		}
	}
	if !slices.Equal(kept(a, b, key), kept(b, a, key)) {
		out = append(out, difference{Title: f.T("programs.diff." + word + "_order")})
	}
	return out
}

// kept are the keys of list that are in other too, in the order of list.
func kept[T any](list, other []T, key func(T) string) []string {
	var out []string
	for _, x := range list {
		if slices.ContainsFunc(other, func(y T) bool { return key(y) == key(x) }) {
			out = append(out, key(x))
		}
	}
	return out
}
