package wording

import (
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/view"
)

// rewardTones colour the states of a reward; what isn't here is quiet.
var rewardTones = map[reward.Status]view.Tone{
	reward.Held: view.Wait, reward.AwaitingApproval: view.Wait, reward.Approved: view.Now, reward.Paying: view.Now,
	reward.Paid: view.Good, reward.Blocked: view.Stop, reward.Rejected: view.Stop, reward.Failed: view.Stop, reward.ClawbackDue: view.Stop,
}

// Rewards are those of one referral, the first one first.
func Rewards(list []*reward.Reward) []view.Reward {
	var out []view.Reward
	for i := len(list) - 1; i >= 0; i-- {
		out = append(out, Reward(list[i]))
	}
	return out
}

// Reward is one reward: where it stands and what it waits for.
func Reward(w *reward.Reward) view.Reward {
	v := view.Reward{
		For: message.Of("page.reward.for." + string(w.Rule.Trigger)), Amount: w.Amount, Zone: w.Calendar.Zone,
		Status: view.Status{Tone: rewardTones[w.Status], Word: message.Of("reward.status." + string(w.Status))},
	}
	switch {
	case w.Status == reward.Paid:
		v.Status.Text = message.Of("page.reward.paid", "date", message.Day{MS: w.PaidMS, Zone: v.Zone})
	case w.Status == reward.WrittenOff:
		v.Status.Text = message.Of("page.reward.written_off")
	case w.Reason != "" && w.Status.Final():
		v.Status.Text = message.Of("page.reward.because", "why", message.Word{Kind: "reward.reason", Value: reward.ReasonWord(w.Reason)})
	}
	for _, wait := range w.WaitsFor() {
		v.Waits = append(v.Waits, wait.Message)
		v.FromMS = max(v.FromMS, wait.FromMS)
	}
	return v
}

// paysCash reports whether this referral may still pay cash to its referrer: then
// being paid has to be set up.
func paysCash(p app.Progress) bool {
	for _, w := range p.Rewards {
		if w.Rule.Kind == reward.Cash && w.PayeeID == p.Referral.ReferrerID && w.Status.Unpaid() {
			return true
		}
	}
	if len(p.Rewards) > 0 && !p.Referral.Status.Open() {
		return false
	}
	if p.Referral.Forgone != "" || !p.Referral.Status.Open() && p.Referral.Status != referral.Won {
		return false
	}
	for _, rule := range p.Terms.Rewards.Rules {
		if rule.Kind == reward.Cash && rule.For == reward.ToReferrer {
			return true
		}
	}
	return false
}
