package openapi

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/goodword/goodword/api"
)

// Product is the source of the product's own document; root is the directory of
// the module.
func Product(root string) (Source, error) {
	dirs := []string{filepath.Join(root, "api"), filepath.Join(root, "internal", "web")}
	domain, err := packagesBelow(filepath.Join(root, "internal", "domain"))
	if err != nil {
		return Source{}, err
	}
	problems, err := productProblems(root)
	if err != nil {
		return Source{}, err
	}
	return Source{
		Problems: problems,
		Dirs:     append(dirs, domain...),
		Routes:   api.Table(),
		Examples: api.Examples(),
		Servers:  openapi3.Servers{{URL: "http://localhost:8080", Description: "An installation on your own machine (go run .)"}},
	}, nil
}

// productProblems are the codes of the packages that a request passes through.
func productProblems(root string) ([]Problem, error) {
	dirs := []string{filepath.Join(root, "api")}
	for _, name := range []string{"app", "domain", "store", "web"} {
		dirs = append(dirs, filepath.Join(root, "internal", name))
	}
	return Problems(dirs...)
}

// packagesBelow lists the directories below dir that hold Go files: types of the
// domain may stand in bodies.
func packagesBelow(dir string) ([]string, error) {
	var dirs []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !slices.Contains(dirs, filepath.Dir(path)) {
			dirs = append(dirs, filepath.Dir(path))
		}
		return err
	})
	return dirs, err
}
