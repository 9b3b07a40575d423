package boot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/config"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/mail"
	"github.com/goodword/goodword/internal/passkey"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/mongo"
	"github.com/goodword/goodword/internal/store/sqlite"
	"github.com/goodword/goodword/internal/stripesandbox"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/internal/worker"
)

// House is the product, built and not yet running. Its exported fields are for the
// commands and for tests.
type House struct {
	Settings config.Settings
	App      *app.App
	Clock    *app.MovableClock      // nil where the clock doesn't move
	Sandbox  *stripesandbox.Sandbox // nil where Stripe is real
	Worker   *worker.Worker
	Mailbox  *Mailbox // nil where mails are sent

	log      *slog.Logger
	quiet    *atomic.Bool // while it is set the log says errors only
	document []byte
	secret   []byte
	engine   store.Engine
	words    *locale.Catalogues
	stripe   *payout.Client
	smtp     *mail.SMTP // nil where mails are kept in the mailbox
	registry *prometheus.Registry
	metrics  *web.Metrics
	started  []func(context.Context) // long-running parts; each ends with its context
	walking  sync.Mutex              // held while a page moves the clock
	prepared atomic.Bool             // the first admin and the demo data are there
	closers  []func() error
}

// Parts are what a House gets from outside.
type Parts struct {
	Log       *slog.Logger
	Document  []byte            // openapi.yaml
	Local     string            // scheme and host at which this process itself is reached
	Transport http.RoundTripper // to Stripe; nil for the standard one
}

// Open builds the product. Close it even when it never ran.
func Open(ctx context.Context, s config.Settings, p Parts) (h *House, err error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	h = &House{Settings: s, document: p.Document}
	h.log, h.quiet = hushed(p.Log)
	defer func() {
		if err != nil {
			err = errors.Join(err, h.Close())
		}
	}()
	for _, build := range []func(context.Context, Parts) error{
		h.openSecret, h.openEngine, h.openClock, h.openStripe, h.openApp, h.openWorker,
	} {
		if err := build(ctx, p); err != nil {
			return h, err
		}
	}
	return h, nil
}

// Close closes what was opened, the last first.
func (h *House) Close() error {
	var errs []error
	for i := len(h.closers) - 1; i >= 0; i-- {
		errs = append(errs, h.closers[i]())
	}
	h.closers = nil
	return errors.Join(errs...)
}

// openSecret reads the installation's secret, and makes it at the first start
// outside production.
func (h *House) openSecret(context.Context, Parts) error {
	if h.Settings.Secret != "" {
		h.secret = []byte(h.Settings.Secret)
		return nil
	}
	if err := os.MkdirAll(h.Settings.Data, 0o700); err != nil {
		return fmt.Errorf("GOODWORD_DATA: %w", err)
	}
	path := filepath.Join(h.Settings.Data, "secret")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, werr := f.WriteString(rand.Text() + rand.Text())
		if err := errors.Join(werr, f.Sync(), f.Close()); err != nil {
			return fmt.Errorf("secret: %w", err)
		}
	} else if !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("secret: %w", err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("secret: %w", err)
	}
	if h.secret = []byte(strings.TrimSpace(string(b))); len(h.secret) < 32 {
		return fmt.Errorf("secret: %s is too short; if the database is new, remove it", path)
	}
	return nil
}

// openEngine opens the database.
func (h *House) openEngine(ctx context.Context, _ Parts) (err error) {
	if uri := h.Settings.MongoURI; uri != "" {
		h.engine, err = mongo.Open(ctx, uri, h.Settings.MongoDB)
	} else {
		if err := os.MkdirAll(h.Settings.Data, 0o700); err != nil {
			return fmt.Errorf("GOODWORD_DATA: %w", err)
		}
		h.engine, err = sqlite.Open(ctx, filepath.Join(h.Settings.Data, "goodword.db"))
	}
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	h.closers = append(h.closers, h.engine.Close)
	return nil
}

// demoStart is how long ago the demo's story begins.
const demoStart = -120 * 24 * time.Hour

// openClock opens the movable clock where nothing real depends on the time.
func (h *House) openClock(ctx context.Context, _ Parts) (err error) {
	if h.Settings.Production() || h.Settings.StripeKey != "" {
		return nil
	}
	start := demoStart
	if h.Settings.Empty {
		start = 0
	}
	h.Clock, err = app.OpenClock(ctx, h.engine, start)
	return err
}

// now is the product's clock.
func (h *House) now() app.Clock {
	if h.Clock != nil {
		return h.Clock
	}
	return app.WallClock{}
}

