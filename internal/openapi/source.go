package openapi

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// field is what the source says about a field and swag doesn't pass on.
type field struct {
	pattern            string
	format             string
	minItems, maxItems *uint64
	int64              bool
}

// facts are the fields by type ("api.Member") and name in JSON or in a query, and
// the query types by operation.
type facts struct {
	fields map[string]map[string]field
	query  map[string]string
}

// readSource reads the struct tags and query annotations of the packages in dirs.
func readSource(dirs []string) (facts, error) {
	f := facts{fields: map[string]map[string]field{}, query: map[string]string{}}
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return f, err
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			if err := f.readFile(name); err != nil {
				return f, err
			}
		}
	}
	return f, nil
}

func (f facts) readFile(name string) error {
	src, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ParseComments)
	if err != nil {
		return err
	}
	pkg := file.Name.Name
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.TypeSpec:
			if s, ok := n.Type.(*ast.StructType); ok {
				err = f.readStruct(pkg+"."+n.Name.Name, s)
			}
		case *ast.FuncDecl:
			f.readQuery(pkg, n.Doc)
		}
		return err == nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (f facts) readStruct(typeName string, s *ast.StructType) error {
	fields := map[string]field{}
	for _, af := range s.Fields.List {
		if af.Tag == nil {
			continue
		}
		raw, err := strconv.Unquote(af.Tag.Value)
		if err != nil {
			return err
		}
		tag := reflect.StructTag(raw)
		name, _, _ := strings.Cut(tag.Get("json"), ",")
		if query := tag.Get("form"); query != "" {
			name = query
		}
		if name == "" || name == "-" {
			continue
		}
		fact := field{pattern: tag.Get("pattern"), format: tag.Get("format"), int64: isInt64(af.Type)}
		if fact.minItems, err = countTag(tag, "minItems"); err != nil {
			return err
		}
		if fact.maxItems, err = countTag(tag, "maxItems"); err != nil {
			return err
		}
		fields[name] = fact
	}
	f.fields[typeName] = fields
	return nil
}

func countTag(tag reflect.StructTag, name string) (*uint64, error) {
	s, ok := tag.Lookup(name)
	if !ok {
		return nil, nil
	}
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("tag %s: %w", name, err)
	}
	return &n, nil
}

func isInt64(e ast.Expr) bool {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "int64"
}

// readQuery remembers which struct describes the query of an operation
// ("@Param q query listQuery false …").
func (f facts) readQuery(pkg string, doc *ast.CommentGroup) {
	if doc == nil {
		return
	}
	var id, query string
	for line := range strings.Lines(doc.Text()) {
		words := strings.Fields(line)
		switch {
		case len(words) >= 2 && strings.EqualFold(words[0], "@id"):
			id = words[1]
		case len(words) >= 4 && strings.EqualFold(words[0], "@param") && words[2] == "query":
			query = words[3]
		}
	}
	if id == "" || query == "" {
		return
	}
	if !strings.Contains(query, ".") {
		query = pkg + "." + query
	}
	f.query[id] = query
}
