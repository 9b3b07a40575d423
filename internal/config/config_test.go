package config

import (
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// parse reads settings as the command line does, with nothing in the environment.
func parse(t *testing.T, args ...string) Settings {
	t.Helper()
	var s Settings
	k, err := kong.New(&s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Parse(args); err != nil {
		t.Fatal(err)
	}
	return s
}

// production is fit for production.
func production() Settings {
	return Settings{
		Addr: ":8080", Data: "/data", Env: "production", BaseURL: "https://intro.northline.test", Empty: true,
		Secret: "k3J9vQ2mX7pL5tR8wY1zB4nC6dF0hG-s", StripeKey: "sk_live_abc", StripeWebhookSecrets: []string{"whsec_x"},
		SMTPURL: "smtps://u:p@mail.northline.test", MailFrom: "hello@northline.test", Holder: "Northline GmbH, Hafenstr. 9, 20457 Hamburg",
	}
}

func TestNothingSetIsFine(t *testing.T) {
	t.Parallel()
	s := parse(t)
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	if s.URL() != "http://localhost:8080" || !s.Sandbox() || s.Live() || s.Production() {
		t.Fatalf("%+v", s)
	}
}

func TestProductionIsAccepted(t *testing.T) {
	t.Parallel()
	if err := production().Check(); err != nil {
		t.Fatal(err)
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	t.Parallel()
	development := func(change func(*Settings)) Settings {
		s := Settings{Addr: "localhost:8080", Env: "development"}
		change(&s)
		return s
	}
	live := func(change func(*Settings)) Settings {
		s := production()
		change(&s)
		return s
	}
	for name, c := range map[string]struct {
		s     Settings
		names string
	}{
		"address":               {development(func(s *Settings) { s.Addr = "8080" }), "GOODWORD_ADDR"},
		"base URL with a path":  {development(func(s *Settings) { s.BaseURL = "https://a.test/x" }), "GOODWORD_BASE_URL"},
		"base URL, odd scheme":  {development(func(s *Settings) { s.BaseURL = "ftp://a.test" }), "GOODWORD_BASE_URL"},
		"short secret":          {development(func(s *Settings) { s.Secret = "short" }), "GOODWORD_SECRET"},
		"dull secret":           {development(func(s *Settings) { s.Secret = strings.Repeat("ab", 30) }), "GOODWORD_SECRET"},
		"Stripe key":            {development(func(s *Settings) { s.StripeKey = "abc" }), "STRIPE_API_KEY"},
		"live key elsewhere":    {development(func(s *Settings) { s.StripeKey, s.StripeURL = "sk_live_x", "http://localhost:1" }), "STRIPE_API_URL"},
		"hue":                   {development(func(s *Settings) { s.Hue = 400 }), "GOODWORD_HUE"},
		"no secret":             {live(func(s *Settings) { s.Secret = "" }), "GOODWORD_SECRET"},
		"no Stripe":             {live(func(s *Settings) { s.StripeKey = "" }), "STRIPE_API_KEY"},
		"a stand-in for Stripe": {live(func(s *Settings) { s.StripeKey, s.StripeURL = "sk_test_x", "http://localhost:1" }), "STRIPE_API_URL"},
		"no webhook secret":     {live(func(s *Settings) { s.StripeWebhookSecrets = nil }), "STRIPE_WEBHOOK_SECRETS"},
		"no mail server":        {live(func(s *Settings) { s.SMTPURL = "" }), "SMTP_URL"},
		"demo data":             {live(func(s *Settings) { s.Empty = false }), "GOODWORD_EMPTY"},
		"no TLS":                {live(func(s *Settings) { s.BaseURL = "http://a.test" }), "GOODWORD_BASE_URL"},
		"sample sender":         {live(func(s *Settings) { s.MailFrom = "hello@goodword.example" }), "GOODWORD_MAIL_FROM"},
		"sample holder":         {live(func(s *Settings) { s.Holder = "Northline GmbH, Beispielstr. 1" }), "GOODWORD_HOLDER"},
		"a lone MongoDB":        {live(func(s *Settings) { s.MongoURI = "mongodb://db:27017" }), "MONGODB_URI"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := c.s.Check()
			if err == nil || !strings.Contains(err.Error(), c.names+":") {
				t.Fatalf("got %v, want %s named", err, c.names)
			}
		})
	}
}

func TestEveryWrongSettingIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	err := Settings{Addr: "x", Env: "production", Hue: -1}.Check()
	if err == nil || strings.Count(err.Error(), "\n") < 7 {
		t.Fatalf("got %v", err)
	}
}

func TestURL(t *testing.T) {
	t.Parallel()
	for addr, want := range map[string]string{
		":8080": "http://localhost:8080", "0.0.0.0:80": "http://localhost:80", "[::]:81": "http://localhost:81", "10.0.0.1:90": "http://10.0.0.1:90",
	} {
		if got := (Settings{Addr: addr}).URL(); got != want {
			t.Errorf("%s: got %s, want %s", addr, got, want)
		}
	}
	if got := (Settings{Addr: ":1", BaseURL: "https://a.test/"}).URL(); got != "https://a.test" {
		t.Errorf("got %s", got)
	}
}
