package office_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/portal/office"
)

// nouns are the packages whose documents have histories.
var nouns = map[string]activity.Noun{
	"domain/referral": activity.Referral, "domain/reward": activity.Reward, "domain/member": activity.Member, "domain/program": activity.Program,
	"domain/link": activity.Link, "domain/company": activity.Company, "domain/suppression": activity.Suppression, "domain/apikey": activity.Key,
	"app": activity.Import, "domain/session": activity.Session,
}

// Every verb that the sources record has a place in Verbs.
func TestVerbsAreKnown(t *testing.T) {
	t.Parallel()
	for dir, noun := range nouns {
		known := office.Verbs(noun)
		if noun == activity.Session { // sign-ins that wait are no documents of the record
			known = slices.Concat(known, office.Verbs(activity.Passkey), []string{"started"})
		}
		if noun == activity.Import {
			known = append(known, activity.Deleted)
		}
		found := recorded(t, filepath.Join("..", "..", "internal", dir))
		if len(found) == 0 {
			t.Errorf("%s records nothing: the test looks in the wrong place", dir)
		}
		for _, verb := range found {
			if !slices.Contains(known, verb) {
				t.Errorf("%s records %q, which office.Verbs doesn't list", dir, verb)
			}
		}
	}
}

// recorded lists the verbs of the events that a package writes: the Verb of an
// aggregate.Event, and the constants of its own type Verb.
func recorded(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var verbs []string
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if v, err := strconv.Unquote(lit.Value); err == nil {
				verbs = append(verbs, v)
			}
		}
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Verb" {
					add(n.Value)
				}
			case *ast.ValueSpec:
				if kind, ok := n.Type.(*ast.Ident); ok && kind.Name == "Verb" {
					for _, v := range n.Values {
						add(v)
					}
				}
			}
			return true
		})
	}
	return verbs
}

// Everything that the record can show has words in each language.
func TestActivityHasWords(t *testing.T) {
	t.Parallel()
	all, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Languages() {
		words := all.For(lang)
		said := map[string]string{}
		for _, noun := range activity.Nouns() {
			keys := []string{"office.noun." + string(noun)}
			if len(office.Verbs(noun)) == 0 {
				t.Errorf("nothing happens to a %s", noun)
			}
			for _, verb := range office.Verbs(noun) {
				keys = append(keys, "office.did."+string(noun)+"."+verb)
			}
			for _, key := range keys {
				text := words.T(key)
				if text == "" || strings.Contains(text, "office.") {
					t.Errorf("%s: %s has no words", lang, key)
				}
				if strings.HasPrefix(key, "office.did."+string(noun)) && said[string(noun)+text] != "" {
					t.Errorf("%s: %s says the same as %s", lang, key, said[string(noun)+text])
				}
				said[string(noun)+text] = key
			}
		}
	}
}

// Every task that can come next on the sandbox's page has its words.
func TestTasksHaveWords(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "internal", "domain", "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	constant := regexp.MustCompile(`\bTask\w* += "(\w+)"`)
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range constant.FindAllStringSubmatch(string(text), -1) {
			if found++; !words.Has("office.task." + m[1]) {
				t.Errorf("%s: the task %q has no words", file, m[1])
			}
		}
	}
	if found < 15 {
		t.Errorf("%d tasks: the test looks in the wrong place", found)
	}
}
