package stripesandbox

import (
	"context"
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/fault"
)

// FaultKind names what goes wrong.
type FaultKind string

// The faults of the API.
const (
	DropBefore          FaultKind = "drop_before"       // the connection dies, nothing was done
	DropAfterCommit     FaultKind = "drop_after_commit" // it was done, and the connection dies
	HangAfterCommit     FaultKind = "hang_after_commit" // it was done, and the answer never comes
	TruncateBody        FaultKind = "truncate_body"     // it was done, and the answer is cut short
	Error500NoCommit    FaultKind = "500_no_commit"     // stored under the key, nothing was done
	Error500AfterCommit FaultKind = "500_after_commit"  // stored under the key, and it was done
	Error502HTML        FaultKind = "502_html"
	Error503            FaultKind = "503"
	Lock409             FaultKind = "409_lock"
	Rate429             FaultKind = "429_rate"
	Lock429             FaultKind = "429_lock"
	NotPayoutsEnabled   FaultKind = "not_payouts_enabled" // the destination's payouts are switched off
	CapabilityRevoked   FaultKind = "capability_revoked"  // the destination loses its transfers
	AccountDeleted      FaultKind = "account_deleted"     // the destination is deleted
	BalanceInsufficient FaultKind = "balance_insufficient"
	KeyExpired          FaultKind = "key_expired" // the idempotency key is forgotten early
	ListLag             FaultKind = "list_lag"    // what is younger than Seconds isn't in lists yet
	ReversalShort       FaultKind = "reversal_insufficient"
)

// The faults of webhook delivery.
const (
	HookDuplicate    FaultKind = "webhook_duplicate"       // delivered twice
	HookReverse      FaultKind = "webhook_reverse"         // what is due is delivered newest first
	HookDelay        FaultKind = "webhook_delay"           // comes Seconds later
	HookDrop         FaultKind = "webhook_drop"            // lost, and tried again later
	HookWrongSecret  FaultKind = "webhook_wrong_secret"    // signed by somebody else
	HookStale        FaultKind = "webhook_stale_timestamp" // signed an hour ago
	HookOtherVersion FaultKind = "webhook_other_api_version"
	HookNoAccount    FaultKind = "webhook_missing_account" // of a connected account, without its name
)

// Fault is something armed to go wrong. Empty matchers match everything.
type Fault struct {
	Kind    FaultKind `json:"kind"`
	Method  string    `json:"method,omitempty"`  // "POST"; of faults of the API only
	Path    string    `json:"path,omitempty"`    // "/v1/transfers", or a prefix that ends in *
	Key     string    `json:"key,omitempty"`     // an idempotency key
	Type    string    `json:"type,omitempty"`    // an event's type; of webhook faults only
	Count   int       `json:"count,omitempty"`   // how often; 0 means once
	Seconds int64     `json:"seconds,omitempty"` // of list_lag and webhook_delay
}

// usual is where a fault strikes when it is armed without matchers.
var usual = map[FaultKind]struct{ method, path string }{
	NotPayoutsEnabled: {"POST", "/v1/transfers"}, CapabilityRevoked: {"POST", "/v1/transfers"}, AccountDeleted: {"POST", "/v1/transfers"},
	BalanceInsufficient: {"POST", "/v1/transfers"}, ListLag: {"GET", "/v1/transfers"}, KeyExpired: {"POST", "*"}, ReversalShort: {"POST", "/v1/transfers/*"},
	DropBefore: {"POST", "*"}, DropAfterCommit: {"POST", "*"}, HangAfterCommit: {"POST", "*"}, TruncateBody: {"POST", "*"},
	Error500NoCommit: {"POST", "*"}, Error500AfterCommit: {"POST", "*"}, Error502HTML: {"POST", "*"}, Error503: {"POST", "*"},
	Lock409: {"POST", "*"}, Rate429: {"POST", "*"}, Lock429: {"POST", "*"},
}

var hookFaults = map[FaultKind]bool{HookDuplicate: true, HookReverse: true, HookDelay: true, HookDrop: true,
	HookWrongSecret: true, HookStale: true, HookOtherVersion: true, HookNoAccount: true}

// Arm adds faults to the plan. They strike in the order in which they are armed.
func (s *Sandbox) Arm(ctx context.Context, faults ...Fault) error {
	for i, f := range faults {
		place, api := usual[f.Kind]
		if !api && !hookFaults[f.Kind] {
			return fault.OfField("/kind", "unknown_fault", "There is no fault of this kind.")
		}
		if f.Count < 0 || f.Seconds < 0 || f.Count > 1_000_000 {
			return fault.OfField("/count", "out_of_range", "Count and seconds must not be negative.")
		}
		if f.Method == "" && f.Path == "" {
			faults[i].Method, faults[i].Path = place.method, place.path
		}
		faults[i].Count = max(f.Count, 1)
	}
	return s.commit(ctx, func(t *tx) error {
		t.faults, t.taken = append(t.faults, faults...), true
		return nil
	})
}

