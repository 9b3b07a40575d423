// Package promise holds what a program promises about a referral, as clauses
// that the machine can keep: who may contact the person, how, when and how
// often, by when each side hears, and what never happens (PRODUCT.md §3).
//
// Neighbours: program stores a Promise in each revision; referral asks it for
// deadlines and verdicts and hands it the facts of the timeline; app and portal
// render its messages with package locale.
//
// Invariants: everything is computed from values that are handed in, the time
// included; a message never holds a sentence; no verdict allows a contact after
// a no.
package promise
