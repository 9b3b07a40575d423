package house

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// TestDocuments holds every document to the tree: what it links to is there, and
// so is every path that it names.
func TestDocuments(t *testing.T) {
	t.Parallel()
	tree := os.DirFS(root)
	n := 0
	err := fs.WalkDir(tree, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if name := d.Name(); path != "." && name != ".ci" && strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules" || path == "data" {
				return fs.SkipDir
			}
			return nil
		case filepath.Ext(path) != ".md":
			return nil
		}
		n++
		wrong, err := checkDocument(tree, path)
		for _, w := range wrong {
			t.Errorf("%s: %s", path, w)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		t.Error("there are no documents")
	}
}

var (
	links = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	spans = regexp.MustCompile("`([^`\n]+)`")
	// named are the code spans that must be paths of the tree.
	named = regexp.MustCompile(`^(?:\.ci|api|docs|internal|portal)/[\w./-]*$|^[A-Z][\w-]*\.md$`)
)

// checkDocument says which links and paths of a document lead nowhere.
func checkDocument(tree fs.FS, path string) ([]string, error) {
	text, err := readProse(tree, path)
	if err != nil {
		return nil, err
	}
	var wrong []string
	for _, m := range links.FindAllStringSubmatch(spans.ReplaceAllString(text, ""), -1) {
		if target := m[1]; !strings.Contains(target, "://") && !strings.HasPrefix(target, "mailto:") {
			if why := follow(tree, path, target); why != "" {
				wrong = append(wrong, why)
			}
		}
	}
	for _, m := range spans.FindAllStringSubmatch(text, -1) {
		if !named.MatchString(m[1]) {
			continue
		}
		if _, err := fs.Stat(tree, strings.TrimSuffix(m[1], "/")); err != nil {
			wrong = append(wrong, fmt.Sprintf("names %s, which isn't there", m[1]))
		}
	}
	return wrong, nil
}

// follow resolves a link inside the tree; it returns why it can't.
func follow(tree fs.FS, from, target string) string {
	file, anchor, _ := strings.Cut(target, "#")
	to := from
	if file != "" {
		to = filepath.ToSlash(filepath.Join(filepath.Dir(from), file))
	}
	info, err := fs.Stat(tree, to)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return fmt.Sprintf("links to %s, which isn't there", target)
	}
	if err != nil {
		return err.Error()
	}
	if anchor == "" || info.IsDir() || filepath.Ext(to) != ".md" {
		return ""
	}
	text, err := readProse(tree, to)
	if err != nil {
		return err.Error()
	}
	for line := range strings.Lines(text) {
		if title := strings.TrimLeft(line, "#"); title != line && slug(title) == anchor {
			return ""
		}
	}
	return fmt.Sprintf("links to %s, but there is no such heading", target)
}

// slug is the anchor that a heading gets when Markdown is shown.
func slug(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(title))
}

// readProse reads a document without its fenced blocks, which hold code.
func readProse(tree fs.FS, path string) (string, error) {
	text, err := fs.ReadFile(tree, path)
	if err != nil {
		return "", err
	}
	var prose strings.Builder
	fenced := false
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		} else if !fenced {
			prose.WriteString(line)
		}
	}
	return prose.String(), nil
}
