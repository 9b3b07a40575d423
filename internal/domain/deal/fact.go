package deal

// StripeFact is the canonical id of a Stripe payment as a fact: its invoice where
// there is one, else its payment intent, so that two events about one payment are
// one fact. The document that ties a fact to its one referral is app's.
func StripeFact(invoice, paymentIntent string) string {
	return "stripe:" + or(invoice, paymentIntent)
}
