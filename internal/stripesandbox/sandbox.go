package stripesandbox

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/goodword/goodword/internal/store"
)

// APIVersion is the version of Stripe's API that the sandbox speaks.
const APIVersion = "2023-10-16"

// DefaultKey is the API key of a sandbox that is given none.
const DefaultKey = "sk_test_sandbox"

// Clock tells the sandbox's time; outside production the product moves it.
type Clock interface{ Now() time.Time }

// Endpoint is where webhook events go.
type Endpoint struct {
	URL     string
	Secret  string   // "whsec_…", at least 16 characters
	Connect bool     // events of connected accounts instead of the platform's own
	Types   []string // empty for all
}

// Deps are what a sandbox needs.
type Deps struct {
	Engine     store.Engine
	Clock      Clock
	Key        string       // of the API; empty for DefaultKey
	PublicURL  string       // of PagesHandler, without a trailing slash
	Stylesheet string       // URL path of the pages' style sheet; empty for none
	Country    string       // of the platform, upper-case ISO 3166; empty for DE
	Endpoints  []Endpoint   // of webhooks
	HTTPClient *http.Client // delivers webhooks; nil for one with a timeout of 10 s
}

// Sandbox is safe for concurrent use, also by several processes on one database.
type Sandbox struct {
	deps     Deps
	journals *store.Collection[journal, *journal]
	objects  *store.Collection[object, *object]
	turn     chan struct{} // held by the operation that is being committed
	applied  atomic.Int64  // the last operation whose objects this process knows to be stored
	wake     chan struct{} // there may be something to deliver

	mu     sync.Mutex
	flying map[string]bool // idempotency keys of requests under way
}

// New checks deps, and creates the collections and the journal when they aren't
// there.
func New(ctx context.Context, d Deps) (*Sandbox, error) {
	if d.Key == "" {
		d.Key = DefaultKey
	}
	if d.Country == "" {
		d.Country = "DE"
	}
	if d.HTTPClient == nil {
		d.HTTPClient = &http.Client{Timeout: 10 * time.Second}
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	s := &Sandbox{
		deps:     d,
		journals: store.NewCollection[journal](d.Engine, journalSchema()),
		objects:  store.NewCollection[object](d.Engine, objectSchema()),
		turn:     make(chan struct{}, 1),
		wake:     make(chan struct{}, 1),
		flying:   map[string]bool{},
	}
	if err := errors.Join(s.journals.Ensure(ctx), s.objects.Ensure(ctx)); err != nil {
		return nil, err
	}
	if err := s.journals.Insert(ctx, &journal{ID: journalID}); err != nil && store.Taken(err) == "" {
		return nil, err
	}
	return s, nil
}

func (d Deps) check() error {
	switch {
	case d.Engine == nil || d.Clock == nil:
		return errors.New("stripesandbox: an engine and a clock are needed")
	case !strings.HasPrefix(d.Key, "sk_test_"):
		return errors.New("stripesandbox: the key must start with sk_test_")
	case d.PublicURL == "" || strings.HasSuffix(d.PublicURL, "/"):
		return errors.New("stripesandbox: the public URL is missing or ends with a slash")
	}
	for _, e := range d.Endpoints {
		if e.URL == "" || len(e.Secret) < 16 {
			return errors.New("stripesandbox: a webhook endpoint lacks its URL, or its secret is too short")
		}
	}
	return nil
}