// openStripe makes the client, and the sandbox that it talks to where no key is
// set.
func (h *House) openStripe(ctx context.Context, p Parts) (err error) {
	c := payout.Config{
		Key: h.Settings.StripeKey, BaseURL: h.Settings.StripeURL, PlatformCountry: h.Settings.StripeCountry,
		WebhookSecrets: h.Settings.StripeWebhookSecrets, Transport: p.Transport,
	}
	if h.Settings.Sandbox() {
		if c.BaseURL, err = h.openSandbox(ctx, p); err != nil {
			return err
		}
		c.Key = stripesandbox.DefaultKey
		c.WebhookSecrets = []string{h.webhookSecret()}
	}
	h.stripe, err = payout.New(c)
	return err
}

// openPasskeys returns the authority for passkeys, or nil where browsers give this
// site none.
func (h *House) openPasskeys() (app.PasskeyAuthority, error) {
	a, err := passkey.New(h.Settings.URL(), h.sender().Name)
	if errors.Is(err, passkey.ErrNoPasskeys) {
		h.log.Info("no passkeys here: the base URL needs a host name and https, or localhost")
		return nil, nil
	}
	return a, err
}

// openApp builds the application on the database, with its mails.
func (h *House) openApp(ctx context.Context, _ Parts) (err error) {
	if h.words, err = locale.Load(); err != nil {
		return err
	}
	transport, err := h.openMail(ctx)
	if err != nil {
		return err
	}
	renderer, err := mail.NewRenderer(h.words, h.sender(), !h.Settings.Live())
	if err != nil {
		return err
	}
	passkeys, err := h.openPasskeys()
	if err != nil {
		return err
	}
	h.App, err = app.New(app.Config{
		Engine: h.engine, Clock: h.now(), Random: rand.Reader, Secret: h.secret, Log: h.log, BaseURL: h.Settings.URL(),
		Mode: h.mode(), Stripe: h.stripe, Mailer: mail.NewMailer(renderer, transport), Passkeys: passkeys,
		Nudge: func() {
			if h.Worker != nil {
				h.Worker.Nudge()
			}
		},
	})
	if err != nil {
		return err
	}
	if err := h.App.Ensure(ctx); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	h.started = append(h.started, h.App.Activity.Follow)
	h.App.Visits.Start()
	h.closers = append(h.closers, func() error { h.App.Visits.Close(); return nil })
	return nil
}

// openMail opens the mail server's side, or the local mailbox.
func (h *House) openMail(ctx context.Context) (mail.Transport, error) {
	if h.Settings.SMTPURL != "" {
		var err error
		h.smtp, err = mail.NewSMTP(h.Settings.SMTPURL, h.sender(), nil)
		return h.smtp, err
	}
	h.Mailbox = newMailbox(h.engine)
	if err := h.Mailbox.ensure(ctx); err != nil {
		return nil, err
	}
	return mail.NewBox(h.Mailbox, h.now().Now)
}

func (h *House) sender() mail.Sender {
	return mail.Sender{Name: h.Settings.Brand, Address: h.Settings.MailFrom, Holder: h.Settings.Holder}
}

// mode is the mode that API keys have to be of.
func (h *House) mode() apikey.Mode {
	if h.Settings.Live() {
		return apikey.Live
	}
	return apikey.Test
}

// openWorker builds the worker and the metrics that watch it.
func (h *House) openWorker(_ context.Context, _ Parts) (err error) {
	h.registry = prometheus.NewRegistry()
	h.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if h.metrics, err = web.NewMetrics(h.registry); err != nil {
		return err
	}
	tasks := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "goodword_tasks_total", Help: "Tasks tried, by collection and outcome.",
	}, []string{"queue", "outcome"})
	if err := h.registry.Register(tasks); err != nil {
		return err
	}
	var queues []worker.Queue
	for _, q := range h.App.Queues() {
		queues = append(queues, q)
	}
	h.Worker, err = worker.New(worker.Config{
		Queues: queues, Log: h.log,
		Observe: func(queue string, o aggregate.Outcome, _ time.Duration) {
			tasks.WithLabelValues(queue, string(o)).Inc()
		},
	})
	return err
}

// listen opens a listener that is closed with the House.
func (h *House) listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	h.closers = append(h.closers, func() error {
		if err := l.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			return err
		}
		return nil
	})
	return l, nil
}

// logger writes JSON lines.
func logger(w io.Writer, level string) *slog.Logger {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		l = slog.LevelInfo
	}
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: l}))
}
