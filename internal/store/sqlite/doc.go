// Package sqlite is the store's engine on a SQLite file (modernc.org/sqlite,
// pure Go). It is the engine of a single machine: any number of processes may
// share the file, each through an Engine of its own.
//
// A collection is a table (id, version, doc) whose doc is the JSON text as it was
// given. Each indexed member is a generated column over doc, so that an index
// can't differ from its document, and one that is declared later is filled by
// SQLite itself. A membership index is a side table (key, sort key, id) kept by
// triggers in the same write.
//
// All writes of an Engine go through one goroutine, which commits them in groups:
// while one group waits for the disk the next one forms (see writer). Readers
// have connections of their own and never wait for it. Every query names its
// index (INDEXED BY), and cursors are row values.
//
// Invariants: an answer of success follows the fsync of the commit
// (synchronous=FULL); a caller that gives up before its group starts has written
// nothing, and one that gives up later still gets the real outcome; any error but
// a refused key or version discards the group and is Unavailable to each of its
// callers, who read again, since a failed commit may have reached the disk.
//
// Neighbours: store is the port; store/storetest holds the contract.
package sqlite
