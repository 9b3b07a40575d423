package qr_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/qr"
)

// TestPNG reads the picture back module by module: it is the drawing that SVG
// makes, with its margin, in pure black and white.
func TestPNG(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"https://refer.example/r/bcdfghjk", strings.Repeat("https://refer.example/", 20)} {
		drawn, err := qr.PNG(text)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(drawn))
		if err != nil {
			t.Fatal(err)
		}
		svg, err := qr.SVG(text)
		if err != nil {
			t.Fatal(err)
		}
		var modules int
		if _, err := fmt.Sscanf(string(svg), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d`, &modules); err != nil {
			t.Fatal(err)
		}
		width := img.Bounds().Dx()
		scale := width / modules
		if width < 1024 || width != img.Bounds().Dy() || width != scale*modules {
			t.Fatalf("%v for %d modules", img.Bounds(), modules)
		}
		dark := map[image.Point]bool{}
		for move := range strings.SplitSeq(string(svg), "M") {
			var at image.Point
			if n, _ := fmt.Sscanf(move, "%d %dh1v1h-1z", &at.X, &at.Y); n == 2 && strings.HasPrefix(move, fmt.Sprintf("%d %dh1v1", at.X, at.Y)) {
				dark[at] = true
			}
		}
		if len(dark) == 0 || dark[image.Pt(3, 3)] || !dark[image.Pt(4, 4)] {
			t.Fatal("the drawing was not read")
		}
		for y := range width {
			for x := range width {
				want := uint32(0xffff)
				if dark[image.Pt(x/scale, y/scale)] {
					want = 0
				}
				if r, g, b, a := img.At(x, y).RGBA(); r != want || g != want || b != want || a != 0xffff {
					t.Fatalf("pixel %d,%d is %v", x, y, img.At(x, y))
				}
			}
		}
	}
	if _, err := qr.PNG(strings.Repeat("é", 4000)); err == nil {
		t.Error("more than a code can hold was drawn")
	}
}
