// Package kit shows each component of the design system in each of its states, on
// one page outside production, for people to look at.
//
// Neighbours: ui is what it shows, with words of the catalogues. Invariant: it
// reads nothing of anybody.
package kit
