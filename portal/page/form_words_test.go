package page

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Codes that no form of every day meets, with who words them.
const (
	editorsOwn = "the program editor has words of its own"
	filesOwn   = "a row of a file; its report has words of its own"
	byAPI      = "only a caller of the API sends this: the forms print what they ask"
	ownPage    = "the page that asks has words of its own"
)

var wordedElsewhere = map[string]string{
	"above_two_from": editorsOwn, "bad_limit": editorsOwn, "duplicate": editorsOwn, "invalid_key": editorsOwn, "invalid_value": editorsOwn,
	"minimum_missing": editorsOwn, "missing_label": editorsOwn, "needs_trigger_won": editorsOwn, "not_a_country": editorsOwn, "not_ascending": editorsOwn,
	"not_from_start": editorsOwn, "referrer_missing": editorsOwn, "repeated_key": editorsOwn, "reserved_key": editorsOwn,
	"unfit_limit": editorsOwn, "unknown_placeholder": editorsOwn,

	"wrong_cell_count": filesOwn, "not_an_object": filesOwn, "other_source": filesOwn, "staff_by_file": filesOwn,

	"fixed": byAPI, "incomplete_acceptance": byAPI, "invalid_id": byAPI, "invalid_utf8": byAPI, "kind_not_available": byAPI,
	"no_options": byAPI, "not_a_language": byAPI, "not_asked": byAPI, "not_used": byAPI, "not_utf8": byAPI, "payee_not_available": byAPI,
	"split_not_available": byAPI, "unknown_field": byAPI, "unknown_referral": byAPI, "unknown_scope": byAPI, "unknown_step": byAPI,
	"unknown_type": byAPI, "unknown_unit": byAPI, "unknown_weekday": byAPI, "wrong_type": byAPI, "other_currency": byAPI,

	"kind_fixed": ownPage, "above_rule": ownPage, "before_rule": ownPage, "may_not_ask_there": ownPage, "wrong_code": ownPage,
}

// Every code of a field that app or the domain can refuse has words for people, or
// a reason why it needs none here.
func TestEveryCodeOfAFieldHasWords(t *testing.T) {
	t.Parallel()
	codes := map[string]token.Position{}
	files := token.NewFileSet()
	for _, root := range []string{"../../internal/app", "../../internal/domain"} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if code, at := codeIn(n); code != "" {
					codes[code] = files.Position(at)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(codes) < 60 {
		t.Fatalf("only %d codes were found", len(codes))
	}
	for code, at := range codes {
		_, here := told[code]
		_, there := wordedElsewhere[code]
		switch {
		case !here && !there:
			t.Errorf("%s: %q has no words: add them to told, or say here who words it", at, code)
		case here && there:
			t.Errorf("%q has words: it is no exception", code)
		}
	}
	for code := range wordedElsewhere {
		if _, ok := codes[code]; !ok {
			t.Errorf("nothing refuses a field by %q any more", code)
		}
	}
}

var snake = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// codeIn is the code that a piece of source refuses a field by: a Field with its
// Code, or a call of OfField or of one of the functions around it, which take a
// pointer, a code and a sentence.
func codeIn(n ast.Node) (string, token.Pos) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		if valueOf(n, "Pointer") != nil {
			return literal(valueOf(n, "Code")), n.Pos()
		}
	case *ast.AssignStmt:
		if len(n.Lhs) == 2 && selected(n.Lhs[0]) == "Code" && selected(n.Lhs[1]) == "Detail" {
			return literal(n.Rhs[0]), n.Pos()
		}
	case *ast.CallExpr:
		if len(n.Args) >= 3 && !makesFault(n.Fun) && sentence(n.Args[2]) {
			return literal(n.Args[1]), n.Pos()
		}
		if len(n.Args) == 4 && sentence(n.Args[3]) { // atField
			return literal(n.Args[2]), n.Pos()
		}
	}
	return "", 0
}

// makesFault reports whether a function makes a fault about no field: its second
// argument is a reason.
func makesFault(f ast.Expr) bool { return selected(f) == "New" || selected(f) == "Newf" }

// selected is the name that a selector ends in; "" for anything else.
func selected(e ast.Expr) string {
	if s, ok := e.(*ast.SelectorExpr); ok {
		return s.Sel.Name
	}
	return ""
}

// valueOf is what a composite literal gives a field; nil for nothing.
func valueOf(n *ast.CompositeLit, field string) ast.Expr {
	for _, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if name, ok := kv.Key.(*ast.Ident); ok && name.Name == field {
				return kv.Value
			}
		}
	}
	return nil
}

func literal(e ast.Expr) string {
	if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
		if s, err := strconv.Unquote(l.Value); err == nil && snake.MatchString(s) {
			return s
		}
	}
	return ""
}

// sentence reports whether an expression is, or begins with, words for people.
func sentence(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			s, err := strconv.Unquote(l.Value)
			found = found || err == nil && strings.Contains(s, " ") && s[0] >= 'A' && s[0] <= 'Z'
		}
		return !found
	})
	return found
}
