package contact_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/contact"
)

func TestParseEmail(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ typed, address, key, site string }{
		{" Kim.Lee@Acme.CO.uk ", "Kim.Lee@acme.co.uk", "kim.lee@acme.co.uk", "acme.co.uk"},
		{"kim+news@mail.acme.com", "kim+news@mail.acme.com", "kim@mail.acme.com", "acme.com"},
		{"K.i.m+x@GoogleMail.com", "K.i.m+x@googlemail.com", "kim@gmail.com", "googlemail.com"},
		{"k.im@gmail.com", "k.im@gmail.com", "kim@gmail.com", "gmail.com"},
		{"+kim@acme.com", "+kim@acme.com", "+kim@acme.com", "acme.com"},
		{"kim@müller.de", "kim@xn--mller-kva.de", "kim@xn--mller-kva.de", "xn--mller-kva.de"},
		{"o'neil@acme.example", "o'neil@acme.example", "o'neil@acme.example", "acme.example"},
	} {
		e, f := contact.ParseEmail("/email", c.typed)
		if f != nil {
			t.Errorf("%q: %v", c.typed, f)
			continue
		}
		if e.Address != c.address || e.Key != c.key || e.Site != c.site {
			t.Errorf("%q = %+v, want %+v", c.typed, e, c)
		}
	}
}

func TestParseEmailRefuses(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{
		"", "kim", "@acme.com", "kim@", "kim@acme", "kim@@acme.com", "kim@a@acme.com", "a b@acme.com", ".kim@acme.com", "kim.@acme.com",
		"k..im@acme.com", `"kim"@acme.com`, "kim@[127.0.0.1]", "kim@127.0.0.1", "kim@-acme.com", "kim@acme-.com", "kim@acme..com", "kim@acme.com.",
		"kim@acme.c", "kim@acme.123", "kim@acme_x.com", "kim\r\nBcc: x@acme.com", "kim@acme.com\r\nBcc: x@y.z", "<kim@acme.com>", "Kim <kim@acme.com>",
		"kïm@acme.com", "kim@acme\u202e.com", "kim@acme.com\x00", "kim@" + strings.Repeat("a", 64) + ".com",
		strings.Repeat("k", 65) + "@acme.com", "kim@" + strings.Repeat("abcdefg.", 40) + "com", "kim@xn--a.com",
	} {
		if e, f := contact.ParseEmail("/email", typed); f == nil {
			t.Errorf("%q was taken as %+v", typed, e)
		} else if len(f.Fields) != 1 || f.Fields[0].Pointer != "/email" || f.Fields[0].Code != "invalid_email" {
			t.Errorf("%q: %v", typed, f)
		}
	}
}

func TestEmailKeyIgnoresHowItIsTyped(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		local := rapid.StringMatching(`[a-z][a-z0-9]{0,20}`).Draw(t, "local")
		tag := rapid.StringMatching(`[a-z0-9]{0,8}`).Draw(t, "tag")
		domain := rapid.SampledFrom([]string{"acme.com", "gmail.com", "acme.co.uk"}).Draw(t, "domain")
		want := contact.EmailKey(local + "@" + domain)
		if want == "" {
			t.Fatalf("%s@%s has no key", local, domain)
		}
		if got := contact.EmailKey("  " + strings.ToUpper(local) + "+" + tag + "@" + strings.ToUpper(domain)); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
		if again := contact.EmailKey(want); again != want {
			t.Fatalf("the key of a key is %q, not %q", again, want)
		}
	})
}

func TestMailHosts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		address         string
		free, throwaway bool
	}{
		{"kim@gmail.com", true, false}, {"kim@web.de", true, false}, {"kim@acme.com", false, false},
		{"kim@mailinator.com", true, true}, {"kim@sub.mailinator.com", true, true}, {"kim@0-mail.com", true, true},
	} {
		e, f := contact.ParseEmail("", c.address)
		if f != nil || e.Free() != c.free || e.Throwaway() != c.throwaway {
			t.Errorf("%s: free %v, throw-away %v, %v", c.address, e.Free(), e.Throwaway(), f)
		}
	}
}

// Each line of the lists is found, and they are sorted, which the search needs.
func TestMailHostLists(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"throwaway", "free"} {
		file, err := os.Open("data/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		var lines []string
		for s := bufio.NewScanner(file); s.Scan(); {
			lines = append(lines, s.Text())
		}
		if len(lines) < 5000 || !slices.IsSorted(lines) {
			t.Fatalf("%s: %d lines, sorted: %v", name, len(lines), slices.IsSorted(lines))
		}
		for _, line := range lines {
			e := contact.Email{Domain: line, Site: line}
			if name == "throwaway" && !e.Throwaway() || !e.Free() {
				t.Errorf("%s: %s isn't found", name, line)
			}
		}
	}
}

func TestDomain(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"acme.com": "acme.com", " WWW.Acme.com ": "acme.com", "https://www.acme.com/de/": "acme.com", "acme.com.": "acme.com", "müller.de": "xn--mller-kva.de",
	} {
		if got, f := contact.Domain("/domain", typed); got != want {
			t.Errorf("%q = %q, %v", typed, got, f)
		}
	}
	for _, typed := range []string{"", "acme", "acme com", "10.0.0.1", "http://", "a@b.com", "acme.com:80"} {
		if got, f := contact.Domain("/domain", typed); f == nil {
			t.Errorf("%q was taken as %q", typed, got)
		}
	}
}

func TestKnownTop(t *testing.T) {
	t.Parallel()
	for domain, want := range map[string]bool{"acme.com": true, "acme.co.uk": true, "acme.example": true, "acme.github.io": true, "gmail.con": false, "acme.notatop": false} {
		if contact.KnownTop(domain) != want {
			t.Errorf("%s: %v", domain, !want)
		}
	}
}

func FuzzParseEmail(f *testing.F) {
	for _, s := range []string{"kim@acme.com", "K.im+x@gmail.com", "kim@müller.de", "a@b", "\xff@acme.com", "kim@xn--a.com"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := contact.ParseEmail("", s)
		if err != nil {
			return
		}
		again, err := contact.ParseEmail("", e.Address)
		if err != nil || again != e {
			t.Fatalf("%q: %+v, again %+v, %v", s, e, again, err)
		}
		if len(e.Address) > contact.MaxEmail || strings.ContainsAny(e.Address, "\r\n\x00<> ,;\"") || strings.Count(e.Address, "@") != 1 {
			t.Fatalf("%q became %q", s, e.Address)
		}
	})
}
