package browsertest

import (
	"testing"

	"github.com/goodword/goodword/internal/producttest"
)

func TestMain(m *testing.M) { producttest.Main(m) }

// adminMail is the address of the first admin.
const adminMail = "admin@goodword.example"

// start runs the product by its command line on a free port until the test ends,
// and returns its address.
func start(t testing.TB, flags ...string) string {
	t.Helper()
	p := producttest.NewSite(t).Start(append(flags, "--admin="+adminMail)...)
	t.Cleanup(p.Stop)
	return p.URL
}
