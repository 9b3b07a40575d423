package boot

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/goodword/goodword/internal/config"
)

// auditCmd checks the record of who did what.
type auditCmd struct {
	config.Settings
}

// Run compares the record with the documents, and fails when they disagree.
func (c auditCmd) Run(env Env) error {
	return operate(env, c.Settings, func(ctx context.Context, h *House) error {
		a, err := h.App.Activity.Audit(ctx)
		if err != nil {
			return err
		}
		enc := json.NewEncoder(env.Out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(a); err != nil {
			return err
		}
		if len(a.Findings) > 0 {
			return fmt.Errorf("%d findings; docs/runbook.md says what to do", len(a.Findings))
		}
		return nil
	})
}
