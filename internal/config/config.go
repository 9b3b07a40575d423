// Package config is every setting of the product in one struct: flags, environment
// variables, defaults and what each is for.
//
// Neighbours: boot parses it with kong and builds from it. Invariants: with nothing
// set the product starts; Check reports every wrong setting at once and names it; in
// production nothing of the sandbox, no demo data and no weak secret is accepted.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Settings are what `goodword` reads from flags and the environment.
type Settings struct {
	Addr    string `help:"Address to listen on." default:"localhost:8080" env:"GOODWORD_ADDR"`
	Data    string `help:"Directory of the database, the secret and the local mailbox." default:"./data" type:"path" env:"GOODWORD_DATA"`
	Env     string `help:"development or production. Production refuses sandbox parts, demo data and weak secrets." enum:"development,production" default:"development" env:"GOODWORD_ENV"`
	BaseURL string `help:"Scheme and host under which people reach the product; links in mails begin with it. Default: http://ADDR." env:"GOODWORD_BASE_URL"`
	Secret  string `help:"Keys all hashes and mailed links: 32 characters or more, kept for good. Required in production; otherwise made in the data directory at first start." env:"GOODWORD_SECRET"`
	Empty   bool   `help:"Start without demo data: with an admin alone." env:"GOODWORD_EMPTY"`

	MongoURI string `name:"mongodb-uri" help:"MongoDB instead of the file database; a replica set in production." env:"MONGODB_URI"`
	MongoDB  string `name:"mongodb-database" help:"Name of the MongoDB database." default:"goodword" env:"MONGODB_DATABASE"`

	StripeKey            string   `help:"Stripe's API key (sk_test_… or sk_live_…) instead of the local sandbox." env:"STRIPE_API_KEY"`
	StripeURL            string   `hidden:"" help:"Another server that speaks Stripe's API, for tests. Refused with a live key." env:"STRIPE_API_URL"`
	StripeWebhookSecrets []string `help:"Signing secrets of the webhook endpoints at Stripe; several while they rotate." env:"STRIPE_WEBHOOK_SECRETS"`
	StripeCountry        string   `help:"Country of the Stripe platform account (ISO 3166)." default:"DE" env:"STRIPE_COUNTRY"`

	SMTPURL  string `name:"smtp-url" help:"Mail server: smtp://user:password@host:587 (STARTTLS) or smtps://…:465. Default: the local mailbox." env:"SMTP_URL"`
	MailFrom string `help:"Sender address of mails." default:"hello@goodword.example" env:"GOODWORD_MAIL_FROM"`
	Brand    string `help:"The company's name as people know it." default:"Northline" env:"GOODWORD_BRAND"`
	Holder   string `help:"Who holds the data: legal name and address, in one line." default:"Northline GmbH, Beispielstr. 1, 10115 Berlin" env:"GOODWORD_HOLDER"`
	Admin    string `help:"E-mail address of the first admin, who is made when nobody is." default:"admin@goodword.example" env:"GOODWORD_ADMIN"`
	Hue      int    `help:"Hue of the accent colour, in degrees." default:"195" env:"GOODWORD_HUE"`

	TrustedProxies []string      `help:"CIDRs of proxies whose X-Forwarded-For is believed." env:"GOODWORD_TRUSTED_PROXIES"`
	MetricsAddr    string        `help:"Address of /metrics; not served when empty." env:"GOODWORD_METRICS_ADDR"`
	KeyRate        int           `help:"Requests a minute that one API key may make; 0 for no limit." default:"600" env:"GOODWORD_KEY_RATE"`
	IPRate         int           `help:"Requests a minute without a key from one address; 0 for no limit." default:"240" env:"GOODWORD_IP_RATE"`
	Drain          time.Duration `help:"How long requests in hand may take after SIGTERM." default:"10s" env:"GOODWORD_DRAIN"`
	Log            string        `help:"debug, info, warn or error." enum:"debug,info,warn,error" default:"info" env:"GOODWORD_LOG"`
}

