// Package approvals is the work of approvers: rewards that wait for a decision, and what became of them.
//
// Neighbours: page gives a handler what it works with; app decides; ui draws.
// Invariant: no rule stands here, so a page refuses what the API refuses.
package approvals
