package portal

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/boombuler/barcode/qr"
	"github.com/gin-gonic/gin"
)

// quiet is the white margin around a QR code, in modules; readers need four.
const quiet = 4

// showQR draws a link's address as a QR code: black on white in every theme.
func (p *Portal) showQR(c *gin.Context) error {
	code := c.Param("code")
	if _, err := p.deps.Links.Landing(c.Request.Context(), code, p.frame(c, "").Lang()); err != nil {
		return err
	}
	svg, err := qrSVG(p.deps.BaseURL + "/r/" + strings.ToLower(code))
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "private, max-age=86400")
	c.Data(http.StatusOK, "image/svg+xml", svg)
	return nil
}

// qrSVG draws text with error correction M; one path holds all the modules.
func qrSVG(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	size := code.Bounds().Dx()
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path d="`, size+2*quiet)
	for y := range size {
		for x := range size {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.Bytes(), nil
}
