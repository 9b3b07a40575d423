package api

import (
	"reflect"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/ledger"
	"github.com/goodword/goodword/internal/domain/reward"
)

// TestRewardEnums: the contract lists the very words that the domain knows.
func TestRewardEnums(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in    any
		field string
		want  []string
	}{
		{RewardSummary{}, "Status", texts(reward.Statuses)},
		{rewardQuery{}, "Status", texts(reward.Statuses)},
		{rewardHold{}, "Reason", reward.HoldReasons},
		{rewardRejection{}, "Reason", reward.RejectReasons},
		{rewardFailure{}, "Reason", reward.FailReasons},
		{rewardWriteOff{}, "Reason", reward.WaiveReasons},
		{LedgerEntry{}, "Debit", texts(ledger.Accounts())},
		{LedgerEntry{}, "Credit", texts(ledger.Accounts())},
	} {
		typ := reflect.TypeOf(tt.in)
		f, ok := typ.FieldByName(tt.field)
		if want := strings.Join(tt.want, ","); !ok || f.Tag.Get("enums") != want {
			t.Errorf("%s.%s says %q, the domain %q", typ.Name(), tt.field, f.Tag.Get("enums"), want)
		}
	}
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}
