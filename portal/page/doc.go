// Package page is what every handler of the portal works with: the frame around
// a page, who is signed in, forms and their faults, lists and their addresses,
// and the ways to answer.
//
// Neighbours: portal builds one Site and mounts routes; the packages of the
// signed-in pages (account, referrer, desk …) embed it; ui draws. Invariants:
//
//   - A route says for whom it is; nobody else's request reaches its handler.
//   - An answer is rendered whole or not at all, under a strict policy, and is
//     never stored by a cache.
//   - A form that another site sends is refused before its handler runs.
//   - The session's token stands in its cookie only.
package page
