package stripesandbox

import (
	"strings"
	"testing"
)

func TestFormsInStripesWay(t *testing.T) {
	t.Parallel()
	p, bad := parseParams("a[b][c]=1&l[]=x&l[]=y&i[0]=z&e=&plus=a+b%26")
	if bad != nil {
		t.Fatal(bad)
	}
	for name, want := range map[string]string{"a[b][c]": "1", "l[0]": "x", "l[1]": "y", "i[0]": "z", "e": "", "plus": "a b&"} {
		if got, ok := p[name]; !ok || got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, form := range []string{"[a]=1", "a[=1", "a[b=1", "a]b[=1", "a[b]c=1", "a[[b]]=1", "%zz=1", "a=%z", "=1", "a[][b]=1"} {
		if _, bad := parseParams(form); bad == nil {
			t.Errorf("%s: taken", form)
		}
	}
}

func TestMetadataIsSetAndUnset(t *testing.T) {
	t.Parallel()
	p := params{"metadata[keep]": "2", "metadata[gone]": "", "metadata[A key]": "ü"}
	got, bad := p.metadata(map[string]string{"keep": "1", "gone": "1", "old": "1"})
	if bad != nil || len(got) != 3 || got["keep"] != "2" || got["old"] != "1" || got["A key"] != "ü" {
		t.Fatalf("%v, %v", got, bad)
	}
	if _, bad := (params{"metadata[" + strings.Repeat("k", 41) + "]": "1"}).metadata(nil); bad == nil {
		t.Error("a long key was taken")
	}
}

// A form either is refused, or every name in it is well formed and checking it
// against the routes never panics.
func FuzzParseParams(f *testing.F) {
	for _, s := range []string{"amount=1&currency=eur", "metadata[a]=b&expand[]=c", "a[b][c]=1", "a[=1", "%zz", "&&==&", "created[gte]=9223372036854775808"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, form string) {
		p, bad := parseParams(form)
		if bad != nil {
			if bad.Status != 400 {
				t.Fatalf("status %d", bad.Status)
			}
			return
		}
		for name := range p {
			if !wellFormed(name) || strings.HasSuffix(name, "[]") {
				t.Fatalf("name %q", name)
			}
		}
		for _, r := range routes() {
			if bad := p.check(r.params); bad != nil && (bad.Status != 400 || bad.Param == "") {
				t.Fatalf("%s %s: %+v", r.method, r.path, bad)
			}
		}
	})
}
