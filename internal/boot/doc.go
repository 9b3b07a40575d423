// Package boot is the one place that constructs, runs and closes the product, and
// its command line.
//
// Neighbours: main calls Main; boot knows every other room. Invariants: what is
// opened first is closed last; a signal ends requests and tasks in hand before the
// database closes; nothing of the sandbox is built in production.
package boot
