// Package member holds the people who use the house: existing customers and
// friends who put in a good word, and staff with their roles.
//
// Neighbours: app.Members keeps them; referral, reward and apikey name them by id;
// payouts record the state of a member's Stripe account here.
//
// Invariants: a member is unique by source and external id; everything personal
// is in Personal and nowhere else (EmailKey is a keyed hash), so that erasure
// blanks one block; only staff have roles, and nobody changes their own; the
// roster of admins never becomes empty.
package member
