//go:build generated

package partner

// What the client imports, named here because it isn't kept: go.mod would lose them.
import (
	_ "github.com/oapi-codegen/nullable"
	_ "github.com/oapi-codegen/runtime"
)
