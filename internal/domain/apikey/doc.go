// Package apikey holds the keys of the API: their form, their scopes, and what
// each may do (PRODUCT.md §13).
//
// Neighbours: app.Keys issues, checks and revokes them; api asks Scopes before it
// calls a service.
//
// Invariants: only the SHA-256 of a secret is kept, and it is compared in
// constant time; a mistyped key is known by its checksum, before anything is
// read; rewards:approve is held by personal keys alone, and never for longer than
// a day; an owner has at most two living keys of one name, for rotation.
package apikey
