package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// root is the module's directory: tests run in their package's.
var root = filepath.Join("..", "..")

// packages asks go list once for what the module is made of.
var packages = sync.OnceValues(func() ([]pkg, error) {
	cmd := exec.Command("go", "list", "-e",
		"-json=ImportPath,Dir,Name,GoFiles,Imports,TestImports,XTestImports,Error", "./...")
	cmd.Dir = root
	var words bytes.Buffer
	cmd.Stderr = &words
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w: %s", err, words.String())
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		all = append(all, p)
	}
})

func mustPackages(t *testing.T) []pkg {
	t.Helper()
	all, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("go list found no packages")
	}
	return all
}

func TestImports(t *testing.T) {
	t.Parallel()
	house := plan{rooms, libraries}
	all := mustPackages(t)
	for _, p := range all {
		for _, wrong := range house.check(p) {
			t.Errorf("%s %s", p.ImportPath, wrong)
		}
	}
	for _, row := range house.unused(all) {
		t.Errorf("%s: the row matches nothing any more", row)
	}
}

func TestRowsGiveReasons(t *testing.T) {
	t.Parallel()
	for _, r := range rooms {
		if r.why == "" {
			t.Errorf("room %q gives no reason", r.name)
		}
	}
	for _, l := range libraries {
		if l.why == "" {
			t.Errorf("library %s gives no reason", l.path)
		}
	}
}
