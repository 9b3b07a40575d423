// Package api is the public JSON API: one table of routes, one file per noun.
//
// A route says in the table what it demands (scope, Idempotency-Key, If-Match,
// size and kind of body); the middleware is made from the table, and so are the
// parts of openapi.yaml that follow from it: security, standard headers, problem
// answers. The annotation above a handler holds the rest: summary, tag,
// parameters, body and success. See CONTRIBUTING.md for how to add a route.
//
// Neighbours: calls app; speaks HTTP through web; internal/openapi makes
// openapi.yaml from the annotations, the table and the examples.
//
// Invariants: every /v1 route is in openapi.yaml and the other way round; every
// answer of the tests is checked against it; a handler decides nothing that a
// service of app should.
package api

// The general part of openapi.yaml; the generator adds what Swagger 2.0 can't say.
// Tags come first: swag loses them behind a security definition.
//
//	@title			Goodword API
//	@version		1.0
//	@description	Goodword runs a company's customer-referral program and keeps the promise that was made to the person who was put forward.
//	@description	Send an API key as a bearer token. Amounts are integers in minor units, times are RFC 3339 in UTC, names are snake_case; enumerations and answers may grow, so ignore what you don't know.
//	@contact.name	Goodword
//	@contact.url	https://github.com/goodword/goodword
//	@license.name	Apache-2.0
//	@license.url	https://www.apache.org/licenses/LICENSE-2.0
//	@tag.name		service
//	@tag.description	Whether the service runs and is ready.
//	@tag.name		programs
//	@tag.description	What a company promises, asks and pays: drafts, revisions, and the promise in words.
//	@tag.name		members
//	@tag.description	Customers and friends who put people forward, and staff.
//	@tag.name		companies
//	@tag.description	Customers and open deals, which vetting compares a referral with.
//	@tag.name		links
//	@tag.description	The personal links of referrers, their QR codes and visits.
//	@tag.name		referrals
//	@tag.description	Introductions: submitted, vetted, agreed to, followed up and closed.
//	@tag.name		rewards
//	@tag.description	What is owed for referrals: held, approved by people, paid exactly once.
//	@tag.name		payouts
//	@tag.description	How members are paid.
//	@tag.name		suppressions
//	@tag.description	Who must not be contacted again.
//	@tag.name		activity
//	@tag.description	Who did what, copied from the histories of all documents.
//	@tag.name		keys
//	@tag.description	API keys.
//	@tag.name		webhooks
//	@tag.description	What others tell us.
//	@BasePath		/
