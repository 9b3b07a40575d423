// Package portal is the door for people: server-rendered pages for referred
// people and referrers, who come by a link, and the local mailbox.
//
// A page is a view (package view), a templ file that draws it with the design
// system (package ui), and one short handler file per page or action. Routes
// lists them all.
//
// Neighbours: the application stands behind the small interfaces of ports.go;
// web gives errors, limits and middleware. Invariants:
//
//   - GET changes nothing, except that a link's visit is counted.
//   - A decision takes two pages. The second asks for a choice that is not
//     preselected or for words that somebody types, and carries a stamp that only
//     the first page hands out. Mail scanners follow links and press buttons;
//     neither decides anything.
//   - Every page works without a script. No page has an inline one, nor a style.
//   - Tokens stand in paths; personal data in neither paths nor queries.
package portal
