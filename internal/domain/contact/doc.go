// Package contact holds who somebody is: names, companies, e-mail addresses and
// phone numbers, how they are cleaned, and when two of them are the same.
//
// Each of them has two forms. What was typed is kept for people to read and to
// write to; the Key is for comparing only and is never shown or mailed.
//
// Neighbours: form reads answers through it, vetting compares people with it,
// referral, member and the suppression list store its keys. Invariants: values in,
// values out; text that left this package is NFC and holds no control, invisible or
// direction-changing character; a key doesn't change when the same contact is
// typed in another way (case, accents, dots in Gmail, spaces in a phone number).
package contact
