// Package passkey speaks WebAuthn: it makes the challenges that browsers answer and
// checks the answers. The standard's structures stay in here; what has to be kept
// leaves as JSON that nobody else reads.
//
// Neighbours: app declares the interface that Authority answers, keeps challenges
// and credentials, and knows whose they are; the browser's half is
// portal/assets/files/passkey.js. go-webauthn does the cryptography.
//
// Invariants: every passkey is discoverable, so that nobody types a name, and every
// use verifies its person (by finger, face or PIN), so that it stands for possession
// and person at once; attestation is not asked for, because no maker of devices is
// preferred; a browser's own words never become a fault's text.
package passkey
