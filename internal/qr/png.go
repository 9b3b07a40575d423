package qr

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/boombuler/barcode/qr"
)

// PNGMediaType is what PNG returns.
const PNGMediaType = "image/png"

// wide is the least width of a PNG in pixels: sharp on a printed page.
const wide = 1024

// PNG draws text as SVG does, each module a whole number of pixels wide, and the
// whole at least 1024.
func PNG(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	modules := code.Bounds().Dx() + 2*quiet
	scale := (wide + modules - 1) / modules
	img := image.NewPaletted(image.Rect(0, 0, modules*scale, modules*scale), color.Palette{color.White, color.Black})
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			at := image.Pt(x/scale-quiet, y/scale-quiet)
			if !at.In(code.Bounds()) {
				continue // the margin stays white
			}
			if r, _, _, _ := code.At(at.X, at.Y).RGBA(); r == 0 {
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("qr: %w", err)
	}
	return b.Bytes(), nil
}
