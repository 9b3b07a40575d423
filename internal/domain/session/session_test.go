package session_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/session"
)

var (
	start = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	kim   = aggregate.Actor{Kind: aggregate.Referrer, ID: "mbr_kim"}
)

func open(staff bool) *session.Session {
	return session.Open("ses_1", session.Proof{MemberID: kim.ID, Generation: 3, Staff: staff, How: session.ByLink}, kim, start, start)
}

// A session lives as long as its kind may, whether it is used or not.
func TestSessionLife(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for name, tc := range map[string]struct {
		staff       bool
		every, span time.Duration // used so often, for so long
		alive       bool
	}{
		"referrer, after a fortnight unused": {false, 14 * day, 14 * day, false},
		"referrer, used each week":           {false, 7 * day, 28 * day, true},
		"referrer, after thirty days":        {false, 7 * day, 30*day + 7*day, false},
		"staff, over night":                  {true, 11 * time.Hour, 11 * time.Hour, true},
		"staff, unused for half a day":       {true, 12 * time.Hour, 12 * time.Hour, false},
		"staff, used all week":               {true, time.Hour, 7*day - time.Hour, true},
		"staff, after a week":                {true, time.Hour, 7 * day, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, at := open(tc.staff), start
			for at.Before(start.Add(tc.span)) {
				at = at.Add(tc.every)
				if alive := s.Alive(3, at); alive {
					s.Touch(at)
				}
			}
			if s.Alive(3, at) != tc.alive || s.Over(at) == tc.alive {
				t.Fatalf("alive %v, over %v", s.Alive(3, at), s.Over(at))
			}
		})
	}
}

// Whatever happens to a session, it never lives past its end, never comes back, and
// is fresh for a quarter of an hour at most.
func TestSessionNeverComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, at, dead := open(rapid.Bool().Draw(t, "staff")), start, false
		for range rapid.IntRange(1, 30).Draw(t, "length") {
			at = at.Add(time.Duration(rapid.IntRange(0, 30*60).Draw(t, "minutes")) * time.Minute)
			alive := s.Alive(3, at)
			if dead && alive {
				t.Fatal("it came back")
			}
			if alive && at.UnixMilli() >= s.EndsMS {
				t.Fatal("it lives too long")
			}
			if s.Fresh(at) != at.Before(start.Add(session.FreshFor)) {
				t.Fatal("wrongly fresh")
			}
			dead = dead || !alive
			if s.Alive(4, at) {
				t.Fatal("it outlived its member's generation")
			}
			switch {
			case rapid.IntRange(0, 20).Draw(t, "what") == 0:
				s.End(session.Left, kim, at, at)
				dead = true
			case alive:
				s.Touch(at)
			}
		}
	})
}

func TestTouchIsCoarse(t *testing.T) {
	t.Parallel()
	s := open(false)
	if s.Touch(start.Add(4*time.Minute)) || !s.Touch(start.Add(5*time.Minute)) || s.Revision != 1 {
		t.Fatalf("%+v", s)
	}
	before := s.EndedMS
	s.End(session.Left, kim, start, start)
	s.End(session.Replaced, kim, start.Add(time.Hour), start.Add(time.Hour))
	if before != 0 || s.EndedMS != start.UnixMilli() || len(s.Events) != 2 || s.Events[1].Reason != session.Left {
		t.Fatalf("%+v", s.Events)
	}
}

// A token names its session; a text that differs in one character is another's or
// nobody's.
func TestToken(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var random [session.TokenBytes]byte
		copy(random[:], rapid.SliceOfN(rapid.Byte(), len(random), len(random)).Draw(t, "random"))
		token := session.Token(random)
		id, ok := session.ID(token)
		if !ok || strings.Contains(id, token) || !strings.HasPrefix(id, session.Prefix) {
			t.Fatalf("%s: %s %v", token, id, ok)
		}
		i := rapid.IntRange(0, len(token)-1).Draw(t, "place")
		c := rapid.Byte().Draw(t, "character")
		if c == token[i] {
			return
		}
		if other, ok := session.ID(token[:i] + string([]byte{c}) + token[i+1:]); ok && other == id {
			t.Fatal("another token opens it")
		}
	})
}

func FuzzID(f *testing.F) {
	f.Add(session.Token([session.TokenBytes]byte{1, 2, 3}))
	f.Add("")
	f.Add(strings.Repeat("a", 51) + "b")
	f.Fuzz(func(t *testing.T, s string) {
		if id, ok := session.ID(s); ok != (id != "") || ok && len(s) != len(session.Token([session.TokenBytes]byte{})) {
			t.Fatalf("%q: %q %v", s, id, ok)
		}
	})
}

func TestDeviceOf(t *testing.T) {
	t.Parallel()
	for agent, want := range map[string]session.Device{
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0":                                                                     {Browser: "firefox", System: "linux"},
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0":              {Browser: "edge", System: "windows"},
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15":                      {Browser: "safari", System: "macos"},
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.0.0 Mobile/15E148 Safari/604.1": {Browser: "chrome", System: "ios"},
		"Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36": {Browser: "samsung", System: "android"},
		"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36":                             {Browser: "chrome", System: "chromeos"},
		"Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 OPR/112.0":                                                  {Browser: "opera", System: "windows"},
		"curl/8.5.0":                           {Browser: "other", System: "other"},
		"":                                     {Browser: "other", System: "other"},
		strings.Repeat("x", 600) + "Firefox/1": {Browser: "other", System: "other"},
	} {
		if got := session.DeviceOf(agent); got != want {
			t.Errorf("%s: %+v", agent, got)
		}
	}
}
