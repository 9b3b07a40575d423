package web

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
)

// formOf writes parts given as name, body, ….
func formOf(parts ...string) string {
	var b strings.Builder
	for i := 0; i < len(parts); i += 2 {
		b.WriteString("--b\r\nContent-Disposition: form-data; name=\"" + parts[i] + "\"\r\n\r\n" + parts[i+1] + "\r\n")
	}
	return b.String() + "--b--\r\n"
}

func TestForm(t *testing.T) {
	t.Parallel()
	const media = "multipart/form-data; boundary=b"
	tests := []struct {
		name, media, body string
		want              map[string]string
		reason            string
	}{
		{"both parts", media, formOf("file", "a\r\nb", "name", "n"), map[string]string{"file": "a\r\nb", "name": "n"}, ""},
		{"one part", media, formOf("name", ""), map[string]string{"name": ""}, ""},
		{"a part too many", media, formOf("name", "n", "x", "y"), nil, "invalid_fields@/x:unknown_field"},
		{"a part twice", media, formOf("name", "n", "name", "y"), nil, "duplicate_member@/name:duplicate_member"},
		{"no end", media, strings.TrimSuffix(formOf("name", "n"), "--b--\r\n"), nil, "broken_form"},
		{"no boundary", "multipart/form-data", formOf(), nil, "broken_form"},
		{"another type", "application/x-www-form-urlencoded", "name=n", nil, "unsupported_media_type"},
		{"too large", media, formOf("file", strings.Repeat("x", 2000)), nil, "body_too_large"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, _ := newEngine(t, func(o *Options) { o.BodyLimit = 1000 })
			var got map[string]string
			var err error
			e.POST("/", Handle(func(c *gin.Context) error {
				got, err = Form(c, "file", "name")
				return err
			}))
			send(e, http.MethodPost, "/", tt.body, "Content-Type", tt.media)
			if reason := told(err); reason != tt.reason || err == nil && !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %v, %q", got, reason)
			}
		})
	}
}
