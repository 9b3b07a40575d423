package house

import (
	"fmt"
	"slices"
	"strings"
)

const module = "github.com/goodword/goodword"

// pkg is a package of the module, as go list describes it.
type pkg struct {
	ImportPath   string
	Dir          string
	Name         string
	GoFiles      []string
	Imports      []string
	TestImports  []string // of tests inside the package
	XTestImports []string // of tests outside it
	Error        *struct{ Err string }
}

// room is the package's path below the module, "" for main.
func (p pkg) room() string { return below(p.ImportPath) }

func below(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
}

func inModule(path string) bool { return under(path, module) }

func under(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }

// matches reports whether a room is meant by one of the patterns.
func matches(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		if p == anything {
			return true
		}
		if dir, found := strings.CutSuffix(p, "/..."); found {
			return under(name, dir)
		}
		return p == name
	})
}

// plan is the tables, so that tests of the checker can bring their own.
type plan struct {
	rooms     []room
	libraries []library
}

// check says what is wrong with a package's imports and name.
func (pl plan) check(p pkg) []string {
	if p.Error != nil {
		return []string{p.Error.Err}
	}
	i := slices.IndexFunc(pl.rooms, func(r room) bool { return matches(p.room(), []string{r.name}) })
	if i < 0 {
		return []string{"has no row in the table of rooms: say what it may import, and why"}
	}
	var wrong []string
	if slices.Contains(emptyNames, p.Name) {
		wrong = append(wrong, fmt.Sprintf("is called %s, which says nothing", p.Name))
	}
	for _, path := range p.Imports {
		wrong = append(wrong, pl.checkImport(p.room(), pl.rooms[i], path)...)
	}
	for _, path := range slices.Concat(p.TestImports, p.XTestImports) {
		if l, found := pl.library(path); found && !matches(p.room(), slices.Concat(l.may, l.tests)) {
			wrong = append(wrong, fmt.Sprintf("imports %s in tests, which is for %v: %s", path, slices.Concat(l.may, l.tests), l.why))
		} else if !found && fromOutside(path) {
			wrong = append(wrong, fmt.Sprintf("imports %s in tests, a library without a row", path))
		}
	}
	return wrong
}

// checkImport judges one import by product code.
func (pl plan) checkImport(name string, r room, path string) []string {
	if inModule(path) {
		switch {
		case matches(below(path), testOnly) && !matches(name, testOnly):
			return []string{fmt.Sprintf("imports %s, which is for tests only", path)}
		case !matches(below(path), r.may):
			return []string{fmt.Sprintf("imports %s; it may import %v: %s", path, r.may, r.why)}
		}
		return nil
	}
	if matches(name, pure) && slices.ContainsFunc(outside, func(o string) bool { return under(path, o) }) {
		return []string{fmt.Sprintf("imports %s, but rules are pure", path)}
	}
	l, found := pl.library(path)
	switch {
	case found && !matches(name, l.may):
		return []string{fmt.Sprintf("imports %s, which is for %v: %s", path, l.may, l.why)}
	case !found && fromOutside(path):
		return []string{fmt.Sprintf("imports %s, a library without a row", path)}
	}
	return nil
}

// library finds the row with the longest path that covers an import.
func (pl plan) library(path string) (library, bool) {
	var best library
	for _, l := range pl.libraries {
		if under(path, l.path) && len(l.path) > len(best.path) {
			best = l
		}
	}
	return best, best.path != ""
}

// fromOutside tells libraries from the standard library and from the module.
func fromOutside(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".") && !inModule(path)
}

// unused lists the rows that nothing needs any more.
func (pl plan) unused(all []pkg) []string {
	var stale []string
	for _, r := range pl.rooms {
		if !slices.ContainsFunc(all, func(p pkg) bool { return matches(p.room(), []string{r.name}) }) {
			stale = append(stale, fmt.Sprintf("room %q", r.name))
		}
	}
	used := map[string]bool{}
	for _, p := range all {
		for _, path := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			l, _ := pl.library(path)
			used[l.path] = true
		}
	}
	for _, l := range pl.libraries {
		if !used[l.path] {
			stale = append(stale, "library "+l.path)
		}
	}
	return stale
}
