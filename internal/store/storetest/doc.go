// Package storetest is the one contract that every engine of package store
// passes. An engine's test calls Run with a way to open it and says which
// properties its server has; a test that needs a property which isn't there is
// left out by name.
//
// Plans checks what no answer shows: that each declared query is served by its
// index alone, without a scan or a sort. Packages that declare schemas call it
// with theirs.
//
// Neighbours: store is the port; store/sqlite and store/mongo are the engines;
// store/mongo/mongotest finds servers to run this on.
package storetest
