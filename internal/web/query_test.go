package web

import (
	"net/url"
	"reflect"
	"testing"

	"github.com/goodword/goodword/internal/fault"
)

type search struct {
	Limit  int      `form:"limit" default:"25" minimum:"1" maximum:"100"`
	Cursor string   `form:"cursor" maxLength:"8"`
	Late   *bool    `form:"late"`
	Since  *int64   `form:"since"`
	Status []string `form:"status" enums:"agreed,won" maxItems:"2"`
}

func TestQuery(t *testing.T) {
	t.Parallel()
	yes, since := true, int64(-3)
	tests := []struct {
		query  string
		want   search
		reason string
	}{
		{"", search{Limit: 25}, ""},
		{"limit=7&cursor=a%20b&late=true&since=-3&status=won,agreed", search{Limit: 7, Cursor: "a b", Late: &yes, Since: &since, Status: []string{"won", "agreed"}}, ""},
		{"limit=0", search{}, "invalid_fields@?limit:too_small"},
		{"limit=101", search{}, "invalid_fields@?limit:too_large"},
		{"limit=", search{}, "invalid_fields@?limit:wrong_type"},
		{"limit=%2B7", search{}, "invalid_fields@?limit:wrong_type"},
		{"limit=07", search{}, "invalid_fields@?limit:wrong_type"},
		{"limit=99999999999999999999", search{}, "invalid_fields@?limit:out_of_range"},
		{"late=yes", search{}, "invalid_fields@?late:wrong_type"},
		{"cursor=123456789", search{}, "invalid_fields@?cursor:too_long"},
		{"cursor=%00", search{}, "invalid_fields@?cursor:nul_character"},
		{"status=lost", search{}, "invalid_fields@?status:not_allowed"},
		{"status=won,won,won", search{}, "invalid_fields@?status:too_many"},
		{"Limit=7", search{}, "invalid_fields@?Limit:unknown_parameter"},
		{"z=1&a=1", search{}, "invalid_fields@?a:unknown_parameter"},
		{"limit=7&limit=7", search{}, "duplicate_parameter@?limit:duplicate_parameter"},
		{"limit=7;cursor=a", search{}, "bad_query"},
		{"cursor=%zz", search{}, "bad_query"},
		{"cursor=%ff", search{}, "bad_query"},
	}
	for _, tt := range tests {
		c := newContext("GET", "/", "")
		c.Request.URL = &url.URL{Path: "/", RawQuery: tt.query}
		var in search
		err := Query(c, &in)
		if got := told(err); got != tt.reason {
			t.Errorf("%q: got %q, want %q", tt.query, got, tt.reason)
		}
		if err == nil && !reflect.DeepEqual(in, tt.want) {
			t.Errorf("%q: got %+v", tt.query, in)
		}
	}
}

func FuzzQuery(f *testing.F) {
	f.Add("limit=7&status=won")
	f.Add("%ff=%zz")
	f.Fuzz(func(t *testing.T, raw string) {
		c := newContext("GET", "/", "")
		c.Request.URL = &url.URL{Path: "/", RawQuery: raw}
		var in search
		err := Query(c, &in)
		if err == nil && (in.Limit < 1 || in.Limit > 100) {
			t.Fatalf("limit %d", in.Limit)
		}
		if err != nil && !fault.Is(err, fault.Malformed) && !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
	})
}
