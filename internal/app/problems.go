package app

import (
	"errors"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/fault"
)

// maxExternalID is the longest external id, in characters.
const maxExternalID = 200

// cleanExternalID returns an external id as it is stored: on one line, trimmed,
// in NFC.
func cleanExternalID(s string) (string, *fault.Error) {
	return contact.Text("/external_id", s, maxExternalID, false)
}

// problems collects what is wrong with an input, so that the caller learns all of
// it at once.
type problems struct {
	fields []fault.Field
	other  error // something that isn't about fields
}

// add takes an error of check or of another validation; nil is fine.
func (p *problems) add(err error) {
	var f *fault.Error
	switch {
	case err == nil:
	case errors.As(err, &f):
		p.addFault(f)
	case p.other == nil:
		p.other = err
	}
}

// addFault takes a fault; nil is fine. A field that was named before isn't named
// again.
func (p *problems) addFault(f *fault.Error) {
	if f == nil {
		return
	}
	if len(f.Fields) == 0 && p.other == nil {
		p.other = f
	}
	for _, field := range f.Fields {
		if !p.named(field.Pointer) {
			p.fields = append(p.fields, field)
		}
	}
}

func (p *problems) named(pointer string) bool {
	for _, f := range p.fields {
		if f.Pointer == pointer {
			return true
		}
	}
	return false
}

// fault returns one error for all, or nil.
func (p *problems) fault() error {
	if len(p.fields) > 0 {
		return fault.OfFields(p.fields...)
	}
	return p.other
}
