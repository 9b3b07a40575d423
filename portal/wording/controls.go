package wording

import (
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/fault"
)

// Repoint turns the pointers of a fault's fields, which name the application's
// input, into those of the controls on the page. to maps prefixes.
func Repoint(err error, to map[string]string) error {
	if err == nil {
		return nil
	}
	f := fault.Of(err)
	if f == nil || len(f.Fields) == 0 {
		return err
	}
	fields := slices.Clone(f.Fields)
	for i, field := range fields {
		for from, control := range to {
			if field.Pointer == from || strings.HasPrefix(field.Pointer, from+"/") {
				fields[i].Pointer = control
			}
		}
	}
	return fault.OfFields(fields...)
}

// Masked shows enough of an address for its owner to recognise it.
func Masked(address string) string {
	local, domain, ok := strings.Cut(address, "@")
	if !ok || local == "" {
		return ""
	}
	return string([]rune(local)[:1]) + "•••@" + domain
}
