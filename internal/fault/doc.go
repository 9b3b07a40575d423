// Package fault holds the one error type that every room of the house speaks.
//
// A fault is an answer that we stand behind: it has a code from a closed set
// (which decides the HTTP status, see package web), a stable reason that clients
// and translations key on, and a sentence that says what to do. Any other error
// is internal: it is logged whole and shown as one neutral sentence.
//
// Invariants: fault imports the standard library only; a Reason never changes
// its meaning once it is published in openapi.yaml.
package fault
