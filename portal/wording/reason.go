package wording

import (
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
)

// StaffReason is why a reward stands as it does, in words for staff; a code that
// only Stripe knows stays as it is, so that it can be looked up there.
func StaffReason(code string) any {
	word := reward.ReasonWord(code)
	switch {
	case code == "by_rule", code == transfer.CodeWithoutCode:
		word = code
	case word == "other" && code != word:
		return code
	}
	return message.Word{Kind: "approvals.reason", Value: word}
}
