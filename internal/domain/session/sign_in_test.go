package session_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/internal/fault"
)

const (
	here  = "the secret of the browser that asked"
	there = "the secret of somebody else's browser"
)

func asked() *session.SignIn {
	return session.NewSignIn("sgn_1", session.Start{AddressKey: "email-1", Slot: 2, Browser: here}, start, start)
}

func TestSignInKeepsNoSecret(t *testing.T) {
	t.Parallel()
	s := asked()
	if s.BrowserHash == "" || strings.Contains(s.BrowserHash, here) || s.SlotKey != "email-1|2" {
		t.Fatalf("%+v", s)
	}
	if _, ok := s.Pending(session.TaskSignInMail); !ok {
		t.Fatal("no mail is due")
	}
}

func TestLink(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		browser string
		after   time.Duration
		reason  string
	}{
		"in its browser":     {here, 9 * time.Minute, ""},
		"in another":         {there, time.Minute, "other_browser"},
		"without a secret":   {"", time.Minute, "other_browser"},
		"after ten minutes":  {here, session.SignInFor, session.Closed},
		"too late elsewhere": {there, session.SignInFor, session.Closed},
	} {
		s := asked()
		err := s.ProveByLink(tc.browser, start.Add(tc.after))
		if tc.reason == "" && err != nil || tc.reason != "" && !fault.Because(err, tc.reason) {
			t.Errorf("%s: %v", name, err)
		}
		if again := s.ProveByLink(here, start.Add(tc.after)); tc.reason == "" && again == nil {
			t.Errorf("%s: it was taken twice", name)
		}
	}
}

// Wrong codes on one page use up its tries and no other's; the right one is good
// once, in the browser that typed it.
func TestCode(t *testing.T) {
	t.Parallel()
	s, at := asked(), start.Add(time.Minute)
	for range 5 {
		if taken, err := s.TryCode(false, there, at); taken || err != nil {
			t.Fatal(taken, err)
		}
	}
	if _, err := s.TryCode(true, there, at); !fault.Because(err, session.Closed) {
		t.Fatalf("a sixth try elsewhere: %v", err)
	}
	if taken, err := s.TryCode(true, here, at); !taken || err != nil {
		t.Fatal(taken, err)
	}
	if err := s.Use(there, at); err == nil {
		t.Fatal("another browser went on")
	}
	if err := s.Use(here, at); err != nil {
		t.Fatal(err)
	}
	if err := s.Use(here, at); err == nil {
		t.Fatal("it was used twice")
	}
	if _, err := s.TryCode(true, here, at); err == nil {
		t.Fatal("the code was taken twice")
	}
}

// Whatever is tried in whatever order, an attempt opens at most one session, only
// with the right code or the link in its own browser, within ten minutes, and after
// at most five wrong codes on a side.
func TestSignInOpensOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, at := asked(), start
		wrong, opened, proof := map[string]int{}, 0, ""
		for range rapid.IntRange(1, 40).Draw(t, "length") {
			at = at.Add(time.Duration(rapid.IntRange(0, 60).Draw(t, "seconds")) * time.Second)
			browser := rapid.SampledFrom([]string{here, there}).Draw(t, "browser")
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				if s.ProveByLink(browser, at) == nil {
					if browser != here || proof != "" {
						t.Fatal("the link was taken")
					}
					proof = browser
				}
			case 1:
				if _, err := s.TryCode(false, browser, at); err == nil {
					wrong[browser]++
				}
			case 2:
				if taken, _ := s.TryCode(true, browser, at); taken {
					if proof != "" || wrong[browser] >= 5 {
						t.Fatal("the code was taken")
					}
					proof = browser
				}
			case 3:
				if s.Use(browser, at) == nil {
					if opened++; opened > 1 || proof != browser || at.Sub(start) >= session.SignInFor {
						t.Fatalf("opened %d times, proved in %q, by %q", opened, proof, browser)
					}
				}
			}
		}
		if wrong[here] > 5 || wrong[there] > 5 {
			t.Fatalf("%v", wrong)
		}
	})
}

// A code reads back however it is typed.
func TestCodeReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		code := session.Code(rapid.SliceOfN(rapid.Byte(), 16, 32).Draw(t, "mac"))
		typed := session.SpelledCode(code)
		switch rapid.IntRange(0, 3).Draw(t, "how") {
		case 0:
			typed = strings.ToLower(typed)
		case 1:
			typed = " " + strings.ReplaceAll(typed, "-", "") + " "
		case 2:
			typed = strings.Join(strings.Split(code, ""), " ")
		}
		if got, ok := session.ParseCode(typed); !ok || got != code {
			t.Fatalf("%q reads as %q", typed, got)
		}
	})
}

func TestParseCodeRefuses(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"", "BCDF-GHJ", "BCDF-GHJKL", "ACDF-GHJK", "1CDF-GHJK", "BCDF_GHJK", "ＢCDFGHJK", strings.Repeat(" ", 41)} {
		if code, ok := session.ParseCode(typed); ok {
			t.Errorf("%q reads as %q", typed, code)
		}
	}
}

func FuzzParseCode(f *testing.F) {
	f.Add("BCDF-GHJK")
	f.Add("bcdf ghjk")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, s string) {
		code, ok := session.ParseCode(s)
		if !ok {
			return
		}
		if again, ok := session.ParseCode(session.SpelledCode(code)); !ok || again != code || len(code) != session.CodeLength {
			t.Fatalf("%q reads as %q, which reads as %q", s, code, again)
		}
	})
}

func TestCeremonyIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	begin := func() *session.Ceremony {
		return session.NewCeremony("cer_1", session.ToSignIn, "", here, "{}", start, start)
	}
	for name, tc := range map[string]struct {
		what    session.CeremonyFor
		browser string
		after   time.Duration
		ok      bool
	}{
		"in time":          {session.ToSignIn, here, time.Minute, true},
		"for another end":  {session.ToAdd, here, time.Minute, false},
		"by somebody else": {session.ToSignIn, there, time.Minute, false},
		"too late":         {session.ToSignIn, here, session.CeremonyTime, false},
	} {
		c := begin()
		if err := c.Answer(tc.what, tc.browser, start.Add(tc.after)); (err == nil) != tc.ok {
			t.Errorf("%s: %v", name, err)
		}
		if tc.ok && c.Answer(tc.what, tc.browser, start.Add(tc.after)) == nil {
			t.Errorf("%s: twice", name)
		}
	}
}

// A passkey whose counter went backwards is kept as it was, and stays suspect.
func TestSuspectPasskey(t *testing.T) {
	t.Parallel()
	p := session.NewPasskey("psk_1", "key", "first", "Laptop", kim, start)
	p.Used("second", false, start.Add(time.Hour))
	p.Used("copied", true, start.Add(2*time.Hour))
	p.Used("third", false, start.Add(3*time.Hour))
	if p.Credential != "second" || p.SuspectMS == 0 || p.LastUsedMS != start.Add(time.Hour).UnixMilli() {
		t.Fatalf("%+v", p)
	}
}
