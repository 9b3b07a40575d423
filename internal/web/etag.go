package web

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/fault"
)

// SetRevision answers with the revision of a resource as its strong ETag.
func SetRevision(c *gin.Context, revision int64) {
	c.Header("ETag", `"`+strconv.FormatInt(revision, 10)+`"`)
}

// Match is what a request's If-Match allows. The zero Match allows everything.
type Match struct {
	present bool
	any     bool
	tags    []string // as sent, with quotes
}

// IfMatch reads If-Match (RFC 9110 §13.1.1). A header that can't be read is a
// malformed fault; required makes its absence a precondition_required fault.
func IfMatch(c *gin.Context, required bool) (Match, error) {
	values := c.Request.Header.Values("If-Match")
	if len(values) == 0 {
		if required {
			return Match{}, fault.New(fault.PreconditionRequired, "if_match_required",
				"Send If-Match with the ETag of the version that you decide on.")
		}
		return Match{}, nil
	}
	header := strings.Join(values, ", ")
	if strings.TrimSpace(header) == "*" {
		return Match{present: true, any: true}, nil
	}
	tags, err := parseETags(header)
	if err != nil {
		return Match{}, fault.New(fault.Malformed, "bad_if_match", `If-Match must be an ETag in double quotes, like "7", or *.`).Wrap(err)
	}
	m := Match{present: true}
	for _, t := range tags {
		if !t.weak { // If-Match compares strongly: a weak tag never matches
			m.tags = append(m.tags, t.opaque)
		}
	}
	return m, nil
}

// Check returns a precondition fault unless the match allows the revision. It is
// pure, so an action may call it inside a retried write.
func (m Match) Check(revision int64) error {
	if !m.present || m.any {
		return nil
	}
	want := `"` + strconv.FormatInt(revision, 10) + `"`
	for _, t := range m.tags {
		if t == want {
			return nil
		}
	}
	return fault.New(fault.Precondition, "stale_revision", "It has changed since you read it. Read it again and decide on what it is now.")
}

// Revision is the revision that the match asks for, as actions take it: 0 when it
// allows every one, the newest when it names several, and -1 when none can match.
func (m Match) Revision() int64 {
	if !m.present || m.any {
		return 0
	}
	newest := int64(-1)
	for _, t := range m.tags {
		if n, err := strconv.ParseInt(strings.Trim(t, `"`), 10, 64); err == nil && n > 0 {
			newest = max(newest, n)
		}
	}
	return newest
}

// Present reports whether the request had an If-Match.
func (m Match) Present() bool { return m.present }

type entityTag struct {
	opaque string // with its quotes
	weak   bool
}

// parseETags reads a non-empty list of entity tags. The grammar lets a tag hold
// commas, so it can't be split on them.
func parseETags(s string) ([]entityTag, error) {
	var tags []entityTag
	for rest := strings.Trim(s, " \t"); ; {
		var t entityTag
		rest, t.weak = strings.CutPrefix(rest, "W/")
		if rest == "" || rest[0] != '"' {
			return nil, errors.New("an entity tag starts with a double quote")
		}
		end := strings.IndexByte(rest[1:], '"') + 1
		if end == 0 {
			return nil, errors.New("an entity tag ends with a double quote")
		}
		t.opaque = rest[:end+1]
		for _, b := range []byte(t.opaque) {
			if b <= ' ' || b == 0x7f {
				return nil, errors.New("an entity tag holds visible characters only")
			}
		}
		tags = append(tags, t)
		rest = strings.TrimLeft(rest[end+1:], " \t")
		if rest == "" {
			return tags, nil
		}
		if rest[0] != ',' {
			return nil, errors.New("entity tags are parted by commas")
		}
		rest = strings.TrimLeft(rest[1:], " \t")
	}
}
