// Package office is what the installation itself is looked after from: the staff's
// overview, the record of who did what, API keys, and the sandbox outside
// production.
//
// Neighbours: page gives a handler what it works with; app decides; ui draws.
// Invariants: no rule stands here, so a page refuses what the API refuses; a key's
// secret is printed once, in the answer to the form that made it, and never kept.
package office
