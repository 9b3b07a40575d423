// Package portaltest is the portal as its tests meet it: the real application on
// SQLite, the real Stripe client talking HTTP to the sandbox, every mail recorded,
// a clock moved by hand, and browsers that sign in as people do.
//
// Neighbours: the tests of the packages of signed-in pages, each of which names the
// areas that it needs, so that none waits for another. Invariant: whatever page a
// Browser is shown is checked for what every page owes its reader.
package portaltest
