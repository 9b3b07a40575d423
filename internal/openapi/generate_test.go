package openapi_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/goodword/goodword/internal/openapi"
	"github.com/goodword/goodword/internal/openapi/testdata/sample"
)

func sampleSource() openapi.Source {
	return openapi.Source{
		Dirs:     []string{filepath.Join("testdata", "sample"), filepath.Join("..", "web")},
		Routes:   sample.New().Routes(),
		Examples: sample.Examples(),
		Servers:  openapi3.Servers{{URL: "http://localhost:8080"}},
		Problems: []openapi.Problem{{Code: "not_found", Status: 404, Title: "Not Found", Means: []string{"There is no such note."}}},
	}
}

func sampleDocument(t *testing.T) []byte {
	t.Helper()
	doc, err := openapi.Generate(t.Context(), sampleSource())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestProductIsFresh fails when openapi.yaml isn't what the source says.
func TestProductIsFresh(t *testing.T) {
	t.Parallel()
	src, err := openapi.Product(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	want, err := openapi.Generate(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join("..", "..", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("openapi.yaml is stale; run go generate ./...")
	}
}

// TestSampleMatchesGolden shows the whole conversion on one page.
func TestSampleMatchesGolden(t *testing.T) {
	t.Parallel()
	got := sampleDocument(t)
	if again := sampleDocument(t); !bytes.Equal(got, again) {
		t.Error("two runs differ")
	}
	golden := filepath.Join("testdata", "sample.yaml")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the sample's document has changed; look at it and run with UPDATE_GOLDEN=1")
	}
}

// TestProblemsAreFound reads the codes of this house's own source.
func TestProblemsAreFound(t *testing.T) {
	t.Parallel()
	problems, err := openapi.Problems(filepath.Join("..", "web"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"invalid_fields": 422, "internal": 500, "bad_cursor": 400, "no_token": 401, "stale_revision": 412, "too_deep": 400}
	for _, p := range problems {
		if status, ok := want[p.Code]; ok && (p.Status != status || len(p.Means) == 0) {
			t.Errorf("%+v, want status %d and a meaning", p, status)
		}
		delete(want, p.Code)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}
