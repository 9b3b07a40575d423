package desk

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// item is one introduction as staff look at it.
type item struct {
	app.Progress
	Referrer *member.Member // nil for nobody, or once they are gone
	Rep      *member.Member // likewise
	Me       aggregate.Actor
	NowMS    int64
	people   people
}

// item loads the introduction that an address names.
func (p *Pages) item(c *gin.Context) (*item, error) {
	ctx, me := c.Request.Context(), page.ReaderOf(c).Actor
	r, err := p.App.Referrals.Get(ctx, me, c.Param("id"))
	if err != nil {
		return nil, err
	}
	i := &item{Me: me, NowMS: p.App.Now().UnixMilli(), people: p.people(ctx, me)}
	if i.Progress, err = p.App.Referrals.Progress(ctx, r, promise.ReaderStaff); err != nil {
		return nil, err
	}
	if i.Referrer, err = i.people.find(r.ReferrerID); err != nil {
		return nil, err
	}
	i.Rep, err = i.people.find(r.RepID)
	return i, err
}

// person is whom it is about, or a phrase once their details are erased.
func (i *item) person(f ui.Frame) string { return personOf(f, i.Referral) }

func personOf(f ui.Frame, r *referral.Referral) string {
	if r.Personal.Name != "" {
		return r.Personal.Name
	}
	return f.T("desk.erased")
}

// referrer is who put the person forward.
func (i *item) referrer(f ui.Frame) string { return nameOf(f, i.Referrer) }

// rep is who follows up.
func (i *item) rep(f ui.Frame) string {
	if i.Referral.RepID == "" {
		return f.T("desk.no_rep")
	}
	return nameOf(f, i.Rep)
}

func nameOf(f ui.Frame, m *member.Member) string {
	if m == nil || m.Personal.Name == "" {
		return f.T("desk.nobody")
	}
	return m.Personal.Name
}

// path is the page of an introduction.
func path(id string) string { return listPath + "/" + id }

// moment and day write a time in the program's zone.
func (i *item) moment(f ui.Frame, ms int64) string { return f.Moment(ms, i.Zone) }
func (i *item) day(f ui.Frame, ms int64) string    { return f.Day(ms, i.Zone) }

// may reports whether the reader may do verb now.
func (i *item) may(verb referral.Verb) bool { return i.Referral.May(verb, i.Me) == nil }

// people reads members, each once.
type people struct {
	find func(id string) (*member.Member, error)
}

// people looks members up as the reader may see them; who isn't there any more is
// nil.
func (p *Pages) people(ctx context.Context, me aggregate.Actor) people {
	known := map[string]*member.Member{}
	return people{find: func(id string) (*member.Member, error) {
		if id == "" {
			return nil, nil
		}
		if m, ok := known[id]; ok {
			return m, nil
		}
		m, err := p.App.Members.Get(ctx, me, id)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		known[id] = m
		return m, nil
	}}
}

// name is a member's name, or "nobody".
func (p people) name(f ui.Frame, id string) (string, error) {
	m, err := p.find(id)
	return nameOf(f, m), err
}

// words is a sentence without values.
func words(key string) message.Message { return message.Of(key) }
