package reference_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/reference"
)

func sampleSite(t *testing.T) *reference.Site {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join("..", "openapi", "testdata", "sample.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	site, err := reference.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

func TestPagesShowTheDocument(t *testing.T) {
	t.Parallel()
	site := sampleSite(t)
	page := string(site.Operations())
	for _, want := range []string{
		`<article id="createNote"`, `<span class="verb POST">POST</span> <code>/v1/notes</code>`,
		`<a href="#schema-NoteInput">NoteInput</a>`, `<article id="schema-Note"`, "list of string",
		`1 to 80 characters`, `one of red, blue`, `<a href="#schema-Place">Place or null</a>`,
		`Authorization: Bearer $GOODWORD_KEY`, `<a href="#noteMade">note.made</a>`, `-F &#39;file=…&#39;`,
		`Scope: <code>notes:write</code>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if !json.Valid(site.JSON()) {
		t.Error("the document isn't JSON")
	}
}

// TestPagesKeepThePolicy: the content security policy lets in one stylesheet of
// ours and nothing else.
func TestPagesKeepThePolicy(t *testing.T) {
	t.Parallel()
	site := sampleSite(t)
	for name, page := range map[string]string{"operations": string(site.Operations()), "errors": string(site.Errors())} {
		for _, banned := range []string{"<script", "style=", "<style", "src=", "onclick", "javascript:"} {
			if strings.Contains(page, banned) {
				t.Errorf("%s holds %s", name, banned)
			}
		}
	}
	if strings.Contains(string(reference.Style()), "url(") {
		t.Error("the stylesheet loads something")
	}
}

// TestLinksLeadSomewhere follows every fragment link of a page.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	page := string(sampleSite(t).Operations())
	for _, part := range strings.Split(page, `href="#`)[1:] {
		target, _, _ := strings.Cut(part, `"`)
		if !strings.Contains(page, `id="`+target+`"`) {
			t.Errorf("#%s leads nowhere", target)
		}
	}
}

func TestTextIsEscaped(t *testing.T) {
	t.Parallel()
	site, err := reference.New([]byte("info: {title: '<b>x</b>', description: 'a `<i>` & <script>'}\ntags: []\npaths: {}\n"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(site.Operations())
	if strings.Contains(page, "<script>") || !strings.Contains(page, "<code>&lt;i&gt;</code>") {
		t.Error("text of the document became markup")
	}
}

func TestBrokenDocumentIsAnError(t *testing.T) {
	t.Parallel()
	for _, doc := range []string{"a: [", "info: 7"} {
		if _, err := reference.New([]byte(doc)); err == nil {
			t.Errorf("%q was taken", doc)
		}
	}
}
