package payout

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/account"
	"github.com/stripe/stripe-go/v76/accountlink"
	"github.com/stripe/stripe-go/v76/balance"
	stripetransfer "github.com/stripe/stripe-go/v76/transfer"
)

// MaxTimeout is the longest that one call may take: well under the worker's lease.
const MaxTimeout = 10 * time.Second

// interactiveRetries is how often stripe-go repeats a call that moves no money
// and that somebody waits for.
const interactiveRetries = 2

// Config says which Stripe a Client speaks to.
type Config struct {
	Key             string            // "sk_test_…", "sk_live_…", or a restricted key
	BaseURL         string            // empty for Stripe itself; refused with a live key
	PlatformCountry string            // upper-case ISO 3166 of the platform's account; may be empty
	WebhookSecrets  []string          // any of them may have signed an event; more than one while they rotate
	Transport       http.RoundTripper // nil for the standard one
	Timeout         time.Duration     // of one call; 0 for MaxTimeout
}

// Client is safe for concurrent use.
type Client struct {
	transfers stripetransfer.Client
	accounts  account.Client
	links     accountlink.Client
	balances  balance.Client
	secrets   []string
	livemode  bool
	country   string
}

// New returns a client, or an error that names the wrong setting.
func New(c Config) (*Client, error) {
	live, err := c.check()
	if err != nil {
		return nil, err
	}
	timeout := c.Timeout
	if timeout == 0 {
		timeout = MaxTimeout
	}
	transport := c.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	hc := &http.Client{Transport: once{transport}, Timeout: timeout, CheckRedirect: keepRedirect}
	money, interactive := backend(c.BaseURL, hc, 0), backend(c.BaseURL, hc, interactiveRetries)
	return &Client{
		transfers: stripetransfer.Client{B: money, Key: c.Key},
		accounts:  account.Client{B: interactive, Key: c.Key},
		links:     accountlink.Client{B: interactive, Key: c.Key},
		balances:  balance.Client{B: interactive, Key: c.Key},
		secrets:   c.WebhookSecrets,
		livemode:  live,
		country:   c.PlatformCountry,
	}, nil
}

// check returns whether the key is a live one.
func (c Config) check() (live bool, err error) {
	switch {
	case strings.HasPrefix(c.Key, "sk_live_"), strings.HasPrefix(c.Key, "rk_live_"):
		live = true
	case strings.HasPrefix(c.Key, "sk_test_"), strings.HasPrefix(c.Key, "rk_test_"):
	default:
		return false, errors.New("payout: the Stripe key must start with sk_test_, sk_live_, rk_test_ or rk_live_")
	}
	if live && c.BaseURL != "" && c.BaseURL != stripe.APIURL {
		return false, errors.New("payout: a live Stripe key is never sent to another base URL")
	}
	if c.BaseURL != "" {
		if u, err := url.Parse(c.BaseURL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return false, errors.New("payout: the base URL must be an absolute http or https URL")
		}
	}
	if c.Timeout < 0 || c.Timeout > MaxTimeout {
		return false, errors.New("payout: the timeout must be at most " + MaxTimeout.String())
	}
	for _, s := range c.WebhookSecrets {
		if s == "" { // its HMAC could be computed by anybody
			return false, errors.New("payout: a webhook secret is empty")
		}
	}
	return live, nil
}

// backend is built one by one: stripe-go's constructor for several shares and
// alters its configuration.
func backend(baseURL string, hc *http.Client, retries int64) stripe.Backend {
	cfg := &stripe.BackendConfig{
		EnableTelemetry:   stripe.Bool(false),
		HTTPClient:        hc,
		LeveledLogger:     &stripe.LeveledLogger{Level: stripe.LevelNull}, // its lines hold whole answers
		MaxNetworkRetries: stripe.Int64(retries),
	}
	if baseURL != "" {
		cfg.URL = stripe.String(baseURL)
	}
	return stripe.GetBackendWithConfig(stripe.APIBackend, cfg)
}

// keepRedirect stops at a redirect: Stripe's API sends none, and following one
// would carry the key and the money elsewhere.
func keepRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Ping checks that Stripe answers and knows the key.
func (c *Client) Ping(ctx context.Context) error {
	_, err := c.Balance(ctx)
	return err
}

// Balance returns what the platform has available, in minor units by currency.
func (c *Client) Balance(ctx context.Context) (map[string]int64, error) {
	var trip trip
	b, err := c.balances.Get(&stripe.BalanceParams{Params: stripe.Params{Context: trip.watch(ctx)}})
	if err == nil && b.Object != "balance" {
		err = errUnreadable
	}
	if err != nil {
		return nil, trip.refusal(err)
	}
	available := map[string]int64{}
	for _, a := range b.Available {
		available[string(a.Currency)] += a.Amount
	}
	return available, nil
}
