package approvals

import (
	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/deal"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/portal/view"
)

// maxWarnings is how many warnings stand beside an amount; the rest is counted.
const maxWarnings = 2

// evidence is what an approver sees beside the amount, in words of a chip.
func evidence(w app.WaitingReward) []view.Status {
	if w.Referral == nil {
		return []view.Status{chip(view.Stop, "approvals.evidence.no_referral")}
	}
	var out []view.Status
	if w.Reward.Rule.Trigger == reward.OnWon {
		out = append(out, dealChip(w.Referral.Deal), paymentChip(w.Referral.Deal))
	}
	class := view.Quiet
	if w.Reward.Class == "introduced" {
		class = view.Good
	}
	out = append(out, chip(class, "approvals.class."+w.Reward.Class))
	return append(out, scoreChips(w.Referral.Verdict)...)
}

func chip(tone view.Tone, key string, args ...any) view.Status {
	return view.Status{Tone: tone, Word: message.Of(key, args...)}
}

func dealChip(d deal.Deal) view.Status {
	switch {
	case !d.Closed():
		return chip(view.Stop, "approvals.evidence.not_won")
	case d.Evidence != nil:
		return chip(view.Good, "approvals.evidence."+d.Evidence.Kind)
	}
	return chip(view.Good, "approvals.evidence.deal_"+string(d.Source))
}

func paymentChip(d deal.Deal) view.Status {
	if len(d.Payments) == 0 {
		return chip(view.Wait, "approvals.evidence.unpaid")
	}
	kept, gross := d.Left()
	switch {
	case d.Disputed():
		return chip(view.Stop, "approvals.evidence.disputed")
	case kept == 0:
		return chip(view.Stop, "approvals.evidence.refunded")
	case kept < gross:
		return chip(view.Wait, "approvals.evidence.refunded_partly")
	}
	return chip(view.Good, "approvals.evidence.paid")
}

// scoreChips are a clean score, or the score and what speaks against it.
func scoreChips(v *vetting.Verdict) []view.Status {
	if v == nil {
		return []view.Status{chip(view.Quiet, "approvals.evidence.no_score")}
	}
	found := remarks(v)
	if len(found) == 0 {
		return []view.Status{chip(view.Good, "approvals.evidence.clean")}
	}
	out := []view.Status{chip(view.Wait, "approvals.evidence.score", "score", v.Score)}
	for i, p := range found {
		if i == maxWarnings {
			return append(out, chip(view.Quiet, "approvals.evidence.more", "count", len(found)-i))
		}
		out = append(out, chip(partTone(p), "approvals.warning."+string(p.Rule)))
	}
	return out
}

// remarks are the parts of a verdict that aren't a plain pass, the gravest first.
func remarks(v *vetting.Verdict) []vetting.Part {
	var stop, warn []vetting.Part
	for _, p := range v.Parts {
		switch {
		case p.Outcome == vetting.Pass:
		case partTone(p) == view.Stop:
			stop = append(stop, p)
		default:
			warn = append(warn, p)
		}
	}
	return append(stop, warn...)
}

// partTone: what a rule failed, and whatever ties the person to the referrer, is a
// reason to stop.
func partTone(p vetting.Part) view.Tone {
	switch {
	case p.Outcome == vetting.Pass:
		return view.Good
	case p.Outcome == vetting.Fail, p.Rule == vetting.Self, p.Rule == vetting.OwnDomain:
		return view.Stop
	}
	return view.Wait
}
