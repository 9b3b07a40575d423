package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every key that the sources name stands in the catalogues with the arguments
// that are given, and every key in the catalogues is named by the sources. A key
// that is put together counts as named when a literal that ends in a dot or an
// underscore begins it ("mail."), when it is the word of a Kind, or when package
// promise can say it, which TestPromiseKeysAreReachable finds out.
func TestSourcesAndCataloguesAgree(t *testing.T) {
	t.Parallel()
	c := load(t)
	var literals, prefixes []string
	for _, file := range sources(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range literal.FindAllStringSubmatch(string(text), -1) {
			literals = append(literals, m[1])
			if strings.HasSuffix(m[1], ".") || strings.HasSuffix(m[1], "_") {
				prefixes = append(prefixes, m[1])
			}
		}
		for _, m := range kind.FindAllStringSubmatch(string(text), -1) {
			prefixes = append(prefixes, m[1]+".")
		}
		if filepath.Ext(file) == ".go" {
			checkCalls(t, c, file, text)
		}
	}
	said := map[string]bool{}
	for _, m := range reachable() {
		collect(said, m)
	}
	slices.Sort(literals)
	for key := range c.keys {
		_, named := slices.BinarySearch(literals, key)
		composed := slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(key, p) })
		if !named && !composed && !said[key] {
			t.Errorf("%s is never used", key)
		}
	}
}

var (
	literal = regexp.MustCompile(`"([a-z][a-z0-9_]*\.[a-z0-9_.]*)"`)
	kind    = regexp.MustCompile(`Kind:\s*"([a-z_.]+)"`)
)

// sources lists the Go and templ files of the product, without the tests.
func sources(t *testing.T) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "testdata" || len(name) > 2 && name[0] == '.' && name != ".." {
				return fs.SkipDir
			}
			return nil
		}
		if ext := filepath.Ext(path); (ext == ".go" || ext == ".templ") && !strings.HasSuffix(path, "_test.go") {
			list = append(list, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 {
		t.Fatal("no sources found")
	}
	return list
}

// checkCalls looks at each message.Of("key", …) and printer.T("key", …).
func checkCalls(t *testing.T, c *Catalogues, file string, text []byte) {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, text, parser.SkipObjectResolution)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 || !speaks(call) {
			return true
		}
		key, ok := stringLiteral(call.Args[0])
		if !ok {
			return true
		}
		m := c.keys[key]
		if m == nil {
			t.Errorf("%s: no catalogue has %q", set.Position(call.Pos()), key)
			return true
		}
		given, all := names(call)
		for _, want := range arguments(m.Other + m.One) {
			if all && !slices.Contains(given, want) {
				t.Errorf("%s: %q needs the argument %q", set.Position(call.Pos()), key, want)
			}
		}
		return true
	})
}

// speaks reports whether the call takes a key: message.Of, or T of a printer.
func speaks(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, _ := f.X.(*ast.Ident)
	return f.Sel.Name == "Of" && pkg != nil && pkg.Name == "message" || f.Sel.Name == "T"
}

// names returns the names of the arguments that a call gives, and false when it
// passes on a list.
func names(call *ast.CallExpr) (list []string, all bool) {
	if call.Ellipsis.IsValid() {
		return nil, false
	}
	for i := 1; i < len(call.Args); i += 2 {
		name, ok := stringLiteral(call.Args[i])
		if !ok {
			return nil, false
		}
		list = append(list, name)
	}
	return list, true
}

// stringLiteral returns the value of a string literal.
func stringLiteral(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
