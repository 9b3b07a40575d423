package web

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/goodword/goodword/internal/fault"
)

const (
	maxFields  = 20  // faults of one request that are told
	maxPointer = 256 // bytes of a pointer that are told back
)

var errTrailing = errors.New("text after the document")

// walker goes through a JSON text beside the shape of the Go type that it is for,
// and collects what doesn't fit. jsontext refuses duplicate names, invalid UTF-8
// and lone surrogates by itself.
type walker struct {
	dec    *jsontext.Decoder
	fields []fault.Field
}

// document walks the one value of a text.
func (w *walker) document(s *shape) error {
	if err := w.value(s, rules{}, ""); err != nil {
		return err
	}
	switch _, err := w.dec.ReadToken(); {
	case err == nil:
		return errTrailing
	case errors.Is(err, io.EOF):
		return nil
	case errors.As(err, new(*jsontext.SyntacticError)):
		return errTrailing
	default:
		return err
	}
}

// value walks one value. Its error is one of syntax; anything else is collected.
func (w *walker) value(s *shape, r rules, at string) error {
	kind := w.dec.PeekKind()
	if kind == 'n' && s.kind != anything {
		if !r.nullable {
			w.fault(at, "null_not_allowed", "This can't be null; leave it out or give "+s.kind.String()+".")
		}
		return w.dec.SkipValue()
	}
	if kind != 0 && !s.kind.takes(byte(kind)) {
		w.fault(at, "wrong_type", "This must be "+s.kind.String()+".")
		return w.dec.SkipValue()
	}
	switch s.kind {
	case object:
		return w.object(s, at)
	case dict:
		return w.dict(s, r, at)
	case array:
		return w.list(s, r, at)
	}
	raw, err := w.dec.ReadValue()
	if err != nil {
		return err
	}
	if code, detail := s.checkLeaf(raw, r); code != "" {
		w.fault(at, code, detail)
	}
	return nil
}

func (w *walker) object(s *shape, at string) error {
	seen := make(map[string]bool, len(s.members))
	err := w.members(func(name string) error {
		m, ok := s.members[name]
		if !ok {
			w.fault(join(at, name), "unknown_field", "There is no field of this name here; names are lower case and exact.")
			return w.dec.SkipValue()
		}
		seen[name] = true
		return w.value(m.shape, m.rules, join(at, name))
	})
	if err != nil {
		return err
	}
	for _, name := range s.required {
		if !seen[name] {
			w.fault(join(at, name), "required", "This field can't be left out.")
		}
	}
	return nil
}

func (w *walker) dict(s *shape, r rules, at string) error {
	n := 0
	err := w.members(func(name string) error {
		n++
		if strings.ContainsRune(name, 0) {
			w.fault(join(at, name), "nul_character", "A name can't hold the character NUL.")
		}
		return w.value(s.elem, r.ofElements(), join(at, name))
	})
	if err == nil {
		w.count(n, r, at)
	}
	return err
}

// members calls each for every member of the object that follows; each consumes
// the member's value.
func (w *walker) members(each func(name string) error) error {
	if _, err := w.dec.ReadToken(); err != nil {
		return err
	}
	for w.dec.PeekKind() != '}' {
		token, err := w.dec.ReadToken()
		if err != nil {
			return err
		}
		if err := each(token.String()); err != nil {
			return err
		}
	}
	_, err := w.dec.ReadToken()
	return err
}

func (w *walker) list(s *shape, r rules, at string) error {
	if _, err := w.dec.ReadToken(); err != nil {
		return err
	}
	n := 0
	for ; w.dec.PeekKind() != ']'; n++ {
		if err := w.value(s.elem, r.ofElements(), at+"/"+strconv.Itoa(n)); err != nil {
			return err
		}
	}
	if _, err := w.dec.ReadToken(); err != nil {
		return err
	}
	w.count(n, r, at)
	return nil
}

func (w *walker) count(n int, r rules, at string) {
	if n < r.minItems {
		w.fault(at, "too_few", "This needs at least "+strconv.Itoa(r.minItems)+" entries.")
	}
	if r.maxItems > 0 && n > r.maxItems {
		w.fault(at, "too_many", "This takes at most "+strconv.Itoa(r.maxItems)+" entries.")
	}
}

func (w *walker) fault(at, code, detail string) {
	if len(w.fields) < maxFields {
		w.fields = append(w.fields, fault.Field{Pointer: clip(at), Code: code, Detail: detail})
	}
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// join appends a name to a pointer as RFC 6901 says.
func join(at, name string) string { return at + "/" + pointerEscapes.Replace(name) }

// clip bounds how much of a hostile name is echoed.
func clip(pointer string) string {
	if len(pointer) <= maxPointer {
		return pointer
	}
	return strings.ToValidUTF8(pointer[:maxPointer], "") + "…"
}
