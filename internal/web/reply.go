package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
)

// jsonType needs no charset: RFC 8259 knows UTF-8 only.
const jsonType = "application/json"

// JSON answers with v. The body is encoded before the status is written, so that
// a failure is still a 500.
func JSON(c *gin.Context, status int, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	c.Data(status, jsonType, append(body, '\n'))
	return nil
}

// OK answers 200 with v.
func OK(c *gin.Context, v any) error { return JSON(c, http.StatusOK, v) }

// Created answers 201 with v and its address.
func Created(c *gin.Context, location string, v any) error {
	c.Header("Location", location)
	return JSON(c, http.StatusCreated, v)
}

// NoContent answers 204.
func NoContent(c *gin.Context) error {
	c.Status(http.StatusNoContent)
	c.Writer.WriteHeaderNow()
	return nil
}

// Replayed marks the answer to a repeated Idempotency-Key.
func Replayed(c *gin.Context) { c.Header("Idempotent-Replayed", "true") }

// List is one page of resources.
//
//	@Description	One page of a list, newest first unless the operation says otherwise.
type List[T any] struct {
	Data       []T     `json:"data"`                                                // never null
	HasMore    bool    `json:"has_more"`                                            // whether there is a next page
	NextCursor *string `json:"next_cursor" extensions:"x-nullable" maxLength:"512"` // the `cursor` of the next page; null on the last
}

// Page answers with one page. next is the cursor of the next one, empty on the
// last; the same request with it is linked as rel="next" (RFC 8288).
func Page[T any](c *gin.Context, data []T, next string) error {
	if data == nil {
		data = []T{}
	}
	page := List[T]{Data: data}
	if next != "" {
		page.HasMore, page.NextCursor = true, &next
		query := c.Request.URL.Query()
		query.Set("cursor", next)
		target := url.URL{Path: c.Request.URL.Path, RawQuery: query.Encode()}
		c.Header("Link", "<"+target.String()+`>; rel="next"`)
	}
	return OK(c, page)
}

// Static answers with a document that is the same for everybody until the next
// start, under a strong ETag, with 304 for who has it already.
func Static(c *gin.Context, contentType string, body []byte) error {
	sum := sha256.Sum256(body)
	return fixed(c, `"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`, "public, max-age=300", contentType, body)
}

// Frozen answers with a revision of something that never changes, under its number
// as ETag, with 304 for who has it already; no shared cache may keep it.
func Frozen(c *gin.Context, revision int64, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	return fixed(c, `"`+strconv.FormatInt(revision, 10)+`"`, "private, no-cache", jsonType, append(body, '\n'))
}

// fixed answers with a document, or with 304 to who has it under the ETag.
func fixed(c *gin.Context, etag, caching, contentType string, body []byte) error {
	c.Header("ETag", etag)
	c.Header("Cache-Control", caching)
	if matchesAny(c.GetHeader("If-None-Match"), etag) {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return nil
	}
	c.Data(http.StatusOK, contentType, body)
	return nil
}

// matchesAny compares as If-None-Match does, weakly; what can't be read as a list
// of entity tags matches nothing.
func matchesAny(header, etag string) bool {
	if strings.TrimSpace(header) == "*" {
		return true
	}
	tags, err := parseETags(header)
	if err != nil {
		return false
	}
	for _, t := range tags {
		if t.opaque == etag {
			return true
		}
	}
	return false
}
