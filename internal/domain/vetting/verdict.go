package vetting

// Result is what should happen with a referral.
type Result string

// The results, best first. Where several rules ask for something, the last of them
// in this order counts.
const (
	Accepted  Result = "accepted"
	InReview  Result = "in_review"  // a reviewer decides
	NeedsInfo Result = "needs_info" // the referrer adds what Needs says, then it is vetted again
	Declined  Result = "declined"   // with a Reason; there is one appeal
)

// rank orders results from best to worst.
func (r Result) rank() int {
	switch r {
	case Accepted:
		return 0
	case InReview:
		return 1
	case NeedsInfo:
		return 2
	}
	return 3
}

// Outcome is what one rule found.
type Outcome string

// The outcomes.
const (
	Pass Outcome = "pass"
	Warn Outcome = "warn"
	Fail Outcome = "fail"
)

// Verdict is the judgement, as staff see it and as the referral keeps it. It holds
// no personal data: codes and numbers only; the sentences are made from the codes.
type Verdict struct {
	Result Result `json:"result"`
	Score  int    `json:"score"`            // 0 to 100: the sum of the parts' points
	Reason string `json:"reason,omitempty"` // why declined, as the referrer is told it; or low_score
	Behind bool   `json:"behind,omitempty"` // somebody else's protected claim stands first: an accepted referral queues
	Parts  []Part `json:"parts"`            // every rule, in the order of the table
}

// Part is one rule's share in the verdict.
type Part struct {
	Rule    Rule     `json:"rule"`
	Code    string   `json:"code"` // what was found, "ok" if nothing
	Outcome Outcome  `json:"outcome"`
	Points  int      `json:"points"`
	Of      int      `json:"of"`               // the rule's weight
	Asks    Result   `json:"asks"`             // the result that this part asks for
	Fields  []string `json:"fields,omitempty"` // form fields that it is about
	Count   int64    `json:"count,omitempty"`  // the number in the words, where there is one (a limit, a length)
}
