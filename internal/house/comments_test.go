package house

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCommentsAndClocks(t *testing.T) {
	t.Parallel()
	for _, p := range mustPackages(t) {
		t.Run(p.room(), func(t *testing.T) {
			t.Parallel()
			fset := token.NewFileSet()
			var files []*ast.File
			for _, name := range p.GoFiles {
				f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
				if err != nil {
					t.Fatal(err)
				}
				if !ast.IsGenerated(f) {
					files = append(files, f)
				}
			}
			for _, wrong := range slices.Concat(packageComment(files), uncommented(fset, files), starters(fset, files)) {
				t.Error(wrong)
			}
			if matches(p.room(), pure) {
				for _, wrong := range clockReads(fset, files) {
					t.Error(wrong)
				}
			}
		})
	}
}

// packageComment asks for a comment that says what a package is for, in one file.
func packageComment(files []*ast.File) []string {
	n := 0
	for _, f := range files {
		if f.Doc != nil {
			n++
		}
	}
	if len(files) > 0 && n != 1 {
		return []string{fmt.Sprintf("%d files have a package comment, want 1", n)}
	}
	return nil
}

// uncommented finds exported names that nothing is said about. One comment does
// for the names of a const or var group.
func uncommented(fset *token.FileSet, files []*ast.File) []string {
	var wrong []string
	complain := func(name *ast.Ident, docs ...*ast.CommentGroup) {
		if name.IsExported() && !slices.ContainsFunc(docs, func(c *ast.CommentGroup) bool { return c != nil }) {
			wrong = append(wrong, fmt.Sprintf("%s: %s has no comment", at(fset, name.Pos()), name.Name))
		}
	}
	for _, f := range files {
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if receiverExported(d) {
					complain(d.Name, d.Doc)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						complain(s.Name, d.Doc, s.Doc, s.Comment)
					case *ast.ValueSpec:
						for _, name := range s.Names {
							complain(name, d.Doc, s.Doc, s.Comment)
						}
					}
				}
			}
		}
	}
	return wrong
}

// receiverExported reports whether a function can be seen from outside: it has no
// receiver, or one of an exported type.
func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	base := d.Recv.List[0].Type
	if star, ok := base.(*ast.StarExpr); ok {
		base = star.X
	}
	switch b := base.(type) {
	case *ast.IndexExpr:
		base = b.X
	case *ast.IndexListExpr:
		base = b.X
	}
	id, ok := base.(*ast.Ident)
	return ok && id.IsExported()
}

// starters finds functions that run before main: nobody calls them, so nobody can
// give them what they need.
func starters(fset *token.FileSet, files []*ast.File) []string {
	var wrong []string
	for _, f := range files {
		for _, decl := range f.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok && d.Recv == nil && d.Name.Name == "init" {
				wrong = append(wrong, at(fset, d.Pos())+": func init: construct it in boot")
			}
		}
	}
	return wrong
}

// clockReads finds uses of the clock, called or handed on.
func clockReads(fset *token.FileSet, files []*ast.File) []string {
	var wrong []string
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || !slices.Contains(clocks, sel.Sel.Name) {
				return true
			}
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == "time" {
				wrong = append(wrong, fmt.Sprintf("%s: time.%s in a rule: take the time as a value", at(fset, sel.Pos()), sel.Sel.Name))
			}
			return true
		})
	}
	return wrong
}

func at(fset *token.FileSet, pos token.Pos) string {
	p := fset.Position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
}

// TestPlantedOmissions shows the checks of source what they must find.
func TestPlantedOmissions(t *testing.T) {
	t.Parallel()
	const good = "// Package p is good.\npackage p\n\n"
	tests := []struct{ name, source, want string }{
		{"nothing wrong", good + "import \"time\"\n\n// T is.\ntype T struct{}\n\n// M does.\nfunc (t *T) M(at time.Time) {}\n\n// Names.\nconst (\n\tA = 1\n\tB = 2\n)\n\ntype u struct{}\n\nfunc (u) M() {}\n", ""},
		{"no package comment", "package p\n", "0 files have a package comment"},
		{"a type", good + "type T struct{}\n", "p.go:4: T has no comment"},
		{"a function", good + "func F() {}\n", "F has no comment"},
		{"a method", good + "// T is.\ntype T[K any] struct{}\n\nfunc (t *T[K]) M() {}\n", "M has no comment"},
		{"a constant", good + "const C = 1\n", "C has no comment"},
		{"a variable in a group", good + "var (\n\t// A is.\n\tA int\n\tB int\n)\n", "B has no comment"},
		{"init", good + "func init() {}\n", "construct it in boot"},
		{"a clock that is called", good + "import \"time\"\n\nvar t = time.Now()\n", "time.Now in a rule"},
		{"a clock that is handed on", good + "import \"time\"\n\nvar now = time.Since\n", "time.Since in a rule"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, "p.go", tt.source, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files := []*ast.File{f}
			got := slices.Concat(packageComment(files), uncommented(fset, files), starters(fset, files), clockReads(fset, files))
			if tt.want == "" && len(got) > 0 || tt.want != "" && (len(got) != 1 || !strings.Contains(got[0], tt.want)) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}
