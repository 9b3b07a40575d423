// Package vetting judges a referral when it is submitted: is it what it says, is
// there somebody to contact, and may we.
//
// Vet takes everything as values, looks at it by the rules of rules.go and adds
// them up: each rule passes, warns or fails, with a sentence for the referrer and a
// detail for the reviewer, and gives points. The worst thing that a rule asks for
// is the result.
//
// Two audiences. Verdict is for staff. Told is what the referrer, or a partner's
// key, may see: everything that we know about other people (customers, open deals,
// suppressions, other referrers' names) is one line there, "our records", which
// reads the same whatever was found, and whose points don't tell either.
//
// Neighbours: form and contact supply answers and comparisons; app does the
// look-ups; referral stores the verdict and moves by it; locale has the words
// ("vetting.…"). Invariants: values in, values out; a look-up that wasn't made or
// failed never ends in accepted; the score is the sum of its parts; one more thing
// wrong never makes the result better; the same input gives the same verdict.
package vetting
