package openapi

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

// Problem is a code that a refusal may carry, as the errors page explains it.
type Problem struct {
	Code   string   `json:"code"`
	Status int      `json:"status"`
	Title  string   `json:"title"`
	Means  []string `json:"means,omitempty"` // the sentences that come with it
}

// maxMeanings bounds how many sentences of a code the page shows.
const maxMeanings = 4

// Problems finds every reason in the source below the directories: the literals in
// calls of fault.New and fault.Newf. So the page of codes can't be out of date.
func Problems(dirs ...string) ([]Problem, error) {
	found := map[string]*Problem{}
	if err := errors.Join(add(found, fault.OfFields()), add(found, fault.Of(errSample))); err != nil {
		return nil, err
	}
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case e.IsDir() && e.Name() == "testdata":
				return filepath.SkipDir
			case e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			return readReasons(path, found)
		})
		if err != nil {
			return nil, err
		}
	}
	var out []Problem
	for _, code := range sorted(found) {
		p := found[code]
		slices.Sort(p.Means)
		p.Means = slices.Compact(p.Means)
		p.Means = p.Means[:min(len(p.Means), maxMeanings)]
		out = append(out, *p)
	}
	slices.SortStableFunc(out, func(a, b Problem) int { return cmp.Compare(a.Status, b.Status) })
	return out, nil
}

// errSample stands for any error that is no fault.
var errSample = http.ErrAbortHandler

// add counts a fault in. A reason with two statuses would be two meanings of one
// word.
func add(found map[string]*Problem, f *fault.Error) error {
	p, status := found[f.Reason], web.Status(f.Code)
	switch {
	case p == nil:
		p = &Problem{Code: f.Reason, Status: status, Title: http.StatusText(status)}
		found[f.Reason] = p
	case p.Status != status:
		return fmt.Errorf("the reason %s stands for %d and for %d", f.Reason, p.Status, status)
	}
	if f.Message != "" {
		p.Means = append(p.Means, f.Message)
	}
	return nil
}

func readReasons(path string, found map[string]*Problem) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	words := constants(file)
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && err == nil {
			if f := faultOf(call, words); f != nil {
				err = add(found, f)
			}
		}
		return err == nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// constants are the text constants of a file by name.
func constants(file *ast.File) map[string]string {
	words := map[string]string{}
	for _, d := range file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.CONST {
			continue
		}
		for _, spec := range decl.Specs {
			v := spec.(*ast.ValueSpec)
			for i, name := range v.Names {
				if i < len(v.Values) {
					words[name.Name] = literal(v.Values[i], nil)
				}
			}
		}
	}
	return words
}

// faultOf reads fault.New(fault.Code, reason, message); nil for other calls and for
// reasons that only the run knows.
func faultOf(call *ast.CallExpr, words map[string]string) *fault.Error {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) < 3 || (fun.Sel.Name != "New" && fun.Sel.Name != "Newf") || !isFault(fun.X) {
		return nil
	}
	code, ok := call.Args[0].(*ast.SelectorExpr)
	reason := literal(call.Args[1], words)
	if !ok || reason == "" {
		return nil
	}
	message := literal(call.Args[2], words)
	if fun.Sel.Name == "Newf" {
		message = strings.NewReplacer("%d", "…", "%s", "…", "%q", "“…”", "%v", "…").Replace(message)
	}
	return fault.New(codes[code.Sel.Name], reason, message)
}

func isFault(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "fault"
}

// literal is the text of a literal, of a sum of them, or of a constant.
func literal(e ast.Expr, words map[string]string) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return s
	case *ast.Ident:
		return words[e.Name]
	case *ast.BinaryExpr:
		return literal(e.X, words) + literal(e.Y, words)
	}
	return ""
}

// codes are the names of the fault codes in the source.
var codes = map[string]fault.Code{
	"Malformed": fault.Malformed, "Unauthenticated": fault.Unauthenticated, "Forbidden": fault.Forbidden,
	"NotFound": fault.NotFound, "MethodNotAllowed": fault.MethodNotAllowed, "Conflict": fault.Conflict,
	"Precondition": fault.Precondition, "TooLarge": fault.TooLarge, "UnsupportedMedia": fault.UnsupportedMedia,
	"Invalid": fault.Invalid, "PreconditionRequired": fault.PreconditionRequired, "TooMany": fault.TooMany,
	"Internal": fault.Internal, "Unavailable": fault.Unavailable,
}
