// Package programs is the editor of a program: its form, its promise, its rewards, and publishing.
//
// Neighbours: page gives a handler what it works with; app decides; ui draws.
// Invariant: no rule stands here, so a page refuses what the API refuses.
package programs
