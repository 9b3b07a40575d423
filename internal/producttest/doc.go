// Package producttest starts the product as an operator does, as processes of its
// binary, for tests that meet it from outside.
//
// Neighbours: processtest, which kills, stops and doubles processes, and
// browsertest, which opens their pages. Invariants: the binary is built once in a
// run of tests, as the image is built, and without the race detector; what a test
// starts has ended when the test has. Only tests import this package.
package producttest
