package office

import (
	"context"
	"net/url"
	"slices"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// thing is what a page names: a word for it, and where it is looked at.
type thing struct {
	Name string
	Path string // "" where there is no page
}

// names reads what things are called, each once.
type names struct {
	pages *Pages
	ctx   context.Context
	f     ui.Frame
	me    aggregate.Actor
	zone  string // of the reader's dates
	known map[string]thing
}

func (p *Pages) names(ctx context.Context, f ui.Frame, reader page.Reader) *names {
	return &names{pages: p, ctx: ctx, f: f, me: reader.Actor, zone: reader.Zone(), known: map[string]thing{}}
}

// of names a document. One that isn't there any more goes by its id, and one of a
// kind without names by its kind.
func (n *names) of(noun activity.Noun, id string) (thing, error) {
	if t, ok := n.known[id]; ok {
		return t, nil
	}
	t, err := n.read(noun, id)
	if fault.Is(err, fault.NotFound) {
		t, err = thing{}, nil
	}
	if t.Name == "" {
		t.Name = id
	}
	if slices.Contains(nameless, noun) {
		t.Name = n.f.T("office.noun." + string(noun))
	}
	if err == nil {
		n.known[id] = t
	}
	return t, err
}

// nameless are the kinds whose documents have neither names nor pages.
var nameless = []activity.Noun{activity.Link, activity.Suppression, activity.Import, activity.Session, activity.Passkey}

// read looks a document up as the reader may see it.
func (n *names) read(noun activity.Noun, id string) (thing, error) {
	a, segment := n.pages.App, url.PathEscape(id)
	switch noun {
	case activity.Referral:
		r, err := a.Referrals.Get(n.ctx, n.me, id)
		if err != nil {
			return thing{}, err
		}
		return thing{r.Personal.Name, "/staff/introductions/" + segment}, nil
	case activity.Reward:
		r, err := a.Rewards.Get(n.ctx, n.me, id)
		if err != nil {
			return thing{}, err
		}
		payee, err := n.of(activity.Member, r.PayeeID)
		if err != nil {
			return thing{}, err
		}
		return thing{n.f.T("office.thing.reward", "amount", n.f.Money(r.Amount), "name", payee.Name), "/staff/rewards/" + segment}, nil
	case activity.Member:
		m, err := a.Members.Get(n.ctx, n.me, id)
		if err != nil {
			return thing{}, err
		}
		return thing{m.Personal.Name, "/staff/members/" + segment}, nil
	case activity.Program:
		p, err := a.Programs.Get(n.ctx, n.me, id)
		if err != nil {
			return thing{}, err
		}
		return thing{p.Draft.Name, "/staff/programs/" + segment}, nil
	case activity.Key:
		k, err := a.Keys.Get(n.ctx, n.me, id)
		if err != nil {
			return thing{}, err
		}
		return thing{k.Name, "/staff/keys"}, nil
	case activity.Company:
		c, err := a.Companies.Get(n.ctx, n.me, id)
		if err != nil {
			return thing{}, err
		}
		return thing{c.Name, "/staff/companies/" + segment}, nil
	}
	return thing{}, nil
}

// actor names who did something.
func (n *names) actor(kind aggregate.Kind, id string) (thing, error) {
	switch kind {
	case aggregate.Staff, aggregate.Referrer:
		return n.of(activity.Member, id)
	case aggregate.Partner, aggregate.Installation:
		return n.of(activity.Key, id)
	case aggregate.Person:
		t, err := n.of(activity.Referral, id)
		t.Name = n.f.T("office.who.person", "name", t.Name)
		return t, err
	}
	return thing{Name: n.f.T("office.who." + string(kind))}, nil
}
