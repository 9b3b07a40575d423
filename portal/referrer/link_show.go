package referrer

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/view"
)

// linkView is the page of one link.
type linkView struct {
	linkRow
	Card  *linkCard // nil while it leads nowhere
	On    bool
	Ended bool // its program takes nobody any more, so that switching changes nothing
	Chart view.Chart
}

// showLink is one link with its visits over time.
func (p *Pages) showLink(c *gin.Context) error {
	f, ctx := p.Frame(c), c.Request.Context()
	l, err := p.App.Links.Get(ctx, page.ReaderOf(c).Actor, c.Param("id"))
	if err != nil {
		return err
	}
	rows, err := p.linkRows(c, f, []*link.Link{l})
	if err != nil {
		return err
	}
	pr, err := p.App.Programs.Get(ctx, page.ReaderOf(c).Actor, l.ProgramID)
	if err != nil {
		return err
	}
	v := linkView{linkRow: rows[0], On: l.State == link.On, Ended: pr.Takes() != nil, Chart: rows[0].Visits.chart(f)}
	if v.On && !v.Ended {
		card := p.linkCard(f, l, pr)
		v.Card = &card
	}
	return p.Show(c, linkPage(f, v))
}
