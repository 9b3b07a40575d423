// Package desk is the daily work of reviewers and reps: the review queue, introductions, the follow-up board.
//
// Neighbours: page gives a handler what it works with; app decides; ui draws.
// Invariant: no rule stands here, so a page refuses what the API refuses.
package desk
