// Package programs is the editor of a program: what it says, how that reads to a
// referrer and to a person, and publishing it.
//
// One table of controls (see control) says what can be edited: a page draws them, a
// form is read by them, a fault of the application finds its place by them, and
// two terms are compared by them. So what one page can set, every other can show.
//
// Neighbours: page gives a handler what it works with; app decides and keeps;
// domain/promise and domain/program word the terms; ui draws. Invariants: no rule
// stands here, so a page refuses what the API refuses; a form that is sent back
// as it was read changes nothing; each field of program.Terms has its control.
package programs
