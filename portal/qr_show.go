package portal

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/qr"
)

// showQR draws a link's address as a QR code, for screens and for print shops.
func (p *Portal) showQR(c *gin.Context) error { return p.drawQR(c, qr.SVG, qr.MediaType) }

// showQRPicture is showQR in pixels, for what can't read SVG.
func (p *Portal) showQRPicture(c *gin.Context) error { return p.drawQR(c, qr.PNG, qr.PNGMediaType) }

func (p *Portal) drawQR(c *gin.Context, draw func(text string) ([]byte, error), kind string) error {
	code := c.Param("code")
	if _, err := p.ports.Services.Landing(c.Request.Context(), code, p.FrameAt(c, "").Lang()); err != nil {
		return err
	}
	drawn, err := draw(p.BaseURL + "/r/" + strings.ToLower(code))
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "private, max-age=86400")
	c.Data(http.StatusOK, kind, drawn)
	return nil
}
