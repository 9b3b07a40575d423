package page

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

var noonish = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestStampsRunOut(t *testing.T) {
	t.Parallel()
	now := noonish
	s := Stamps{key: bytes.Repeat([]byte("k"), 32), now: func() time.Time { return now }}
	stamp := s.Make("/i/a/confirm", "no")
	if err := s.Check(stamp, "/i/a/confirm", "no"); err != nil {
		t.Error(err)
	}
	now = noonish.Add(stampLife + time.Second)
	if s.Check(stamp, "/i/a/confirm", "no") == nil {
		t.Error("an old stamp was taken")
	}
	now = noonish.Add(-time.Second)
	if s.Check(stamp, "/i/a/confirm", "no") == nil {
		t.Error("a stamp of the future was taken")
	}
}

func FuzzStamp(f *testing.F) {
	s := Stamps{key: bytes.Repeat([]byte("k"), 32), now: func() time.Time { return noonish }}
	good := s.Make("/p", "yes")
	f.Add(good, "/p", "yes")
	f.Add("", "", "")
	f.Fuzz(func(t *testing.T, stamp, path, choice string) {
		if s.Check(stamp, path, choice) == nil && (stamp != good || path+"\x00"+choice != "/p\x00yes") {
			t.Errorf("%q was taken for %q %q", stamp, path, choice)
		}
	})
}

func FuzzOwnPath(f *testing.F) {
	for _, s := range []string{"/i/a", "//x", `/\x`, "https://x", "/%2f%2fx"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := OwnPath(s)
		if !strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") || strings.ContainsAny(got, "\\\r\n") {
			t.Errorf("%q became %q", s, got)
		}
	})
}

func TestReturnsOnlyToThisSite(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"/i/abc": "/i/abc", "": "/", "https://evil.example": "/", "//evil.example": "/", `/\evil.example`: "/",
		"javascript:alert(1)": "/", "/m/a?x=1": "/m/a?x=1", "/a\r\nSet-Cookie: x": "/"} {
		if got := OwnPath(in); got != want {
			t.Errorf("%q returns to %q, want %q", in, got, want)
		}
	}
}
