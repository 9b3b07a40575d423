package portal

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
)

// showFront leads to where a reader starts: their home, or the way in.
func (p *Portal) showFront(c *gin.Context) error {
	return p.Go(c, page.ReaderOf(c).Home())
}
