// Package reference renders openapi.yaml as pages for people: plain HTML and one
// stylesheet, no scripts, nothing from elsewhere. Every operation, parameter,
// schema and problem code has an address of its own.
//
// Neighbours: given the document by api, which serves what it renders; imports
// nothing of ours.
//
// Invariants: the pages are rendered once, at start; they hold only what the
// document says.
package reference
