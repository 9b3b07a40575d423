package api

import (
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/locale"
)

// ReferralVerdict is what vetting found.
//
//	@Description	What vetting found. The score is the sum of the rules' points. A partner reads what the referrer may know: all that we know about other people is one line, our_records.
type ReferralVerdict struct {
	Result string        `json:"result" enums:"accepted,in_review,needs_info,declined"`
	Score  int64         `json:"score"`
	Words  string        `json:"words"`                          // what happens now, for the referrer
	Reason *string       `json:"reason" extensions:"x-nullable"` // a code
	Why    *string       `json:"why" extensions:"x-nullable"`    // the reason in words, for the referrer
	Rules  []VettingRule `json:"rules"`
	Needs  []VettingNeed `json:"needs"` // what to add or change
}

// VettingRule is one rule's share in the verdict.
//
//	@Description	One rule's share in the verdict.
type VettingRule struct {
	Rule    string  `json:"rule" example:"specific"`
	Code    string  `json:"code" example:"ok"` // what was found
	Outcome string  `json:"outcome" enums:"pass,warn,fail"`
	Points  int64   `json:"points"`
	Of      int64   `json:"of"`                             // the most points that the rule gives
	Words   *string `json:"words" extensions:"x-nullable"`  // for the referrer; null where they may not know
	Detail  *string `json:"detail" extensions:"x-nullable"` // for the reviewer; null to partners
}

// VettingNeed is one thing to add or change.
//
//	@Description	One thing to add or change.
type VettingNeed struct {
	Field string `json:"field" example:"why"` // key in the form
	Code  string `json:"code"`
	Words string `json:"words"`
}

// verdict is what the viewer may know of a verdict; null before vetting.
func (v viewer) verdict(in *vetting.Verdict, texts *locale.Printer) *ReferralVerdict {
	if in == nil {
		return nil
	}
	told := in.Told()
	out := &ReferralVerdict{
		Result: string(told.Result), Score: int64(told.Score), Words: texts.Text(told.Words), Reason: orNull(told.Reason),
		Why: textOrNull(texts, told.Why), Needs: []VettingNeed{},
	}
	for _, n := range told.Needs {
		out.Needs = append(out.Needs, VettingNeed{Field: n.Field, Code: n.Code, Words: texts.Text(n.Words)})
	}
	if !v.partner {
		out.Score, out.Rules = int64(in.Score), partsOf(in.Parts, texts)
		return out
	}
	out.Rules = make([]VettingRule, len(told.Lines))
	for i, l := range told.Lines {
		out.Rules[i] = VettingRule{
			Rule: string(l.Rule), Code: l.Code, Outcome: string(l.Outcome), Points: int64(l.Points), Of: int64(l.Of),
			Words: textOrNull(texts, l.Words),
		}
	}
	return out
}

// partsOf are the rules with their details, for staff.
func partsOf(parts []vetting.Part, texts *locale.Printer) []VettingRule {
	out := make([]VettingRule, len(parts))
	for i, p := range parts {
		out[i] = VettingRule{
			Rule: string(p.Rule), Code: p.Code, Outcome: string(p.Outcome), Points: int64(p.Points), Of: int64(p.Of),
			Words: textOrNull(texts, p.Words()), Detail: textOrNull(texts, p.Detail()),
		}
	}
	return out
}
