package web

import (
	"errors"
	"io"
	"mime"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

// Form reads the parts of a multipart/form-data body whole, in memory: the route's
// body limit bounds them. A part that isn't among names is an Invalid fault, one
// that comes twice is Malformed; absent ones are absent from the map.
func Form(c *gin.Context, names ...string) (map[string]string, error) {
	media, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || media != "multipart/form-data" {
		return nil, fault.New(fault.UnsupportedMedia, "unsupported_media_type", "Send “Content-Type: multipart/form-data”.")
	}
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return nil, brokenForm(err)
	}
	form := map[string]string{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return form, nil
		}
		if err != nil {
			return nil, brokenForm(err)
		}
		name := part.FormName()
		pointer := clip(join("", strings.ToValidUTF8(name, "�")))
		if !slices.Contains(names, name) {
			return nil, fault.OfField(pointer, "unknown_field", "There is no part of this name here.")
		}
		if _, twice := form[name]; twice {
			f := fault.New(fault.Malformed, "duplicate_member", "A form names the same part twice.")
			f.Fields = []fault.Field{{Pointer: pointer, Code: "duplicate_member", Detail: "Name each part once."}}
			return nil, f
		}
		body, err := io.ReadAll(part)
		if err != nil {
			return nil, brokenForm(err)
		}
		form[name] = string(body)
	}
}

func brokenForm(err error) error {
	if f := known(err); f != err {
		return f
	}
	return fault.New(fault.Malformed, "broken_form", "The form can't be read; are its boundaries right?").Wrap(err)
}
