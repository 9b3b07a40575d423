package programs

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/ui"
)

// clauses are all terms in words, section by section.
func clauses(f ui.Frame, o options, t program.Terms) []part {
	languages := allLanguages(t)
	var out []part
	for _, s := range sections {
		p := part{Name: s.name, Title: f.T("programs.section." + s.name)}
		p.Differences = said(f, o, s.controls(languages), &t)
		switch s.name {
		case "form":
			for _, q := range t.Form.Fields {
				p.Differences = append(p.Differences, difference{Title: questionTitle(f, q), After: questionText(f, q)})
			}
		case "rewards":
			for _, r := range t.Rewards.Rules {
				p.Differences = append(p.Differences, difference{Title: f.T("programs.rule", "key", r.Key), After: ruleTitle(f, r)})
			}
		}
		out = append(out, p)
	}
	return out
}

// said words every control.
func said[T any](f ui.Frame, o options, controls []control[T], t *T) []difference {
	out := make([]difference, len(controls))
	for i, c := range controls {
		out[i] = difference{Title: f.T("programs.field." + c.name), After: c.say(f, o, t)}
	}
	return out
}

// memberName is the name of the member who did something; "" for anybody else.
func (p *Pages) memberName(ctx context.Context, by, who aggregate.Actor) string {
	if who.Kind != aggregate.Staff {
		return ""
	}
	m, err := p.App.Members.Get(ctx, by, who.ID)
	if err != nil {
		return "" // the page does without
	}
	return m.Personal.Name
}
