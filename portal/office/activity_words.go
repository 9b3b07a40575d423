package office

import "github.com/goodword/goodword/internal/domain/activity"

// Verbs lists what can happen to a document of a kind, as its events name it. Each
// has its words in the catalogues, and a filter offers it.
func Verbs(noun activity.Noun) []string {
	switch noun {
	case activity.Referral:
		return []string{
			"submit", "confirm", "enter", "accept", "ask", "decline", "answer", "appeal", "withdraw", "yes", "confirm_yes", "disown",
			"not_now", "resume", "no", "never", "lift", "lapse", "bounce", "correct", "prove", "assign", "contact", "meeting", "next_step",
			"won", "suggest_won", "dismiss_won", "lost", "reopen", "payment", "refund", "dispute", "report_breach", "answer_breach",
			"end_claim", "step_late", "step_broken", "erase", "forget",
		}
	case activity.Reward:
		return []string{
			"create", "hold_until", "release", "approve", "reject", "claim", "unknown", "refuse", "pay", "mark_paid", "send_again", "fail",
			"block", "mend", "adjust", "cancel", "freeze", "unfreeze", "reclaim", "claw_back", "write_off", "escalate", "involve",
		}
	case activity.Member:
		return []string{
			"created", "updated", "deactivated", "reactivated", "erased", "invited", "staff_changed", "notices_set", "language_set",
			"tokens_revoked", "payout_invited", "payout_account_asked", "payout_account_opened", "payout_account_changed", "payout_account_refused",
			"payout_bank_changed",
		}
	case activity.Program:
		return []string{"created", "updated", "published", "archived"}
	case activity.Link:
		return []string{"created", "switched"}
	case activity.Company:
		return []string{"created", "updated", activity.Deleted}
	case activity.Suppression:
		return []string{"added", "lifted"}
	case activity.Key:
		return []string{"issued", "revoked"}
	case activity.Import:
		return []string{"imported"}
	case activity.Session:
		return []string{"signed_in", "signed_out"}
	case activity.Passkey:
		return []string{"added", "renamed", "suspected", activity.Deleted}
	}
	return nil
}
