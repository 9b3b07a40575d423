// Package view holds what the portal's pages show and what people type into
// them: plain values in the product's words.
//
// Neighbours: portal declares the interfaces that return and take these values;
// ui draws them. Invariants: sentences are messages (rendered only by the page,
// in the reader's language) except words that a person or the company wrote;
// times are milliseconds since 1970 UTC with an IANA zone beside them; amounts
// are money.Money; addresses of people arrive masked.
package view
