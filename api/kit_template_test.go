package api

import (
	"context"
	"crypto/rand"
	"log/slog"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/payout"
	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/sqlite/sqlitetest"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// template has every collection of the application and of the sandbox.
var template = sqlitetest.NewTemplate(func(ctx context.Context, engine store.Engine) error {
	if _, err := stripesandbox.New(ctx, stripesandbox.Deps{Engine: engine, Clock: app.WallClock{}, PublicURL: baseURL}); err != nil {
		return err
	}
	client, err := payout.New(payout.Config{Key: stripesandbox.DefaultKey, BaseURL: baseURL})
	if err != nil {
		return err
	}
	a, err := app.New(app.Config{
		Engine: engine, Clock: app.WallClock{}, Random: rand.Reader, Secret: []byte("0123456789abcdef0123456789abcdef"),
		Log: slog.New(slog.DiscardHandler), BaseURL: baseURL, Mode: apikey.Test, Stripe: client, Mailer: &mailbox{},
	})
	if err != nil {
		return err
	}
	return a.Ensure(ctx)
})
