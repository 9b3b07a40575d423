package people

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/page"
)

// proved asks an admin whose sign-in is a while ago to prove first that it is them:
// what follows may give somebody a way in, or power. App refuses it otherwise; asked
// here, nothing that was typed is lost.
func (p *Pages) proved(h web.Handler) web.Handler {
	return func(c *gin.Context) error {
		if !page.ReaderOf(c).Actor.Stale() {
			return h(c)
		}
		return p.prove(c, c.Request.URL.Path)
	}
}

// prove leads to the sign-in, and from there to a page of ours.
func (p *Pages) prove(c *gin.Context, path string) error {
	return p.SayNot(c, page.ProvePath(path), "people.not.stale_session")
}

// isStale reports whether app asked for a younger session.
func isStale(err error) bool { return fault.Because(err, "stale_session") }
