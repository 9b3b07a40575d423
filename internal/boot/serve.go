package boot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/goodword/goodword/api"
	"github.com/goodword/goodword/internal/config"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal"
	"github.com/goodword/goodword/portal/bridge"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

type serveCmd struct {
	config.Settings
}

// Run serves until the context ends.
func (c serveCmd) Run(env Env) error {
	if err := checked(c.Settings); err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("GOODWORD_ADDR: %w", err)
	}
	defer l.Close()
	if c.BaseURL == "" {
		c.Addr = listened(c.Addr, l)
	}
	h, err := Open(env.Context, c.Settings, Parts{Log: logger(env.Err, c.Log), Document: env.Document, Local: local(l)})
	if err != nil {
		return err
	}
	err = h.Serve(env.Context, l, env.Out)
	return errors.Join(err, h.Close())
}

// listened is the address with the port that was really taken, for ":0".
func listened(addr string, l net.Listener) string {
	host, _, err := net.SplitHostPort(addr)
	_, port, perr := net.SplitHostPort(l.Addr().String())
	if err != nil || perr != nil {
		return addr
	}
	return net.JoinHostPort(host, port)
}

// local is how this process reaches itself.
func local(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if ip := net.ParseIP(host); err != nil || ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// Serve runs the product on a listener until ctx ends: then it stops taking
// requests, finishes those in hand and the tasks under way, and returns. out gets
// what a person should know at start; it may be nil.
func (h *House) Serve(ctx context.Context, l net.Listener, out io.Writer) error {
	handler, err := h.Handler()
	if err != nil {
		return err
	}
	srv := web.NewServer(handler, h.log)
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	var running sync.WaitGroup
	failed := make(chan error, 2)
	running.Go(func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			failed <- err
		}
	})
	if err := h.startMetrics(); err != nil {
		return errors.Join(err, srv.Close())
	}
	if err := h.Prepare(ctx, out); err != nil {
		return errors.Join(err, srv.Close())
	}
	running.Go(func() { h.Worker.Run(work) })
	for _, part := range h.started {
		running.Go(func() { part(work) })
	}
	if h.Clock != nil {
		running.Go(func() { h.followClock(work) })
	}
	h.log.Info("ready", "url", h.Settings.URL())

	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	drain, cancel := context.WithTimeout(context.Background(), h.Settings.Drain)
	defer cancel()
	if serr := srv.Shutdown(drain); serr != nil {
		err = errors.Join(err, serr, srv.Close())
	}
	stopWork()
	running.Wait()
	h.log.Info("stopped")
	return err
}

// followClock takes over what another process moved the clock to.
func (h *House) followClock(ctx context.Context) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if err := h.Clock.Refresh(ctx); err != nil && ctx.Err() == nil {
				h.log.Warn("the clock can't be read", "error", err)
			}
		}
	}
}

// startMetrics serves /metrics on an address of its own, where one is set.
func (h *House) startMetrics() error {
	if h.Settings.MetricsAddr == "" {
		return nil
	}
	l, err := h.listen(h.Settings.MetricsAddr)
	if err != nil {
		return fmt.Errorf("GOODWORD_METRICS_ADDR: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(h.registry, promhttp.HandlerOpts{}))
	srv := web.NewServer(mux, h.log)
	go func() { _ = srv.Serve(l) }()
	h.closers = append(h.closers, srv.Close)
	return nil
}

// maxInFlight bounds the requests at once; more are told to come back.
const maxInFlight = 512

// Handler is everything that the product serves.
func (h *House) Handler() (http.Handler, error) {
	a, err := api.New(h.apiDeps())
	if err != nil {
		return nil, err
	}
	p, err := portal.New(h.portalDeps())
	if err != nil {
		return nil, err
	}
	e, err := web.NewEngine(web.Options{
		Log: h.log, Metrics: h.metrics, TrustedProxies: h.Settings.TrustedProxies, HTTPS: h.Settings.Production(),
		MaxInFlight: maxInFlight, Page: p.Problem,
	})
	if err != nil {
		return nil, err
	}
	a.Register(e)
	p.Mount(e)
	if h.Sandbox != nil {
		web.MountHandler(e, h.Sandbox.PagesHandler(), "/sandbox/connect/*rest", "/sandbox/express/*rest")
	}
	return web.Compress(e)
}

// ready reports what keeps the product from serving.
func (h *House) ready(ctx context.Context) error {
	if !h.prepared.Load() {
		return errors.New("boot: still starting")
	}
	return h.App.Ready(ctx)
}

func (h *House) apiDeps() api.Deps {
	d := api.Deps{
		App: h.App, Texts: h.words, Authenticate: api.Authenticator(h.App.Keys), StripeEvents: h.stripe.ParseEvent,
		Ready: h.ready, Log: h.log,
		Cursors: web.NewCursors(h.secret), Document: h.document, WallNow: time.Now,
		PerKey: perMinute("key", h.Settings.KeyRate), PerIP: perMinute("address", h.Settings.IPRate),
	}
	if h.Sandbox != nil {
		d.Sandbox = &api.Sandbox{Walk: sandboxPage{h}.Walk, Control: h.Sandbox.ControlHandler()}
	}
	return d
}

// perMinute is a rate limit; none where n is 0.
func perMinute(name string, n int) web.Policy {
	if n <= 0 {
		return web.Policy{}
	}
	return web.Policy{Name: name, Quota: n, Window: time.Minute}
}

func (h *House) portalDeps() portal.Deps {
	words := func(tags ...string) ui.Words { return h.words.For(tags...) }
	d := portal.Deps{
		Services: bridge.New(h.App, words),
		Deps: page.Deps{
			App: h.App, Words: words, Languages: locale.Languages(), Hue: h.Settings.Hue, BaseURL: h.Settings.URL(),
			TestMode: !h.Settings.Live(), HasDemo: h.Sandbox != nil, Secret: h.secret, Now: time.Now,
			Brand: ui.Brand{Name: h.Settings.Brand, Holder: h.Settings.Holder, Contact: h.Settings.MailFrom},
		},
	}
	if h.Sandbox != nil && h.Mailbox != nil && !h.Settings.Empty {
		d.Cast = demoPlayers(h.Settings.Admin)
	}
	if h.Mailbox != nil {
		d.Mailbox = h.Mailbox
	}
	if h.Sandbox != nil {
		d.Sandbox = sandboxPage{h}
	}
	return d
}
