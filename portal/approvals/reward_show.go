package approvals

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// rewardView is one reward with everything that an approver needs.
type rewardView struct {
	dossier
	Row      row
	Deeds    []deed // that the reader can do, the first ones first
	Voided   bool   // approvals were given and don't count any more
	Reckoned []view.Fact
	Steps    []rung
	Payments []payment
	Score    []finding
	Money    []view.Fact
	Books    []booked
	Events   []happening
}

func (p *Pages) showReward(c *gin.Context) error {
	d, err := p.dossier(c, c.Param("id"))
	if err != nil {
		return err
	}
	f := p.Frame(c)
	v := rewardView{dossier: d, Row: d.row(), Voided: voided(d.Reward)}
	for _, one := range deeds {
		if slices.Contains(d.Options.Verbs, one.verb) {
			v.Deeds = append(v.Deeds, one)
		}
	}
	v.Reckoned, v.Steps = reckoned(f, d), rungs(f, d.Reward)
	v.Payments, v.Score = payments(d.Referral), findings(d.Referral)
	v.Money, v.Books, v.Events = transferFacts(f, d), books(d), happenings(d)
	return p.Show(c, rewardPage(f, v))
}

// title names the reward: how much it is, where that is known, and for whom.
func (v rewardView) title(f ui.Frame) string {
	name := nameOr(f, v.Names[v.Reward.PayeeID])
	if v.Reward.Amount.Amount == 0 {
		return f.T("approvals.reward.title_open", "name", name)
	}
	return f.T("approvals.reward.title", "amount", v.Reward.Amount, "name", name)
}

// voided reports whether somebody's word was lost: fewer count now than were given.
func voided(r *reward.Reward) bool {
	given := 0
	for _, e := range r.Events {
		if e.Verb == string(reward.Approve) {
			given++
		}
	}
	return given > r.Given() && r.Status.Unpaid() && r.Status != reward.Approved
}

// WhyNeeded says how many people it takes, and by which rule.
func (v rewardView) WhyNeeded() message.Message {
	r := v.Reward
	limit, row := r.Terms.Approval.TwoFrom[r.Amount.Currency]
	switch {
	case !row:
		return message.Of("approvals.needed.no_row", "currency", upper(r.Amount.Currency))
	case r.Needed() > 1:
		return message.Of("approvals.needed.above", "limit", moneyOf(limit, r))
	case r.Needed() == 0:
		return message.Of("approvals.needed.none")
	}
	return message.Of("approvals.needed.below", "limit", moneyOf(limit, r))
}

// Barred are the people who may not approve, with why.
func (v rewardView) Barred() []barred {
	r := v.Reward
	var out []barred
	add := func(id, key string) {
		if id != "" && v.Names[id] != "" && !slices.ContainsFunc(out, func(b barred) bool { return b.Name == v.Names[id] }) {
			out = append(out, barred{v.Names[id], message.Of(key)})
		}
	}
	add(r.PayeeID, "approvals.barred.paid")
	add(r.ReferrerID, "approvals.barred.referred")
	if r.Set != nil {
		add(r.Set.By, "approvals.barred.set_amount")
	}
	for _, id := range r.Involved {
		add(id, "approvals.barred.worked")
	}
	return out
}

// barred is somebody who may not approve.
type barred struct {
	Name string
	Why  message.Message
}
