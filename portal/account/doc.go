// Package account is the way in, and what everybody decides for themself: language, notices, passkeys, sessions, their own data.
//
// Neighbours: page gives a handler what it works with; app decides; ui draws.
// Invariant: no rule stands here, so a page refuses what the API refuses.
package account
