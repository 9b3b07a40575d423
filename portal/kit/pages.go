package kit

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
)

// Pages is the page of this package.
type Pages struct{ *page.Site }

// New returns the page of a site.
func New(s *page.Site) *Pages { return &Pages{Site: s} }

// Routes is empty in production.
func (p *Pages) Routes() []page.Route {
	if !p.HasDemo {
		return nil
	}
	return []page.Route{page.Get("/kit", page.Anyone, p.show)}
}

func (p *Pages) show(c *gin.Context) error {
	f := p.Frame(c)
	return p.Show(c, kitPage(f, sample(f, p.Now())))
}
