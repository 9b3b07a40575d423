// Package calendar holds the two clocks of a promise: the company's working
// hours, on which durations run, and a person's contact window, in which they
// may be contacted (PRODUCT.md §3).
//
// Neighbours: promise computes its deadlines with it, program stores a Calendar
// and a Window. The package needs the time zone database; main embeds it.
//
// Invariants: times go in and come out as instants; wall-clock readings exist
// only inside. A reading that a clock change skips is taken as the instant of
// the change, one that happens twice as the first of the two. A value that
// passed Check never makes a function loop or fail; one that did not gives the
// time back that was asked about, and an unknown zone counts as UTC.
package calendar
