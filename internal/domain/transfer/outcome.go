package transfer

import "errors"

// Class says what an answer of Stripe means for the money and what to do next
// (STRIPE.md §1).
type Class string

// The classes.
const (
	// OK: it happened.
	OK Class = "ok"
	// DefiniteNo: it didn't happen and won't under this key. The refusal is stored,
	// and the next try is a new attempt.
	DefiniteNo Class = "definite_no"
	// TryLater: it didn't happen; the same key may be sent again after a pause.
	TryLater Class = "try_later"
	// Ambiguous: it may have happened. Same key, and look before sending again.
	Ambiguous Class = "ambiguous"
	// Frozen: one key was used for two different requests, or what is found doesn't
	// fit what was asked. Stop and call a person.
	Frozen Class = "frozen"
)

// The codes that are ours; all others are Stripe's own.
const (
	CodeWithoutCode      = "refused_without_code" // Stripe gave none: fetch the account to learn why
	CodeNoAnswer         = "no_answer"            // the connection broke or timed out
	CodeUnreadableAnswer = "unreadable_answer"    // not what Stripe answers, or about something else
	CodeServerError      = "server_error"         // a 5xx
	CodeNotSent          = "not_sent"             // nothing left this machine
	CodeTooLate          = "too_late"             // the time to send had passed
	CodeUnauthorized     = "unauthorized"         // 401: the key is wrong, expired or revoked
	CodeForbidden        = "forbidden"            // 403: the key may not do this
	CodeBusy             = "busy"                 // 409 or 429 without a code
	CodeReusedKey        = "idempotency_error"    // one key, two requests
	CodeSeveralTransfers = "several_transfers"    // one reward, more than one transfer
	CodeForeignTransfer  = "foreign_transfer"     // a transfer in the group that differs from the request
)

// Refusal is any answer of Stripe that isn't OK.
type Refusal struct {
	Class     Class
	Code      string // stable snake_case word: Stripe's code or one of ours
	Operator  bool   // the installation's operator must act: key or permission
	RequestID string // Stripe's, for its support; may be empty
	Cause     error  // for the log; may be nil
}

// Error implements error; it is for logs.
func (r *Refusal) Error() string {
	s := "stripe: " + string(r.Class) + "/" + r.Code
	if r.RequestID != "" {
		s += " (" + r.RequestID + ")"
	}
	if r.Cause != nil {
		s += ": " + r.Cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (r *Refusal) Unwrap() error { return r.Cause }

// RefusalOf returns the refusal inside err. An error that isn't one is Ambiguous,
// because nothing is known about it; nil stays nil.
func RefusalOf(err error) *Refusal {
	if err == nil {
		return nil
	}
	if r, ok := errors.AsType[*Refusal](err); ok {
		return r
	}
	return &Refusal{Class: Ambiguous, Code: CodeNoAnswer, Cause: err}
}

// ClassOf returns the class of an answer; nil is OK.
func ClassOf(err error) Class {
	if r := RefusalOf(err); r != nil {
		return r.Class
	}
	return OK
}
