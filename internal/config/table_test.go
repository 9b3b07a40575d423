package config

import (
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of settings into docs/runbook.md")

const (
	runbook    = "../../docs/runbook.md"
	tableBegin = "<!-- settings: begin -->\n"
	tableEnd   = "<!-- settings: end -->"
)

// table lists every setting as Markdown.
func table() string {
	var b strings.Builder
	b.WriteString("\n| setting | flag | default | what it is |\n| --- | --- | --- | --- |\n")
	for f := range reflect.TypeFor[Settings]().Fields() {
		if _, hidden := f.Tag.Lookup("hidden"); hidden {
			continue
		}
		name := f.Tag.Get("name")
		if name == "" {
			name = kebab(f.Name)
		}
		value := f.Tag.Get("default")
		if value != "" {
			value = "`" + value + "`"
		}
		b.WriteString("| `" + f.Tag.Get("env") + "` | `--" + name + "` | " + value + " | " + f.Tag.Get("help") + " |\n")
	}
	b.WriteString("\n")
	return b.String()
}

// kebab names a field as kong names its flag: KeyRate is key-rate, BaseURL base-url.
func kebab(name string) string {
	var b strings.Builder
	for i, r := range name {
		upper := r >= 'A' && r <= 'Z'
		after := i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z'
		before := i > 0 && i+1 < len(name) && name[i+1] >= 'a' && name[i+1] <= 'z'
		if upper && (after || before) {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

// TestRunbookListsTheSettings keeps the operators' table true; -update rewrites it.
func TestRunbookListsTheSettings(t *testing.T) {
	raw, err := os.ReadFile(runbook)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(raw), tableBegin)
	old, after, ok2 := strings.Cut(rest, tableEnd)
	if !ok || !ok2 {
		t.Fatal("docs/runbook.md has lost its marks")
	}
	if old == table() {
		return
	}
	if !*update {
		t.Fatal("docs/runbook.md is stale: go test ./internal/config -update")
	}
	if err := os.WriteFile(runbook, []byte(before+tableBegin+table()+tableEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestTableNamesFlagsAsTheCommandLineDoes parses each flag of the table.
func TestTableNamesFlagsAsTheCommandLineDoes(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"--addr=:1", "--base-url=http://a.test", "--mongodb-uri=mongodb://a", "--key-rate=1", "--ip-rate=1", "--smtp-url=smtp://a", "--stripe-webhook-secrets=a", "--mail-from=a@b.test"} {
		parse(t, name)
		if flag, _, _ := strings.Cut(name, "="); !strings.Contains(table(), "`"+flag+"`") {
			t.Errorf("the table lacks %s", flag)
		}
	}
}
