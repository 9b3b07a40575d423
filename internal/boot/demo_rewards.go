package boot

import (
	"context"
	"fmt"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/stripesandbox"
)

// reward is the tale's reward under a rule.
func (s stage) reward(ctx context.Context, rule string) (*reward.Reward, error) {
	list, err := s.App.Rewards.List(ctx, operator.Actor, app.RewardFilter{ReferralID: s.id}, app.Page{Limit: 10})
	if err != nil {
		return nil, err
	}
	for _, r := range list.Docs {
		if r.Rule.Key == rule {
			return r, nil
		}
	}
	return nil, fmt.Errorf("no reward under the rule %s", rule)
}

// onReward is a scene in which somebody decides about the tale's reward for the
// deal.
func onReward(day int, who string, verb func(context.Context, stage, app.Call, string) error) scene {
	return onRewardOf(day, "won", who, verb)
}

func onRewardOf(day int, rule, who string, verb func(context.Context, stage, app.Call, string) error) scene {
	return byStaff(day, who, func(ctx context.Context, s stage, call app.Call) error {
		r, err := s.reward(ctx, rule)
		if err != nil {
			return err
		}
		return verb(ctx, s, call, r.ID)
	})
}

func approves(day int, who string) scene { return approvesRule(day, "won", who) }

func approvesRule(day int, rule, who string) scene {
	return onRewardOf(day, rule, who, func(ctx context.Context, s stage, call app.Call, id string) error {
		_, err := s.App.Rewards.Approve(ctx, call, id)
		return err
	})
}

func rejects(day int, who, reason, note string) scene {
	return onReward(day, who, func(ctx context.Context, s stage, call app.Call, id string) error {
		_, err := s.App.Rewards.Reject(ctx, call, id, app.RejectReward{Reason: reason, Note: note})
		return err
	})
}

func fails(day int, who, reason, note string) scene {
	return onReward(day, who, func(ctx context.Context, s stage, call app.Call, id string) error {
		_, err := s.App.Rewards.Fail(ctx, call, id, app.FailReward{Reason: reason, Note: note})
		return err
	})
}

func clawsBack(day int, who, reference string) scene {
	return onReward(day, who, func(ctx context.Context, s stage, call app.Call, id string) error {
		_, err := s.App.Rewards.ClawBack(ctx, call, id, app.SettleByHand{Reference: reference})
		return err
	})
}

func writesOff(day int, who, note string) scene {
	return onReward(day, who, func(ctx context.Context, s stage, call app.Call, id string) error {
		_, err := s.App.Rewards.WriteOff(ctx, call, id, app.WriteOffReward{Reason: "goodwill", Note: note})
		return err
	})
}

// gives: a voucher was sent by post.
func gives(day int, who, reference string) scene {
	return onRewardOf(day, "met", who, func(ctx context.Context, s stage, call app.Call, id string) error {
		_, err := s.App.Rewards.MarkPaid(ctx, call, id, app.SettleByHand{Reference: reference})
		return err
	})
}

// strikes arms the sandbox to answer the payment of the tale's reward in this way,
// so many times.
func strikes(day int, kind stripesandbox.FaultKind, times int) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		r, err := s.reward(ctx, "won")
		if err != nil {
			return err
		}
		return s.Sandbox.Arm(ctx, stripesandbox.Fault{
			Kind: kind, Method: "POST", Path: "/v1/transfers", Key: fmt.Sprintf("payout:%s:1", r.ID), Count: times,
		})
	}}
}

// setsUpPayout: the tale's referrer gives their bank details on the sandbox's page.
func setsUpPayout(day int) scene {
	return scene{day, func(ctx context.Context, s stage) error {
		self := aggregate.Actor{Kind: aggregate.Referrer, ID: s.people[s.by].ID}
		page := s.Settings.URL() + "/m/"
		if _, err := s.App.Payouts.Onboard(ctx, self, "", page, page); err != nil {
			return err
		}
		m, err := s.App.Members.Get(ctx, operator.Actor, self.ID)
		if err != nil {
			return err
		}
		if err := s.Sandbox.SetAccount(ctx, m.Payout.AccountID, stripesandbox.StateFinished); err != nil {
			return err
		}
		_, err = s.App.Payouts.Return(ctx, self)
		return err
	}}
}

// invitedToPayout: the CRM has the referrer invited to set up how they are paid.
func invitedToPayout(day int) scene {
	return byShop(day, func(ctx context.Context, s stage, call app.Call) error {
		_, err := s.App.Payouts.Invite(ctx, call, s.people[s.by].ID)
		return err
	})
}
