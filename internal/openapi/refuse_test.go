package openapi_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/goodword/goodword/api"
	"github.com/goodword/goodword/internal/openapi"
	"github.com/goodword/goodword/internal/openapi/testdata/sample"
	"github.com/goodword/goodword/internal/web"
)

// TestGeneratorRefuses: whatever would make the document untrue stops it.
func TestGeneratorRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		spoil func(*openapi.Source)
		says  string
	}{
		{"a route without annotations", func(s *openapi.Source) {
			s.Routes = append(s.Routes, api.Route{Method: http.MethodGet, Path: "/v1/secrets", Handler: web.NoContent})
		}, "no annotations"},
		{"annotations without a route", func(s *openapi.Source) { s.Routes = s.Routes[1:] }, "not in the table"},
		{"a body that the table denies", func(s *openapi.Source) { s.Routes[0].Body = api.NoBody }, "the table says that there is none"},
		{"a body that isn't annotated", func(s *openapi.Source) { s.Routes[4].Body = api.JSON }, "isn't annotated"},
		{"a type without an example", func(s *openapi.Source) { s.Examples = s.Examples[1:] }, "no example"},
		{"an example of nothing", func(s *openapi.Source) { s.Examples = append(s.Examples, web.Cursors{}) }, "no operation uses"},
		{"an untrue example", func(s *openapi.Source) {
			s.Examples = slices.Clone(s.Examples)
			s.Examples[0] = untrue(s.Examples[0])
		}, "invalid example"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src := sampleSource()
			tt.spoil(&src)
			if _, err := openapi.Generate(t.Context(), src); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want one about %q", err, tt.says)
			}
		})
	}
}

// untrue is an example whose colour isn't one.
func untrue(example any) any {
	note := example.(sample.Note)
	note.Colour = "green"
	return note
}
