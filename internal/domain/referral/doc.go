// Package referral is the heart of Goodword: one introduction of one person by
// one referrer, from its entry to a decided deal.
//
// Moves is the single table of which verb moves what and who may; docs/states.md
// is rendered from it. Each verb is a method that checks who and state, changes,
// records an event and schedules what must follow. The promise's deadlines are
// Steps, each with its own tasks, so a promise that isn't kept makes itself known.
//
// Neighbours: program gives the frozen Terms that every verb works under; promise
// and calendar compute deadlines; vetting gives the verdict; deal is the part that
// money depends on. app looks things up, calls the verbs and performs the tasks.
//
// Invariants: a referral never leaves the revision it was submitted under; nobody
// is contacted before the yes; a no ends contact in every state; a person's
// details stand in Personal, and in Pending until their yes is confirmed, and
// nowhere else; a claim is held by at most one
// referral (unique keys in the store); a verb that already took effect changes
// nothing.
package referral
