// Package assets holds the portal's stylesheets, script, icons and fonts, all
// inside the binary.
//
// Neighbours: portal serves a Set under /assets/ and its pages ask it for URLs.
// Invariant: a URL names the content by its hash, so an answer may be cached for
// ever and a new release never meets an old file.
package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// Prefix is where a Set is served.
const Prefix = "/assets/"

//go:embed files
var embedded embed.FS

// styles are joined in this order; the order of the layers is declared in the
// first.
var styles = []string{"tokens.css", "base.css", "frame.css", "rail.css", "controls.css", "blocks.css", "lists.css", "charts.css", "desk.css", "approvals.css", "money.css", "programs.css", "referrer.css", "person.css", "modes.css"}

// scripts are joined in this order to htmx.js, which only the pages behind the
// sign-in load.
var scripts = []string{"htmx.min.js", "hx-csp.min.js"}

// A file is one asset as it goes over the wire.
type file struct {
	kind   string // Content-Type
	plain  []byte
	packed []byte // gzip, or nil where packing gains nothing
}

// Set is the embedded assets by hashed name. It is read-only once built.
type Set struct {
	urls  map[string]string // "app.css" → "/assets/app.1a2b3c4d5e6f.css"
	files map[string]file   // "app.1a2b3c4d5e6f.css" → content
}

// DefaultHue is the accent's OKLCH hue, in degrees, where a company sets none.
const DefaultHue = 195

// Load hashes and packs the embedded assets, with the accent in the company's
// hue (0–359; lightness and chroma stay ours, so contrast doesn't depend on it).
// Beyond a hue out of range it fails only when the binary was built without one
// of them.
func Load(hue int) (*Set, error) {
	if hue < 0 || hue > 359 {
		return nil, fmt.Errorf("assets: hue %d is not between 0 and 359", hue)
	}
	s := &Set{urls: map[string]string{}, files: map[string]file{}}
	for _, name := range []string{"icons.svg", "favicon.svg", "inter.woff2", "newsreader.woff2", "app.js", "passkey.js"} {
		content, err := fs.ReadFile(embedded, "files/"+name)
		if err != nil {
			return nil, fmt.Errorf("assets: %w", err)
		}
		if err := s.add(name, content); err != nil {
			return nil, err
		}
	}
	htmx, err := joined(scripts)
	if err != nil {
		return nil, err
	}
	if err := s.add("htmx.js", htmx); err != nil {
		return nil, err
	}
	css, err := s.stylesheet(hue)
	if err != nil {
		return nil, err
	}
	return s, s.add("app.css", css)
}

// stylesheet joins the style files, sets the hue and points their url()s at the
// hashed names.
func (s *Set) stylesheet(hue int) ([]byte, error) {
	css, err := joined(styles)
	if err != nil {
		return nil, err
	}
	out := strings.Replace(string(css), fmt.Sprintf("--hue: %d;", DefaultHue), fmt.Sprintf("--hue: %d;", hue), 1)
	for name, url := range s.urls {
		out = strings.ReplaceAll(out, "url("+name+")", "url("+url+")")
	}
	return []byte(out), nil
}

// joined reads files and puts them one after the other.
func joined(names []string) ([]byte, error) {
	var all bytes.Buffer
	for _, name := range names {
		part, err := fs.ReadFile(embedded, "files/"+name)
		if err != nil {
			return nil, fmt.Errorf("assets: %w", err)
		}
		all.Write(part)
		all.WriteByte('\n')
	}
	return all.Bytes(), nil
}

func (s *Set) add(name string, content []byte) error {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + base64.RawURLEncoding.EncodeToString(sum[:9]) + ext
	f := file{kind: contentType(ext), plain: content}
	if ext != ".woff2" { // already compressed
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			return fmt.Errorf("assets: %w", err)
		}
		if _, err := w.Write(content); err != nil {
			return fmt.Errorf("assets: %w", err)
		}
		if err := w.Close(); err != nil {
			return fmt.Errorf("assets: %w", err)
		}
		f.packed = b.Bytes()
	}
	s.urls[name] = Prefix + hashed
	s.files[hashed] = f
	return nil
}

// contentType doesn't ask the machine's tables first, which differ.
func contentType(ext string) string {
	switch ext {
	case ".woff2":
		return "font/woff2"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return mime.TypeByExtension(ext)
}

// URL returns the address of an asset by its plain name, or "" for one that
// isn't there.
func (s *Set) URL(name string) string { return s.urls[name] }

// ServeHTTP answers GET and HEAD below Prefix.
func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := s.files[strings.TrimPrefix(r.URL.Path, Prefix)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	body := f.plain
	if f.packed != nil {
		h.Add("Vary", "Accept-Encoding")
		if acceptsGzip(r) {
			h.Set("Content-Encoding", "gzip")
			body = f.packed
		}
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader has gone; nothing is left to tell
	}
}

// acceptsGzip reads Accept-Encoding as far as we need it: gzip named and not
// switched off.
func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0"
		}
	}
	return false
}