// Disarm clears the plan.
func (s *Sandbox) Disarm(ctx context.Context) error {
	return s.commit(ctx, func(t *tx) error {
		t.faults, t.taken = nil, true
		return nil
	})
}

// Armed returns the plan that is left.
func (s *Sandbox) Armed(ctx context.Context) ([]Fault, error) {
	j, err := s.journals.Get(ctx, journalID)
	if err != nil {
		return nil, err
	}
	return append([]Fault{}, j.Faults...), nil
}

// strike takes the fault that meets this call from the plan, if one does.
func (s *Sandbox) strike(ctx context.Context, c *call) (*Fault, error) {
	armed, err := s.Armed(ctx)
	if err != nil || len(armed) == 0 {
		return nil, err
	}
	var struck *Fault
	err = s.commit(ctx, func(t *tx) error {
		struck = t.take(func(f Fault) bool { return f.meets(c) })
		return nil
	})
	return struck, err
}

// take removes one count of the first fault that match accepts.
func (t *tx) take(match func(Fault) bool) *Fault {
	for i, f := range t.faults {
		if !match(f) {
			continue
		}
		left := append([]Fault{}, t.faults[:i]...)
		if f.Count > 1 {
			rest := f
			rest.Count--
			left = append(left, rest)
		}
		t.faults, t.taken = append(left, t.faults[i+1:]...), true
		return &f
	}
	return nil
}

func (f Fault) meets(c *call) bool {
	if hookFaults[f.Kind] || f.Method != "" && f.Method != c.method || f.Key != "" && f.Key != c.key {
		return false
	}
	prefix, open := strings.CutSuffix(f.Path, "*")
	return f.Path == "" || c.path == f.Path || open && strings.HasPrefix(c.path, prefix)
}

func (f *Fault) is(k FaultKind) bool { return f != nil && f.Kind == k }

// before answers in place of the operation, or kills the connection.
func (f *Fault) before(w http.ResponseWriter) (answer, bool) {
	if f == nil {
		return answer{}, false
	}
	busy := func(status int, code string) (answer, bool) {
		r := invalid(code, "", "The sandbox was told to be busy.")
		r.Status = status
		return refuse(r), true
	}
	switch f.Kind {
	case DropBefore:
		panic(http.ErrAbortHandler)
	case Error502HTML:
		return answer{status: http.StatusBadGateway, body: []byte("<html><body>Bad gateway</body></html>")}, true
	case Error503:
		r := broken()
		r.Status = http.StatusServiceUnavailable
		return refuse(r), true
	case Lock409:
		return busy(http.StatusConflict, "lock_timeout")
	case Rate429:
		return busy(http.StatusTooManyRequests, "rate_limit")
	case Lock429:
		w.Header().Set("Stripe-Should-Retry", "true")
		return busy(http.StatusTooManyRequests, "lock_timeout")
	}
	return answer{}, false
}

// after strikes when the operation is done and the answer isn't written yet.
func (f *Fault) after(ctx context.Context) {
	switch {
	case f.is(HangAfterCommit):
		<-ctx.Done() // until the caller hangs up
		panic(http.ErrAbortHandler)
	case f.is(DropAfterCommit):
		panic(http.ErrAbortHandler)
	}
}

// write writes the answer, or half of it.
func (f *Fault) write(w http.ResponseWriter, a answer) {
	if !f.is(TruncateBody) {
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body)
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body[:len(a.body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// upset changes the state before the operation runs, as the fault says, or
// refuses in its place.
func (t *tx) upset(c *call, f *Fault) error {
	if f == nil {
		return nil
	}
	switch f.Kind {
	case BalanceInsufficient, ReversalShort:
		return insufficient()
	case CapabilityRevoked:
		return t.alterAccount(c.params["destination"], StateRevoked)
	case NotPayoutsEnabled:
		if err := t.alterAccount(c.params["destination"], StatePaused); err != nil {
			return err
		}
		return invalid("payouts_not_allowed", "destination", "The destination account can't be paid out to.")
	case AccountDeleted:
		return t.alterAccount(c.params["destination"], StateDeleted)
	}
	return nil
}

// requestID names a request for the log; it isn't part of the state.
func requestID() string { return "req_" + rand.Text()[:14] }
