package desk

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/portal/view"
)

// team are those who may follow up, by name.
func (p *Pages) team(ctx context.Context, me aggregate.Actor) ([]view.Option, error) {
	var out []view.Option
	for _, role := range []aggregate.Role{aggregate.Rep, aggregate.Admin} {
		filter := app.MemberFilter{Role: string(role), State: string(member.Active)}
		listed, err := p.App.Members.List(ctx, me, filter, app.Page{Limit: 100})
		if err != nil {
			return nil, err
		}
		for _, m := range listed.Docs {
			known := slices.ContainsFunc(out, func(o view.Option) bool { return o.Value == m.ID })
			if m.MayWork() && !known {
				out = append(out, view.Option{Value: m.ID, Label: m.Personal.Name})
			}
		}
	}
	return out, nil
}
