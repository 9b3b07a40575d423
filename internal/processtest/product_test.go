package processtest

import (
	"testing"

	"github.com/goodword/goodword/internal/producttest"
)

func TestMain(m *testing.M) { producttest.Main(m) }

// newSite is a site on a SQLite file, or on another database by the settings.
func newSite(t *testing.T, settings ...string) *site {
	t.Helper()
	return &site{t, producttest.NewSite(t, settings...)}
}

// site is where a test's processes work.
type site struct {
	t *testing.T
	*producttest.Site
}

// start starts a process without a story, and waits until it is ready.
func (s *site) start() *producttest.Process {
	s.t.Helper()
	return s.Start("--empty")
}
