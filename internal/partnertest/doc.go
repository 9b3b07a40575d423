// Package partnertest is a partner's view of the product: a Go client made from
// openapi.yaml by oapi-codegen walks the main job against the product's binary.
//
// Neighbours: none in Go. It speaks HTTP to a process, and is a module of its own so
// that the client's libraries stay out of the product's. Invariants: the client is
// made afresh from the document in each run; package partner uses the API through it
// alone, and without it has no files that compile (hence its build tag).
package partnertest
