// Package portaltest is the portal as its tests meet it: the real application on
// SQLite, the real Stripe client talking HTTP to the sandbox, every mail recorded,
// a clock moved by hand, and browsers that sign in as people do.
//
// Neighbours: the tests of portal's packages, which are external test packages,
// since this one mounts the whole portal. Invariant: whatever page a Browser is
// shown is checked for what every page owes its reader.
package portaltest
