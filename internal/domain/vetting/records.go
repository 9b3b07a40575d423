package vetting

// The rules about what we have: suppressions, companies, other referrals. What they
// find is private (except a duplicate of the referrer's own).

func lookDuplicate(in subject) finding {
	return compare(in.Own, func() finding { return refuse("duplicate") })
}

func lookSuppressed(in subject) finding {
	return compare(in.Suppressed, func() finding { return refuse("suppressed") })
}

func lookCustomer(in subject) finding {
	return byPolicy(in.Customer, in.Settings.Expansion, "customer")
}

func lookOpenDeal(in subject) finding {
	return byPolicy(in.OpenDeal, in.Settings.OpenDeal, "open_deal")
}

func lookOthers(in subject) finding {
	return compare(in.Others, func() finding { return doubt("put_forward") })
}

// lookClaim asks for nothing where a claim is found: the referral may be accepted,
// and then queues (Verdict.Behind).
func lookClaim(in subject) finding {
	return compare(in.Claim, func() finding { return note("behind") })
}

// compare turns a look-up into a finding.
func compare(l Lookup, found func() finding) finding {
	switch l {
	case None:
		return pass()
	case ByName:
		return doubt("by_name")
	case Found:
		return found()
	}
	return notChecked()
}

// byPolicy is compare for what a program may allow: then it passes, and a likeness
// of names does too.
func byPolicy(l Lookup, p Policy, code string) finding {
	if p == Allow && (l == Found || l == ByName) {
		f := pass()
		f.code = "allowed"
		return f
	}
	return compare(l, func() finding {
		if p == Decline {
			return refuse(code)
		}
		return doubt(code)
	})
}
