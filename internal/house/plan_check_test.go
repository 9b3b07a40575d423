package house

import (
	"strings"
	"testing"
)

// TestPlantedViolations shows the checker what it must find, one kind each.
func TestPlantedViolations(t *testing.T) {
	t.Parallel()
	const own = module + "/"
	tests := []struct {
		name string
		pkg  pkg
		want string // part of the complaint; "" means that nothing is wrong
	}{
		{"a rule among rules", pkg{ImportPath: own + "internal/domain/reward", Imports: []string{own + "internal/domain/money", own + "internal/fault", "strings", "time"}}, ""},
		{"a rule that reads the store", pkg{ImportPath: own + "internal/domain/reward", Imports: []string{own + "internal/store"}}, "imports github.com/goodword/goodword/internal/store; it may import"},
		{"a rule that takes a context", pkg{ImportPath: own + "internal/domain/reward", Imports: []string{"context"}}, "rules are pure"},
		{"a rule that reads files", pkg{ImportPath: own + "internal/domain/reward", Imports: []string{"io/fs"}}, "rules are pure"},
		{"a rule that throws dice", pkg{ImportPath: own + "internal/domain/reward", Imports: []string{"math/rand/v2"}}, "rules are pure"},
		{"a rule with a library of its own", pkg{ImportPath: own + "internal/domain/reward", Imports: []string{"github.com/nyaruka/phonenumbers"}}, "which is for [internal/domain/contact]"},
		{"a door that reaches past app", pkg{ImportPath: own + "api", Imports: []string{own + "internal/payout"}}, "it may import"},
		{"a door in the other door", pkg{ImportPath: own + "portal", Imports: []string{own + "api"}}, "it may import"},
		{"gin past the doors", pkg{ImportPath: own + "internal/app", Imports: []string{"github.com/gin-gonic/gin"}}, "HTTP stays at the doors"},
		{"a part of gin past the doors", pkg{ImportPath: own + "internal/app", Imports: []string{"github.com/gin-gonic/gin/binding"}}, "HTTP stays at the doors"},
		{"validator at a door", pkg{ImportPath: own + "api", Imports: []string{"github.com/go-playground/validator/v10"}}, "input is checked once"},
		{"SQL in app", pkg{ImportPath: own + "internal/app", Imports: []string{"database/sql"}}, "one engine's business"},
		{"the driver in boot", pkg{ImportPath: own + "internal/boot", Imports: []string{"go.mongodb.org/mongo-driver/mongo"}}, "one engine's business"},
		{"Stripe in the sandbox's product code", pkg{ImportPath: own + "internal/stripesandbox", Imports: []string{"github.com/stripe/stripe-go/v76/webhook"}}, "Stripe's words stay at the edge"},
		{"Stripe in the sandbox's tests", pkg{ImportPath: own + "internal/stripesandbox", XTestImports: []string{"github.com/stripe/stripe-go/v76/webhook"}}, ""},
		{"Stripe in another's tests", pkg{ImportPath: own + "internal/app", TestImports: []string{"github.com/stripe/stripe-go/v76"}}, "in tests"},
		{"the contract of engines in the product", pkg{ImportPath: own + "internal/boot", Imports: []string{own + "internal/store/storetest"}}, "for tests only"},
		{"the contract of engines in a test", pkg{ImportPath: own + "internal/boot", XTestImports: []string{own + "internal/store/storetest"}}, ""},
		{"a library that nobody listed", pkg{ImportPath: own + "internal/app", Imports: []string{"github.com/pkg/errors"}}, "a library without a row"},
		{"one that nobody listed, in a test", pkg{ImportPath: own + "internal/app", XTestImports: []string{"github.com/stretchr/testify/assert"}}, "a library without a row"},
		{"a neighbour in name only", pkg{ImportPath: own + "internal/app", Imports: []string{module + "s/internal/fault"}}, "a library without a row"},
		{"a room without a row", pkg{ImportPath: own + "internal/magic"}, "has no row"},
		{"a name that says nothing", pkg{ImportPath: own + "internal/domain/common", Name: "common"}, "says nothing"},
		{"a package that doesn't load", pkg{ImportPath: own + "api", Error: &struct{ Err string }{"no Go files"}}, "no Go files"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := plan{rooms, libraries}.check(tt.pkg)
			if tt.want == "" {
				if len(got) > 0 {
					t.Errorf("found %q where nothing is wrong", got)
				}
				return
			}
			if len(got) != 1 || !strings.Contains(got[0], tt.want) {
				t.Errorf("found %q, want one complaint with %q", got, tt.want)
			}
		})
	}
}

func TestUnusedRowsAreFound(t *testing.T) {
	t.Parallel()
	pl := plan{
		rooms:     []room{{name: "api"}, {name: "internal/attic/..."}},
		libraries: []library{{path: "example.com/used"}, {path: "example.com/unused"}},
	}
	got := pl.unused([]pkg{{ImportPath: module + "/api", Imports: []string{"example.com/used/part"}}})
	want := `room "internal/attic/...", library example.com/unused`
	if strings.Join(got, ", ") != want {
		t.Errorf("unused rows: %q, want %q", got, want)
	}
}
