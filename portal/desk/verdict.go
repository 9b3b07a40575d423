package desk

import (
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// scoreLine is one rule in the reviewer's words.
type scoreLine struct {
	Outcome view.Status // passed, look, failed
	Rule    string
	Detail  string
	Points  string // "4 of 6"
}

// outcomeTones colour what a rule found.
var outcomeTones = map[vetting.Outcome]view.Tone{vetting.Pass: view.Good, vetting.Warn: view.Wait, vetting.Fail: view.Stop}

// scoreLines explain a score, what needs a look first.
func scoreLines(f ui.Frame, v *vetting.Verdict) (found, passed []scoreLine) {
	if v == nil {
		return nil, nil
	}
	for _, part := range v.Parts {
		line := scoreLine{
			Outcome: view.Status{Tone: outcomeTones[part.Outcome], Word: words("desk.outcome." + string(part.Outcome))},
			Rule:    f.T("desk.rule." + string(part.Rule)), Detail: f.Text(part.Detail()),
			Points: f.T("desk.points", "points", part.Points, "of", part.Of),
		}
		if part.Outcome == vetting.Pass {
			passed = append(passed, line)
		} else {
			found = append(found, line)
		}
	}
	return found, passed
}

// doubts are the rules that found something, in a word each, for a list.
func doubts(f ui.Frame, v *vetting.Verdict) []view.Status {
	if v == nil {
		return nil
	}
	var out []view.Status
	for _, part := range v.Parts {
		if part.Outcome != vetting.Pass {
			out = append(out, view.Status{Tone: outcomeTones[part.Outcome], Word: words("desk.rule." + string(part.Rule))})
		}
	}
	return out
}
