// Package referrer is the pages of a customer who puts in a good word: home, introductions, links, rewards, how they are paid.
//
// Neighbours: page gives a handler what it works with; app decides; ui draws.
// Invariant: no rule stands here, so a page refuses what the API refuses.
package referrer
