package wording

import (
	"slices"
	"testing"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/locale"
)

// No key of the catalogue is ever read in the place of a reason.
func TestStaffReasonsHaveWords(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	codes := slices.Concat(reward.HoldReasons, reward.RejectReasons, reward.FailReasons, reward.WaiveReasons, []string{
		"by_rule", transfer.CodeWithoutCode, "refunded", "limit_reached", "balance_insufficient", "base_currency",
	})
	for _, code := range codes {
		word, ok := StaffReason(code).(message.Word)
		if !ok || !words.Has(word.Kind+"."+word.Value) {
			t.Errorf("%s reads %v", code, StaffReason(code))
		}
	}
	if got := StaffReason("a_code_of_stripe"); got != "a_code_of_stripe" {
		t.Errorf("a code that only Stripe knows reads %v", got)
	}
}
