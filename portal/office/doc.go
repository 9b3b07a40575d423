// Package office is what an admin looks after: the overview, activity, keys, and the sandbox outside production.
//
// Neighbours: page gives a handler what it works with; app decides; ui draws.
// Invariant: no rule stands here, so a page refuses what the API refuses.
package office
