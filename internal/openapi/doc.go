// Package openapi makes openapi.yaml out of the source: swag reads the annotations
// of package api into Swagger 2.0, kin-openapi converts that to OpenAPI 3.1, and
// the fix-ups here put in what Swagger 2.0 can't say or the way loses. What follows
// from the route table (security, standard headers, problem answers, links) is
// written from the table, so that no annotation repeats it.
//
// Neighbours: reads api's table, examples and source; run by go generate. The
// binary doesn't contain it. The sub-package contract holds tests to the document.
//
// Invariants: the same source gives the same bytes; schemas are closed; every
// status that can be answered is named, and there is no default response; an
// operation without a route, or the other way round, is an error.
package openapi
