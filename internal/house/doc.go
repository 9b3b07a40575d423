// Package house keeps the house in order: its tests hold the code to the rules
// that ARCHITECTURE and CONTRIBUTING state, and the documents to the code.
//
// rooms_test.go and libraries_test.go are the rules, as tables with a reason for
// each row; the other files check them. There is nothing here to import.
//
// Invariants: a package without a row is refused, and so is a row without a
// package, so that the tables always tell the whole truth; each check is shown a
// violation of every kind and must find it.
package house
