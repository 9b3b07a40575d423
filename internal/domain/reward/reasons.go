package reward

import "slices"

// Reasons that people give, and that the referrer is told.
var (
	HoldReasons   = []string{"checking_deal", "checking_referral", "customer_unsure", "other"}
	RejectReasons = []string{"not_genuine", "already_customer", "duplicate", "against_rules", "employer_forbids", "referrer_wishes", "other"}
	FailReasons   = []string{"payee_unreachable", "country_impossible", "referrer_wishes", "paid_otherwise", "other"}
	WaiveReasons  = []string{"goodwill", "too_small", "payee_unreachable", "other"}
)

// told are the codes of the machine that have words of their own.
var told = []string{"refunded", "nothing_due", "withdrawn", "claim_lost", "reopened", "limit_reached", "base_currency", "base_missing", "currency_mismatch", "balance_insufficient", "transfers_not_allowed", "account_invalid"}

// ReasonWord is the word of a reason in the catalogues (reward.reason.*): its own,
// or "other" for what only staff understand.
func ReasonWord(code string) string {
	for _, list := range [][]string{HoldReasons, RejectReasons, FailReasons, WaiveReasons, told} {
		if slices.Contains(list, code) {
			return code
		}
	}
	return "other"
}
