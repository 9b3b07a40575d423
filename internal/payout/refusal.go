package payout

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptrace"
	"regexp"
	"sync/atomic"

	"github.com/stripe/stripe-go/v76"

	"github.com/goodword/goodword/internal/domain/transfer"
)

// errUnreadable is a 2xx that isn't what Stripe answers.
var errUnreadable = errors.New("the answer isn't what was asked for")

// stableCode is the form of Stripe's error codes.
var stableCode = regexp.MustCompile(`^[a-z0-9_]{1,64}$`)

// trip watches one call, to know whether anything left this machine. It trusts
// only what the transport reports: one that reports nothing may have sent.
type trip struct{ asked, connected atomic.Bool }

// watch returns a context whose request reports to t.
func (t *trip) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { t.asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { t.connected.Store(true) },
	})
}

// refusal classifies an error of stripe-go by the table of STRIPE.md §1.
func (t *trip) refusal(err error) *transfer.Refusal {
	var se *stripe.Error
	if errors.As(err, &se) {
		return ofStripe(se)
	}
	r := &transfer.Refusal{Class: transfer.Ambiguous, Code: transfer.CodeNoAnswer, Cause: err}
	switch {
	case t.asked.Load() && !t.connected.Load():
		r.Class, r.Code = transfer.TryLater, transfer.CodeNotSent
	case errors.Is(err, errUnreadable):
		r.Code = transfer.CodeUnreadableAnswer
	}
	return r
}

func ofStripe(e *stripe.Error) *transfer.Refusal {
	r := &transfer.Refusal{Class: transfer.Ambiguous, Code: code(e, transfer.CodeServerError), RequestID: e.RequestID, Cause: e}
	switch s := e.HTTPStatusCode; {
	case s == http.StatusBadRequest && e.Type == stripe.ErrorTypeIdempotency:
		r.Class, r.Code = transfer.Frozen, transfer.CodeReusedKey
	case s == http.StatusBadRequest || s == http.StatusPaymentRequired || s == http.StatusNotFound:
		if e.Type == stripe.ErrorTypeIdempotency {
			break
		}
		r.Class, r.Code = transfer.DefiniteNo, code(e, transfer.CodeWithoutCode)
	case s == http.StatusUnauthorized:
		r.Class, r.Code, r.Operator = transfer.TryLater, code(e, transfer.CodeUnauthorized), true
	case s == http.StatusForbidden:
		r.Class, r.Code, r.Operator = transfer.TryLater, code(e, transfer.CodeForbidden), true
	case s == http.StatusConflict || s == http.StatusTooManyRequests:
		r.Class, r.Code = transfer.TryLater, code(e, transfer.CodeBusy)
	}
	return r
}

// code is Stripe's own code where it has the form of one; the text of an error is
// never used as one.
func code(e *stripe.Error, otherwise string) string {
	if c := string(e.Code); stableCode.MatchString(c) {
		return c
	}
	return otherwise
}
