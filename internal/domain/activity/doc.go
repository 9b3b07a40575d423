// Package activity holds the record of who did what: one Entry for each event of
// each aggregate (PRODUCT.md §12).
//
// The events in the documents are the truth; entries are a copy of them in one
// place, so that they can be listed across documents. Neighbours: app.Activity
// follows the documents and stores entries; goodword audit compares both.
//
// Invariants: an entry holds ids and codes, never personal data; it is inserted
// once and never touched again; its id is derived from the document and the
// event, so that any number of followers may write it; its Seal covers all
// events of its document up to its own, so that none can be changed, left out or
// added afterwards without the installation's secret.
package activity
