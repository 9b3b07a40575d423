package wording

import (
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/view"
)

// Tone is how a referral's status feels; what has no tone of its own is quiet.
func Tone(s referral.Status) view.Tone {
	if t, ok := tones[s]; ok {
		return t
	}
	return view.Quiet
}

// RewardTone is Tone for a reward's status.
func RewardTone(s reward.Status) view.Tone {
	if t, ok := rewardTones[s]; ok {
		return t
	}
	return view.Quiet
}
