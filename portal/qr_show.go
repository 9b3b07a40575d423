package portal

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/qr"
)

// showQR draws a link's address as a QR code.
func (p *Portal) showQR(c *gin.Context) error {
	code := c.Param("code")
	if _, err := p.ports.Services.Landing(c.Request.Context(), code, p.FrameAt(c, "").Lang()); err != nil {
		return err
	}
	svg, err := qr.SVG(p.BaseURL + "/r/" + strings.ToLower(code))
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "private, max-age=86400")
	c.Data(http.StatusOK, qr.MediaType, svg)
	return nil
}
