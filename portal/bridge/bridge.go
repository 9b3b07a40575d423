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
	"github.com/goodword/goodword/internal/app"
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
