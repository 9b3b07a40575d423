package stripesandbox

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/goodword/goodword/internal/fault"
)

// ControlHandler serves /sandbox/control/*. It has no authentication of its own:
// the product mounts it outside production and behind its own.
func (s *Sandbox) ControlHandler() http.Handler {
	mux := http.NewServeMux()
	take(mux, "POST /sandbox/control/top-up", func(ctx context.Context, _ string, b struct {
		Amount   int64  `json:"amount"`
		Currency string `json:"currency"`
	}) (any, error) {
		return nil, s.TopUp(ctx, b.Amount, b.Currency)
	})
	take(mux, "POST /sandbox/control/accounts/{id}", func(ctx context.Context, id string, b struct {
		State AccountState `json:"state"`
	}) (any, error) {
		return nil, s.SetAccount(ctx, id, b.State)
	})
	take(mux, "POST /sandbox/control/pay", func(ctx context.Context, _ string, b Payment) (any, error) { return s.Pay(ctx, b) })
	take(mux, "POST /sandbox/control/refund", func(ctx context.Context, _ string, b struct {
		Charge string `json:"charge"`
		Amount int64  `json:"amount"`
	}) (any, error) {
		id, err := s.Refund(ctx, b.Charge, b.Amount)
		return map[string]string{"refund": id}, err
	})
	take(mux, "POST /sandbox/control/disputes", func(ctx context.Context, _ string, b struct {
		Charge string `json:"charge"`
	}) (any, error) {
		id, err := s.Dispute(ctx, b.Charge)
		return map[string]string{"dispute": id}, err
	})
	take(mux, "POST /sandbox/control/disputes/{id}/close", func(ctx context.Context, id string, b struct {
		Status string `json:"status"`
	}) (any, error) {
		return nil, s.CloseDispute(ctx, id, b.Status)
	})
	s.controlPlan(mux)
	return mux
}

// controlPlan adds what has to do with faults and the state as a whole.
func (s *Sandbox) controlPlan(mux *http.ServeMux) {
	none := func(run func(context.Context, string) (any, error)) func(context.Context, string, struct{}) (any, error) {
		return func(ctx context.Context, id string, _ struct{}) (any, error) { return run(ctx, id) }
	}
	take(mux, "POST /sandbox/control/faults", func(ctx context.Context, _ string, f Fault) (any, error) { return nil, s.Arm(ctx, f) })
	take(mux, "GET /sandbox/control/faults", none(func(ctx context.Context, _ string) (any, error) {
		armed, err := s.Armed(ctx)
		return map[string][]Fault{"faults": armed}, err
	}))
	take(mux, "DELETE /sandbox/control/faults", none(func(ctx context.Context, _ string) (any, error) { return nil, s.Disarm(ctx) }))
	take(mux, "POST /sandbox/control/events/{id}/replay", none(func(ctx context.Context, id string) (any, error) { return nil, s.Replay(ctx, id) }))
	take(mux, "GET /sandbox/control/ledger", none(func(ctx context.Context, _ string) (any, error) { return s.Dump(ctx) }))
	take(mux, "POST /sandbox/control/reset", none(func(ctx context.Context, _ string) (any, error) { return nil, s.Reset(ctx) }))
}

// take adds a control operation: its body is JSON without unknown members, and an
// empty one counts as {}.
func take[T any](mux *http.ServeMux, pattern string, run func(context.Context, string, T) (any, error)) {
	mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		var body T
		d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
		d.DisallowUnknownFields()
		if r.ContentLength != 0 {
			if err := d.Decode(&body); err != nil {
				answerFault(w, fault.New(fault.Malformed, "malformed_body", "The body isn't the JSON object that this takes."))
				return
			}
		}
		out, err := run(r.Context(), r.PathValue("id"), body)
		if err != nil {
			answerFault(w, err)
			return
		}
		if out == nil {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(encode(out))
	})
}

// statuses are the statuses of the faults that controls give.
var statuses = map[fault.Code]int{fault.Malformed: 400, fault.NotFound: 404, fault.Conflict: 409, fault.Invalid: 422, fault.Unavailable: 503}

// answerFault writes a problem document.
func answerFault(w http.ResponseWriter, err error) {
	f := fault.Of(err)
	status := statuses[f.Code]
	if status == 0 || errors.Is(err, errRaced) {
		status = http.StatusInternalServerError
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_, _ = w.Write(encode(map[string]any{"status": status, "code": f.Reason, "detail": f.Message, "errors": f.Fields}))
}
