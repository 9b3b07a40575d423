package boot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/goodword/goodword/internal/config"
)

type checkCmd struct {
	config.Settings
}

// Run asks each part whether it works and prints what it said.
func (c checkCmd) Run(env Env) error {
	return operate(env, c.Settings, func(ctx context.Context, h *House) error {
		ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
		defer cancel()
		var failed []error
		for _, part := range []struct {
			name string
			ask  func(context.Context) error
		}{
			{"settings", func(context.Context) error { return nil }},
			{"database", h.App.Ready},
			{"Stripe", h.stripe.Ping},
			{"mail", h.pingMail},
		} {
			err := part.ask(ctx)
			word := "ok"
			if err != nil {
				word = "FAILED"
				failed = append(failed, fmt.Errorf("%s: %w", part.name, err))
			}
			if _, err := fmt.Fprintf(env.Out, "%-10s %s\n", part.name, word); err != nil {
				return err
			}
		}
		return errors.Join(failed...)
	})
}

// pingMail asks the mail server; the local mailbox is part of the database.
func (h *House) pingMail(ctx context.Context) error {
	if h.smtp == nil {
		return nil
	}
	return h.smtp.Ping(ctx)
}

type reconcileCmd struct {
	config.Settings
}

// Run compares rewards, ledger and transfers, and fails when they disagree.
func (c reconcileCmd) Run(env Env) error {
	return operate(env, c.Settings, func(ctx context.Context, h *House) error {
		r, err := h.App.Rewards.Reconcile(ctx)
		if err != nil {
			return err
		}
		enc := json.NewEncoder(env.Out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(r); err != nil {
			return err
		}
		if len(r.Findings) > 0 {
			return fmt.Errorf("%d findings; docs/runbook.md says what to do", len(r.Findings))
		}
		return nil
	})
}

type healthcheckCmd struct {
	URL string `help:"Of the running product." default:"http://localhost:8080" env:"GOODWORD_HEALTH_URL"`
}

// Run asks /readyz.
func (c healthcheckCmd) Run(env Env) error {
	ctx, cancel := context.WithTimeout(env.Context, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("not ready: %s", resp.Status)
	}
	return nil
}
