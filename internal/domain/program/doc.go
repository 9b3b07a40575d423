// Package program holds a referral program: its draft, which staff edit, and its
// revisions, which nobody does.
//
// Neighbours: promise, calendar, form, vetting and reward are the parts of its
// Terms; app.Programs keeps programs and publishes them; a referral works under
// the Terms of the revision that it was submitted under.
//
// Invariants: a revision never changes and none is lost: it is inserted under
// program|n before the program points to it; Published grows by one; Terms that
// passed Check can be published as they are.
package program
