package house

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestPlantedDeadLinks shows the check of documents what it must find.
func TestPlantedDeadLinks(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"a file", "[a](other.md) and [b](../main.go), `docs/other.md`, `internal/…`", ""},
		{"a heading", "[a](other.md#life-of-a-reward-1) [b](#here)\n\n# Here\n", ""},
		{"the web", "[a](https://example.com/x) [b](mailto:a@example.com)", ""},
		{"code", "```\n[a](gone.md)\n```\n`[a](gone.md)`", ""},
		{"a file that is gone", "[a](gone.md)", "links to gone.md, which isn't there"},
		{"a file above the tree", "[a](../../gone.md)", "links to ../../gone.md"},
		{"a heading that is gone", "[a](other.md#gone)", "no such heading"},
		{"a heading here that is gone", "[a](#gone)", "no such heading"},
		{"a path that is gone", "see `docs/gone.md`", "names docs/gone.md"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tree := fstest.MapFS{
				"docs/this.md":  {Data: []byte(tt.text)},
				"docs/other.md": {Data: []byte("# Other\n\n## Life of a `reward` (1)\n")},
				"main.go":       {Data: []byte("package main")},
			}
			got, err := checkDocument(tree, "docs/this.md")
			if err != nil {
				t.Fatal(err)
			}
			if tt.want == "" && len(got) > 0 || tt.want != "" && (len(got) != 1 || !strings.Contains(got[0], tt.want)) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}
