package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/goodword/goodword/internal/fault"
)

// maxDepth is how deep the arrays and objects of a body may nest.
const maxDepth = 32

// Decode reads the JSON body of a request into the struct that in points to.
//
// It takes exactly what openapi.yaml says that it takes, because both read the
// same struct tags: a member without omitempty must be there; unknown or wrongly
// cased members, nulls (but for fields tagged extensions:"x-nullable"), other
// types, and values outside enums, minLength, maxLength, pattern, minimum,
// maximum, minItems and maxItems are Invalid faults with one Field each. Integers
// are digits only: 5.0 and 1e3 are refused. Broken JSON, duplicate names, invalid
// UTF-8, lone surrogates, nesting below 32 levels and trailing text are Malformed.
func Decode(c *gin.Context, in any) error {
	if err := wantType(c, jsonType); err != nil {
		return err
	}
	body, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return bodyFault(err)
	}
	return Unmarshal(body, in)
}

// Unmarshal reads a JSON text as Decode does.
func Unmarshal(body []byte, in any) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return fault.New(fault.Malformed, "empty_body", "The body is empty; send a JSON object.")
	}
	if deeperThan(body, maxDepth) {
		return fault.Newf(fault.Malformed, "too_deep", "The body nests deeper than %d levels.", maxDepth)
	}
	w := walker{dec: jsontext.NewDecoder(bytes.NewReader(body))}
	if err := w.document(shapeOf(reflect.TypeOf(in).Elem())); err != nil {
		return syntaxFault(err)
	}
	if len(w.fields) > 0 {
		return fault.OfFields(w.fields...)
	}
	if err := json.Unmarshal(body, in); err != nil {
		return fmt.Errorf("the walker let a body pass that can't be decoded: %w", err)
	}
	return nil
}

// Text reads a body of another text type whole, text/csv for instance. It checks
// the content type, that there is a body, and that it is UTF-8.
func Text(c *gin.Context, media string) (string, error) {
	if err := wantType(c, media); err != nil {
		return "", err
	}
	body, err := io.ReadAll(c.Request.Body)
	switch {
	case err != nil:
		return "", bodyFault(err)
	case len(body) == 0:
		return "", fault.New(fault.Malformed, "empty_body", "The body is empty.")
	case !utf8.Valid(body):
		return "", fault.New(fault.Malformed, "not_utf8", "The body is not UTF-8.")
	}
	return string(body), nil
}

// wantType refuses any content type but one, in UTF-8. Parameters other than the
// charset are RFC 4180's header=present and the like for CSV, and nothing we know
// for JSON.
func wantType(c *gin.Context, want string) error {
	refused := fault.Newf(fault.UnsupportedMedia, "unsupported_media_type", "Send “Content-Type: %s”, in UTF-8.", want)
	values := c.Request.Header.Values("Content-Type")
	if len(values) != 1 {
		return refused
	}
	media, params, err := mime.ParseMediaType(values[0])
	if err != nil || media != want {
		return refused
	}
	for name, value := range params {
		if name == "charset" && !strings.EqualFold(value, "utf-8") || name != "charset" && want == jsonType {
			return refused
		}
	}
	return nil
}

// bodyFault tells a body that broke off from one that is too large.
func bodyFault(err error) error {
	if f := known(err); f != err {
		return f
	}
	return fault.New(fault.Malformed, "broken_body", "The body ended before it was complete.").Wrap(err)
}

// syntaxFault words what jsontext reports. Its own text may quote the input, so it
// goes to the log only.
func syntaxFault(err error) error {
	if errors.Is(err, errTrailing) {
		return fault.New(fault.Malformed, "trailing_text", "Something follows the JSON document; send one document only.")
	}
	at, _ := errors.AsType[*jsontext.SyntacticError](err)
	if at == nil {
		return fault.New(fault.Malformed, "invalid_json", "The body is not JSON.").Wrap(err)
	}
	if errors.Is(err, jsontext.ErrDuplicateName) {
		f := fault.New(fault.Malformed, "duplicate_member", "An object names the same member twice.").Wrap(err)
		f.Fields = []fault.Field{{Pointer: clip(string(at.JSONPointer)), Code: "duplicate_member", Detail: "Name each member once."}}
		return f
	}
	return fault.Newf(fault.Malformed, "invalid_json", "The body is not valid JSON in UTF-8 (at byte %d).", at.ByteOffset).Wrap(err)
}

// deeperThan reports whether brackets nest deeper than limit. It looks before
// anything recurses, and leaves broken JSON to the parser.
func deeperThan(body []byte, limit int) bool {
	depth, inString := 0, false
	for i := 0; i < len(body); i++ {
		switch b := body[i]; {
		case inString && b == '\\':
			i++
		case b == '"':
			inString = !inString
		case inString:
		case b == '{' || b == '[':
			if depth++; depth > limit {
				return true
			}
		case b == '}' || b == ']':
			depth--
		}
	}
	return false
}