// Production reports whether this is the real thing.
func (s Settings) Production() bool { return s.Env == "production" }

// Live reports whether real money moves: with a live Stripe key.
func (s Settings) Live() bool {
	return strings.HasPrefix(s.StripeKey, "sk_live_") || strings.HasPrefix(s.StripeKey, "rk_live_")
}

// Sandbox reports whether the local sandbox stands in for Stripe.
func (s Settings) Sandbox() bool { return s.StripeKey == "" && s.StripeURL == "" }

// URL is BaseURL, or what Addr makes of it, without a slash at its end.
func (s Settings) URL() string {
	if s.BaseURL != "" {
		return strings.TrimSuffix(s.BaseURL, "/")
	}
	host, port, err := net.SplitHostPort(s.Addr)
	if err != nil {
		return "http://" + s.Addr
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// Check returns one error that names every wrong setting.
func (s Settings) Check() error {
	var wrong []error
	bad := func(setting, format string, args ...any) {
		wrong = append(wrong, fmt.Errorf("%s: %s", setting, fmt.Sprintf(format, args...)))
	}
	if _, _, err := net.SplitHostPort(s.Addr); err != nil {
		bad("GOODWORD_ADDR", "use host:port, such as localhost:8080")
	}
	if u, err := url.Parse(s.URL()); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.Path != "" || u.RawQuery != "" {
		bad("GOODWORD_BASE_URL", "use scheme and host, such as https://intro.example.com")
	}
	if s.Secret != "" && (len(s.Secret) < 32 || len(slices.Compact(slices.Sorted(slices.Values([]rune(s.Secret))))) < 10) {
		bad("GOODWORD_SECRET", "use at least 32 characters, made at random")
	}
	if s.StripeKey != "" && !strings.Contains(s.StripeKey, "_test_") && !s.Live() {
		bad("STRIPE_API_KEY", "it begins with sk_test_, sk_live_, rk_test_ or rk_live_")
	}
	if s.StripeURL != "" && s.Live() {
		bad("STRIPE_API_URL", "a live key goes to Stripe only")
	}
	if s.Hue < 0 || s.Hue > 360 {
		bad("GOODWORD_HUE", "use 0 to 360")
	}
	if s.Production() {
		wrong = append(wrong, s.production()...)
	}
	return errors.Join(wrong...)
}

// production lists what keeps the settings from being fit for production.
func (s Settings) production() []error {
	var wrong []error
	need := func(missing bool, setting, why string) {
		if missing {
			wrong = append(wrong, fmt.Errorf("%s: %s", setting, why))
		}
	}
	need(s.Secret == "", "GOODWORD_SECRET", "required in production")
	need(s.StripeKey == "", "STRIPE_API_KEY", "required in production; the sandbox is for trying out")
	need(s.StripeURL != "", "STRIPE_API_URL", "for tests only")
	need(len(s.StripeWebhookSecrets) == 0, "STRIPE_WEBHOOK_SECRETS", "required in production")
	need(s.SMTPURL == "", "SMTP_URL", "required in production; the local mailbox sends nothing")
	need(!s.Empty, "GOODWORD_EMPTY", "set it in production: there is no demo data there")
	need(!strings.HasPrefix(s.BaseURL, "https://"), "GOODWORD_BASE_URL", "required in production, with https://")
	need(strings.HasSuffix(s.MailFrom, ".example"), "GOODWORD_MAIL_FROM", "required in production: an address of yours")
	need(strings.Contains(s.Holder, "Beispielstr."), "GOODWORD_HOLDER", "required in production: your legal name and address")
	need(s.MongoURI != "" && !strings.Contains(s.MongoURI, "replicaSet") && !strings.HasPrefix(s.MongoURI, "mongodb+srv://"),
		"MONGODB_URI", "name a replica set in production (replicaSet=… or mongodb+srv://)")
	return wrong
}
