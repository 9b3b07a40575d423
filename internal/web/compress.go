package web

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// minCompressed is the smallest answer that is worth compressing, in bytes.
const minCompressed = 1400

// Compress wraps h so that text answers are compressed for those who accept it.
// It sits outside the engine.
func Compress(h http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(
		gzhttp.MinSize(minCompressed),
		gzhttp.ContentTypes([]string{
			"text/html", "text/css", "text/javascript", "text/plain", "text/csv", "image/svg+xml",
			"application/json", "application/problem+json", "application/yaml", "application/xml",
		}),
	)
	if err != nil {
		return nil, err
	}
	return wrap(h), nil
}
