// Package mongo is the store's engine on MongoDB (mongo-driver v1). It is the
// engine of many processes: they share nothing but the replica set.
//
// A document is stored as native BSON with the members and the order of its JSON
// ("id" is "_id"; an integer is an int64, any other number a double), so that it
// can be read and indexed by other tools, and comes back as the same JSON.
//
// Writes are acknowledged by a majority and journaled, and retried once by the
// driver; reads go to the primary and see what a majority has. The engine uses
// only what FerretDB, mongo-java-server and MongoDB all do alike: unique keys are
// sparse unique indexes on one string member each, totals have one accumulator,
// and a server's words about a refused write are for the log alone.
//
// Invariants: every query names its index as a hint; after any refused write the
// declared keys are looked up to name the one that is taken; a write whose answer
// was lost is read again by id and version, and is Unavailable when that doesn't
// settle it; Ensure compares the keys of an index itself, for not every server
// does.
//
// Neighbours: store is the port; store/storetest holds the contract;
// store/mongo/mongotest finds servers for tests.
package mongo
