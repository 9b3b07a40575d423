package fault

import (
	"errors"
	"fmt"
	"time"
)

// Code is the class of a fault. The set is closed; package web maps each to one
// HTTP status.
type Code string

// The codes, with the status that each becomes.
const (
	Malformed            Code = "malformed"             // 400: broken JSON, encoding or header
	Unauthenticated      Code = "unauthenticated"       // 401: no or wrong credentials
	Forbidden            Code = "forbidden"             // 403: known, but not allowed
	NotFound             Code = "not_found"             // 404: not there, or not yours
	MethodNotAllowed     Code = "method_not_allowed"    // 405
	Conflict             Code = "conflict"              // 409: the state or another record stands against it
	Precondition         Code = "precondition"          // 412: If-Match names another revision
	TooLarge             Code = "too_large"             // 413
	UnsupportedMedia     Code = "unsupported_media"     // 415
	Invalid              Code = "invalid"               // 422: wrong in itself
	PreconditionRequired Code = "precondition_required" // 428: If-Match is missing
	TooMany              Code = "too_many"              // 429
	Internal             Code = "internal"              // 500: our fault
	Unavailable          Code = "unavailable"           // 503: try again
)

// Field is one thing wrong with one field of the input.
type Field struct {
	Pointer string `json:"pointer"` // RFC 6901 pointer into the request body, or "?name" for a query parameter
	Code    string `json:"code"`    // stable snake_case word
	Detail  string `json:"detail"`  // what to do about it
}

// Error is a fault. Message is English and safe to show; it holds no personal
// data beyond what the caller sent.
type Error struct {
	Code       Code
	Reason     string            // stable snake_case word, the "code" of a problem document
	Message    string            // one sentence that says what is wrong and what to do
	Args       map[string]string // values for translated messages
	Fields     []Field           // set when single fields are at fault
	RetryAfter time.Duration     // for TooMany and Unavailable
	cause      error
}

// New returns a fault.
func New(code Code, reason, message string) *Error {
	return &Error{Code: code, Reason: reason, Message: message}
}

// Newf returns a fault with a formatted message.
func Newf(code Code, reason, format string, args ...any) *Error {
	return New(code, reason, fmt.Sprintf(format, args...))
}

// OfField returns an Invalid fault about a single field.
func OfField(pointer, code, detail string) *Error {
	return OfFields(Field{Pointer: pointer, Code: code, Detail: detail})
}

// OfFields returns an Invalid fault about several fields.
func OfFields(fields ...Field) *Error {
	return &Error{Code: Invalid, Reason: "invalid_fields", Message: "Some fields need another value.", Fields: fields}
}

// Wrap returns a copy of e that carries cause for the log.
func (e *Error) Wrap(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// With returns a copy of e with one more argument for translated messages.
func (e *Error) With(name, value string) *Error {
	c := *e
	c.Args = map[string]string{name: value}
	for k, v := range e.Args {
		if k != name {
			c.Args[k] = v
		}
	}
	return &c
}

// After returns a copy of e that asks the caller to come back after d.
func (e *Error) After(d time.Duration) *Error {
	c := *e
	c.RetryAfter = d
	return &c
}

// Error implements error; it is for logs and includes the cause.
func (e *Error) Error() string {
	s := string(e.Code) + "/" + e.Reason + ": " + e.Message
	for _, f := range e.Fields {
		s += " [" + f.Pointer + " " + f.Code + "]"
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }

// Of returns the fault inside err, or an Internal fault that wraps err. Of(nil)
// is nil.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return New(Internal, "internal", "Something went wrong on our side. Please try again, or tell us the request id.").Wrap(err)
}

// Is reports whether err is a fault with the given code.
func Is(err error, code Code) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Code == code
}

// Because reports whether err is a fault with the given reason.
func Because(err error, reason string) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Reason == reason
}
