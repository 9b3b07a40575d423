// Package account is the way in, and what everybody decides for themself: language,
// notices, passkeys, sessions, their own data.
//
// Neighbours: page gives a handler what it works with; app decides; ui draws;
// portal/assets/files/passkey.js is the browser's half of a passkey. Invariants: no
// rule stands here, so a page refuses what the API refuses; opening a page signs
// nobody in and stops no mail, because mail programs open pages too; what a page
// answers to an address never tells whether somebody has it; no address, token or
// code of anybody is in a path that we make, but for the mailed link itself.
package account
