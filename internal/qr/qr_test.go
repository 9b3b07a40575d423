package qr_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/qr"
)

// finder is the top row of the mark in the upper left corner: seven modules.
const finder = "M4 4h1v1h-1zM5 4h1v1h-1zM6 4h1v1h-1zM7 4h1v1h-1zM8 4h1v1h-1zM9 4h1v1h-1zM10 4h1v1h-1z"

func TestSVG(t *testing.T) {
	t.Parallel()
	svg, err := qr.SVG("https://refer.example/r/bcdfghjk")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		Paths   []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(svg, &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Paths) != 2 || !strings.HasPrefix(doc.Paths[1].D, finder) {
		t.Errorf("%s", svg)
	}
	again, err := qr.SVG("https://refer.example/r/bcdfghjk")
	if err != nil || string(again) != string(svg) {
		t.Error("the same text is drawn in another way")
	}
	if other, err := qr.SVG("https://refer.example/r/bcdfghjm"); err != nil || string(other) == string(svg) {
		t.Error("another text is drawn alike")
	}
}

func TestTooLong(t *testing.T) {
	t.Parallel()
	if _, err := qr.SVG(strings.Repeat("é", 4000)); err == nil {
		t.Error("more than a code can hold was drawn")
	}
}
