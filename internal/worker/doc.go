// Package worker performs what is due: it asks each queue for due work, claims it,
// performs it and settles it, at least once, and stops gracefully.
//
// A queue is one collection of aggregates (app builds them); leases and fencing
// numbers are in the documents, so any number of processes may work on one
// database, and a killed one's work is taken up when its lease ends, within 30 s.
//
// Neighbours: app implements Queue; boot starts and stops the worker. Invariants: a
// task is settled by the claim that performed it or not at all; one poisoned
// document holds up nobody else; a panic counts as a failed try.
package worker
