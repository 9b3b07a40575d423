package page

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/portal/assets"
	"github.com/goodword/goodword/portal/ui"
)

// Deps are what the pages need. All are required, except App and Sandbox.
type Deps struct {
	App *app.App // nil only in tests of pages that need nobody signed in

	Words     func(tags ...string) ui.Words // the first language of tags that we have, or the default
	Languages []string                      // that a reader can switch to
	Brand     ui.Brand
	Hue       int    // of the accent, in degrees
	BaseURL   string // scheme and host under which people reach us
	TestMode  bool
	HasBox    bool             // there is a local mailbox under /mailbox
	HasDemo   bool             // there is the design system to look at
	Sandbox   Sandbox          // nil in production, and where Stripe is real
	Cast      []Player         // of the demo: whom to try it as; none elsewhere
	Secret    []byte           // seals the stamps between two pages; 32 bytes or more
	Now       func() time.Time // wall time
}

// Player is somebody in the demo's story.
type Player struct {
	Name  string
	Email string
	Part  string // "customer", "rep", "reviewer", "approver" or "admin"
}

// Site is the pages' common ground. It is read-only once built.
type Site struct {
	Deps
	Assets *assets.Set
	Stamps Stamps
	guard  *http.CrossOriginProtection
	https  bool
}

// NewSite checks the dependencies and loads the assets.
func NewSite(d Deps) (*Site, error) {
	switch {
	case d.Words == nil, len(d.Languages) == 0, d.Now == nil:
		return nil, errors.New("portal: languages and a clock are needed")
	case len(d.Secret) < 32:
		return nil, errors.New("portal: the secret needs 32 bytes or more")
	}
	d.BaseURL = strings.TrimSuffix(d.BaseURL, "/")
	set, err := assets.Load(d.Hue)
	if err != nil {
		return nil, err
	}
	return &Site{
		Deps: d, Assets: set, Stamps: Stamps{key: d.Secret, now: d.Now}, guard: http.NewCrossOriginProtection(),
		https: strings.HasPrefix(d.BaseURL, "https:"),
	}, nil
}
