// Package bridge answers the portal's ports from the application: it calls one
// method of a service and turns what comes back into the plain values of package
// view, in the reader's words and zone.
//
// Neighbours: portal declares the ports; app does the work; boot puts the three
// together. Invariants: no rule stands here, only wording and shape; addresses of
// people leave masked; faults keep their codes and point at the controls of the
// page that was sent.
package bridge

import (
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal"
	"github.com/goodword/goodword/portal/ui"
)

// Bridge implements portal.Services.
type Bridge struct {
	app   *app.App
	words func(tags ...string) ui.Words
}

var _ portal.Services = (*Bridge)(nil)

// New returns the bridge to an application; words gives the words of a language.
func New(a *app.App, words func(tags ...string) ui.Words) *Bridge {
	return &Bridge{app: a, words: words}
}

// repoint turns the pointers of a fault's fields, which name the application's
// input, into those of the controls on the page. to maps prefixes.
func repoint(err error, to map[string]string) error {
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

// masked shows enough of an address for its owner to recognise it.
func masked(address string) string {
	local, domain, ok := strings.Cut(address, "@")
	if !ok || local == "" {
		return ""
	}
	return string([]rune(local)[:1]) + "•••@" + domain
}
