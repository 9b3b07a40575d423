// Package qr draws QR codes as SVG.
//
// Neighbours: the doors, portal and api, draw the addresses of links with it; it
// knows nothing of either. Invariant: the drawing is black on white, whatever the
// theme around it, because readers need the contrast.
package qr

import (
	"bytes"
	"fmt"

	"github.com/boombuler/barcode/qr"
)

// MediaType is what SVG returns.
const MediaType = "image/svg+xml"

// quiet is the white margin around a code, in modules; readers need four.
const quiet = 4

// SVG draws text with error correction M; one path holds all the modules.
func SVG(text string) ([]byte, error) {
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
