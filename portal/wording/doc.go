// Package wording turns what the application knows into the plain values of package
// view: forms and answers, promises, rewards, how somebody is paid, and one
// introduction as its referrer sees it.
//
// Neighbours: bridge answers the mailed pages with it, the packages of the signed-in
// pages fill theirs, so that both say the same. Invariants: no rule stands here, only
// wording and shape; addresses of people leave masked; faults keep their codes and
// point at the controls of the page that was sent.
package wording
