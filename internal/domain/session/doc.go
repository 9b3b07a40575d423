// Package session holds how people come in: a SignIn is one attempt, by a mailed
// link or the code beside it; a Passkey is a key of somebody's device; a Session
// is what either of them opens.
//
// Neighbours: app.SignIns, app.Passkeys and app.Sessions keep them; portal carries
// the token of a session in a cookie. The words "who may do what" are not here:
// a session says who somebody is, package member what they are.
//
// Invariants: nothing here opens a door by being read: of a session's token, a
// browser's secret and an address only hashes are kept, and a mailed link and its
// code are derived, not stored. An attempt is good once, for ten minutes and for a
// few tries. Proving oneself again makes a new session in the place of the old one,
// so that a session is as fresh as it is young. All times that decide are real
// time: a movable clock, like the one of a demo, signs nobody out.
package session
