package link_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/link"
)

var start = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

func mac(text string) []byte {
	h := hmac.New(sha256.New, []byte("secret"))
	h.Write([]byte(text))
	return h.Sum(nil)
}

// Every code reads back, in any letter case, spells no word and holds no letter
// that is taken for another.
func TestCode(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var random [8]byte
		copy(random[:], rapid.SliceOfN(rapid.Byte(), 8, 8).Draw(t, "random"))
		code := link.NewCode(random)
		if len(code) != 8 || strings.ContainsAny(code, "aeiouyl0134") {
			t.Fatal(code)
		}
		for _, typed := range []string{code, strings.ToUpper(code)} {
			if got, ok := link.ParseCode(typed); !ok || got != code {
				t.Fatalf("%s reads as %s", typed, got)
			}
		}
	})
}

func FuzzParseCode(f *testing.F) {
	for _, seed := range []string{"", "bcdfghjk", "BCDFGHJK", "bcdfghjl", "ſſſſ", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, ok := link.ParseCode(s)
		if !ok {
			return
		}
		if again, ok := link.ParseCode(code); !ok || again != code || !strings.EqualFold(code, s) {
			t.Fatalf("%q reads as %q", s, code)
		}
	})
}

func TestAttributionReadsBack(t *testing.T) {
	t.Parallel()
	a := link.Attribution{Code: "bcdfghjk", Visit: start}
	value := a.Encode(mac)
	got, ok := link.DecodeAttribution(value, mac)
	if !ok || got != a {
		t.Fatalf("%+v", got)
	}
	other := func(text string) []byte { return mac(text + "x") }
	if _, ok := link.DecodeAttribution(value, other); ok {
		t.Fatal("another secret opens it")
	}
	for days, want := range map[int]bool{1: true, 0: false} {
		if a.Lasts(start.Add(24*time.Hour), days) != want {
			t.Errorf("%d days", days)
		}
	}
}

func FuzzDecodeAttribution(f *testing.F) {
	f.Add(link.Attribution{Code: "bcdfghjk", Visit: start}.Encode(mac))
	f.Add("..")
	f.Add("bcdfghjk.0.AAAAAAAAAAAAAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, value string) {
		if a, ok := link.DecodeAttribution(value, mac); ok && a.Encode(mac) != value {
			t.Fatalf("%q is accepted and we never made it", value)
		}
	})
}

func TestCounts(t *testing.T) {
	t.Parallel()
	const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
	for name, tc := range map[string]struct {
		in   link.Request
		want bool
	}{
		"browser":        {link.Request{Method: "GET", UserAgent: firefox}, true},
		"iphone":         {link.Request{Method: "GET", UserAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"}, true},
		"in an app":      {link.Request{Method: "GET", UserAgent: "Mozilla/5.0 (Linux; Android 15; wv) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 Telegram-Android/11.0"}, true},
		"head":           {link.Request{Method: "HEAD", UserAgent: firefox}, false},
		"prefetch":       {link.Request{Method: "GET", UserAgent: firefox, Purpose: "prefetch;prerender"}, false},
		"preview":        {link.Request{Method: "GET", UserAgent: firefox, Purpose: "Preview"}, false},
		"no agent":       {link.Request{Method: "GET"}, false},
		"crawler":        {link.Request{Method: "GET", UserAgent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, false},
		"link preview":   {link.Request{Method: "GET", UserAgent: "facebookexternalhit/1.1"}, false},
		"messenger":      {link.Request{Method: "GET", UserAgent: "WhatsApp/2.23.20.0"}, false},
		"mail scanner":   {link.Request{Method: "GET", UserAgent: "Mozilla/5.0 (compatible; Barracuda Sentinel)"}, false},
		"command line":   {link.Request{Method: "GET", UserAgent: "curl/8.5.0"}, false},
		"our own tester": {link.Request{Method: "GET", UserAgent: "Go-http-client/1.1"}, false},
	} {
		if got := tc.in.Counts(); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// The tallies hold every visit once, one for each link and day.
func TestSum(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		visits := rapid.SliceOf(rapid.Custom(func(t *rapid.T) link.Visit {
			return link.Visit{
				LinkID: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "link"),
				At:     start.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "hours")) * time.Hour),
			}
		})).Draw(t, "visits")
		ids := 0
		tallies := link.Sum(visits, func() string { ids++; return string(rune('0' + ids)) })
		total, seen := int64(0), map[string]bool{}
		for _, tally := range tallies {
			key := tally.LinkID + tally.Day
			if seen[key] || tally.Visits < 1 || time.UnixMilli(tally.AtMS).UTC().Format(time.DateOnly) != tally.Day {
				t.Fatalf("%+v", tally)
			}
			seen[key] = true
			total += tally.Visits
		}
		if total != int64(len(visits)) || ids != len(tallies) {
			t.Fatalf("%d visits in %d tallies, of %d", total, len(tallies), len(visits))
		}
	})
}

func TestFreeSlot(t *testing.T) {
	t.Parallel()
	var links []*link.Link
	for want := 1; want < link.MaxLinks; want++ {
		got, ok := link.FreeSlot(links)
		if !ok || got != want {
			t.Fatalf("slot %d, want %d", got, want)
		}
		links = append(links, &link.Link{Slot: got})
	}
	if slot, ok := link.FreeSlot(links); ok {
		t.Fatalf("slot %d is free among %d links", slot, len(links))
	}
	if slot, ok := link.FreeSlot(append(links[:4:4], links[5:]...)); !ok || slot != 5 {
		t.Fatalf("slot %d, want the gap at 5", slot)
	}
}

func TestSwitch(t *testing.T) {
	t.Parallel()
	by := aggregate.Actor{Kind: aggregate.Operator}
	l := link.New("lnk_1", link.Draft{Owner: link.Owner{ProgramID: "p", MemberID: "m"}, Code: "bcdfghjk"}, by, nil, start)
	if l.SlotKey != "p|m|0" || l.NameKey != "" || l.State != link.On {
		t.Fatalf("%+v", l)
	}
	for range 2 {
		l.Switch(link.Off, by, nil, start)
	}
	if l.State != link.Off || l.Revision != 2 {
		t.Fatalf("%+v", l)
	}
}
