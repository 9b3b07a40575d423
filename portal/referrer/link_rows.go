package referrer

import (
	"cmp"
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// linkCard is a link that leads somewhere, ready to be passed on.
type linkCard struct {
	ID      string // of the link; also what its elements are called by
	Program string
	Address string
	QR      string // path of the drawing, without its ending
	Words   view.Letter
}

// linkRow is a link in a list.
type linkRow struct {
	Path      string
	Name      string
	Program   string
	Address   string
	Status    view.Status
	CreatedMS int64
	Visits    visits
	Came      int64 // introductions of people who came by it
}

func (p *Pages) linkCard(f ui.Frame, l *link.Link, pr *program.Program) linkCard {
	address := p.App.Links.Address(l)
	return linkCard{
		ID: l.ID, Program: pr.Name, Address: address, QR: "/r/" + l.Code + "/qr",
		Words: view.Letter{
			Link: address, Subject: f.T("home.links.words.subject", "company", f.Brand.Name),
			Text: f.T("home.links.words.text", "company", f.Brand.Name, "link", address),
		},
	}
}

// linkName is what the referrer calls a link.
func linkName(f ui.Frame, l *link.Link) string { return cmp.Or(l.Name, f.T("home.links.main")) }

// linkRows are links with what they brought.
func (p *Pages) linkRows(c *gin.Context, f ui.Frame, links []*link.Link) ([]linkRow, error) {
	ctx, actor := c.Request.Context(), page.ReaderOf(c).Actor
	came, err := p.App.Referrals.CameByLinks(ctx, actor, actor.ID)
	if err != nil {
		return nil, err
	}
	programs := map[string]*program.Program{}
	rows := make([]linkRow, len(links))
	for i, l := range links {
		pr, err := p.programOf(ctx, c, programs, l.ProgramID)
		if err != nil {
			return nil, err
		}
		counted, err := p.visitsOf(ctx, actor, l.ID)
		if err != nil {
			return nil, err
		}
		rows[i] = linkRow{
			Path: "/links/" + l.ID, Name: linkName(f, l), Program: pr.Name, Address: p.App.Links.Address(l), Status: linkStatus(l, pr),
			CreatedMS: l.CreatedMS, Visits: counted, Came: came[l.ID],
		}
	}
	return rows, nil
}

// programOf reads a program once for a page.
func (p *Pages) programOf(ctx context.Context, c *gin.Context, known map[string]*program.Program, id string) (*program.Program, error) {
	if pr := known[id]; pr != nil {
		return pr, nil
	}
	pr, err := p.App.Programs.Get(ctx, page.ReaderOf(c).Actor, id)
	if err == nil {
		known[id] = pr
	}
	return pr, err
}

// linkStatus says whether a link leads somewhere.
func linkStatus(l *link.Link, pr *program.Program) view.Status {
	word, tone := "on", view.Good
	switch {
	case pr.Takes() != nil:
		word, tone = "ended", view.Quiet
	case l.State == link.Off:
		word, tone = "off", view.Wait
	}
	return view.Status{Tone: tone, Word: message.Of("home.links.status." + word), Text: message.Of("home.links.text." + word)}
}
