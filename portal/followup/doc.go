// Package followup is the board of those who follow up: whom to get in touch with
// now, by what and with which words, what came of it, and what is late.
//
// Neighbours: page gives a handler what it works with; app says what is owed and
// whether somebody may be contacted; desk has the page of every other action on a
// referral. Invariants: no rule stands here; a contact that is outside the promise
// is never recorded by one tap.
package followup
