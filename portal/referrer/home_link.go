package referrer

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// ownLink is the reader's own link in one program, and a letter with it in, ready
// to be sent to anybody.
type ownLink struct {
	Address string
	QR      string
	Off     bool
	Letter  view.Letter
	Tabs    []view.Tab // one for each program, where there are several
}

// ownLink reads the link of the program that the address names, else of the newest.
func (p *Pages) ownLink(c *gin.Context, f ui.Frame, offers []offer) (*ownLink, error) {
	reader := page.ReaderOf(c)
	if len(offers) == 0 || !reader.Member.MayRefer() {
		return nil, nil
	}
	chosen := offers[0]
	for _, o := range offers {
		if o.ID == c.Query("program") {
			chosen = o
		}
	}
	l, err := p.App.Links.Default(c.Request.Context(), app.Call{Actor: reader.Actor}, chosen.ID, reader.Member.ID)
	if err != nil {
		return nil, err
	}
	v := &ownLink{Address: p.App.Links.Address(l), QR: "/r/" + l.Code + "/qr.svg", Off: l.State != link.On}
	v.Letter = view.Letter{
		Subject: f.T("letter.subject"), Link: v.Address,
		Text: f.T("home.letter.text", "company", chosen.Team, "link", v.Address, "name", reader.Member.Personal.Name),
	}
	if len(offers) > 1 {
		for _, o := range offers {
			v.Tabs = append(v.Tabs, view.Tab{Path: page.With(c, "program", o.ID), Label: o.Name, Current: o.ID == chosen.ID})
		}
	}
	return v, nil
}
