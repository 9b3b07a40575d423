package aggregate_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

func TestMetadataCheck(t *testing.T) {
	t.Parallel()
	many := aggregate.Metadata{}
	for i := range 21 {
		many["k"+strconv.Itoa(i)] = ""
	}
	for name, tc := range map[string]struct {
		in      aggregate.Metadata
		pointer string
		code    string
	}{
		"nil":         {nil, "", ""},
		"plain":       {aggregate.Metadata{"crm_id-2": "x"}, "", ""},
		"too many":    {many, "/metadata", "too_many"},
		"empty key":   {aggregate.Metadata{"": "x"}, "/metadata", "invalid_key"},
		"upper case":  {aggregate.Metadata{"Crm": "x"}, "/metadata", "invalid_key"},
		"dollar":      {aggregate.Metadata{"$where": "x"}, "/metadata", "invalid_key"},
		"dot":         {aggregate.Metadata{"a.b": "x"}, "/metadata", "invalid_key"},
		"long key":    {aggregate.Metadata{strings.Repeat("k", 41): "x"}, "/metadata", "invalid_key"},
		"long value":  {aggregate.Metadata{"k": strings.Repeat("ä", 501)}, "/metadata/k", "too_long"},
		"full value":  {aggregate.Metadata{"k": strings.Repeat("ä", 500)}, "", ""},
		"broken utf8": {aggregate.Metadata{"k": "\xff"}, "/metadata/k", "too_long"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := tc.in.Check("/metadata")
			switch {
			case got == nil && tc.code != "":
				t.Fatalf("accepted, want %s", tc.code)
			case got != nil && (got.Fields[0].Code != tc.code || got.Fields[0].Pointer != tc.pointer):
				t.Fatalf("got %v, want %s at %s", got, tc.code, tc.pointer)
			}
		})
	}
}
