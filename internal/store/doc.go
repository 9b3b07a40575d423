// Package store is the port between the product and its database: a handful of
// verbs on JSON documents, each guarded by a version, and queries that are
// declared by name together with the index that serves them.
//
// A document is a JSON object with the top-level members "id" and "version".
// Everything that is filtered, sorted, summed or unique is a top-level member: a
// string, an integer (times are milliseconds), a boolean, or an array of strings
// for membership. Absent is not null: a member that is absent (or null, which an
// engine treats alike) is not in the index.
//
// Neighbours: app declares collections, schemas and queries; store/sqlite and
// store/mongo are the engines; store/storetest is the contract that both pass.
//
// Invariants: one document is one atomic write and there are no transactions; no
// query runs without a declared index; after a refused write the declared unique
// keys are looked up, so that the answer names the key that is taken; an answer
// of Unavailable means that the write may or may not have happened, and the
// caller reads again.
package store
