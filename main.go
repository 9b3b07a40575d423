// Goodword is a referral program that keeps its word. See README.md.
package main

import (
	_ "embed"
	"os"
	"runtime/debug"
	_ "time/tzdata" // zones on machines without a time zone database

	"github.com/goodword/goodword/internal/boot"
)

//go:embed openapi.yaml
var document []byte

func main() { os.Exit(boot.Main(os.Args[1:], document, version())) }

// version is the module's, or the commit that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return info.Main.Version + " " + s.Value
		}
	}
	return info.Main.Version
}
