// Package app is the room where everything happens: one method of a service for
// every action that the product knows. The JSON API and the portal are two thin
// doors to it, and the worker performs its tasks.
//
// A service (Programs, Members, Referrals, Rewards …) has a file or a few of its
// own, named by noun or noun_action: input, checks, the change of one aggregate,
// what is scheduled. Collections, their indexes and their queries stand beside
// the service that owns them.
//
// Neighbours: domain (the rules), store (the port), fault. What app needs from
// outside it declares as small interfaces: Clock, Payer, Mailer.
//
// Invariants: every action takes a Call that says who asks; closures given to
// Collection.Update only compute; mail and Stripe are reached only from tasks;
// personal data goes into documents' personal blocks and nowhere else.
package app
