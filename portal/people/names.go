package people

import (
	"context"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/ui"
)

// namesOf reads the names of members for one page, each once.
type namesOf struct {
	p     *Pages
	actor aggregate.Actor
	known map[string]string
}

// one is a member's name; "" for nobody, and for one who isn't there.
func (n namesOf) one(ctx context.Context, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	if name, ok := n.known[id]; ok {
		return name, nil
	}
	m, err := n.p.App.Members.Get(ctx, n.actor, id)
	if fault.Is(err, fault.NotFound) {
		n.known[id] = ""
		return "", nil
	}
	if err != nil {
		return "", err
	}
	n.known[id] = m.Personal.Name
	return m.Personal.Name, nil
}

func (n namesOf) two(ctx context.Context, a, b string) (string, string, error) {
	first, err := n.one(ctx, a)
	if err != nil {
		return "", "", err
	}
	second, err := n.one(ctx, b)
	return first, second, err
}

// of is who acted: a member's name, or the word for anybody else.
func (n namesOf) of(ctx context.Context, f ui.Frame, a aggregate.Actor) (string, error) {
	switch a.Kind {
	case aggregate.Staff, aggregate.Referrer:
		name, err := n.one(ctx, a.ID)
		if name == "" && err == nil {
			name = f.T("people.erased")
		}
		return name, err
	case aggregate.Partner, aggregate.Installation:
		return f.T("people.actor.key"), nil
	case aggregate.Stripe:
		return f.T("people.actor.stripe"), nil
	case aggregate.Operator:
		return f.T("people.actor.operator"), nil
	}
	return f.T("people.actor.clock"), nil
}
