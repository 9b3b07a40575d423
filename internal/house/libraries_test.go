package house

// library is one row of what comes from outside: a library, or a part of the
// standard library that has a home, and the rooms that may import it.
type library struct {
	path  string   // import path; covers what is below it too
	may   []string // rooms whose product code may import it
	tests []string // rooms whose tests may as well
	why   string
}

// libraries holds every library that the module imports directly. The longest
// path that matches an import is its row.
var libraries = []library{
	// Required by name, each with one home.
	{"github.com/gin-gonic/gin", []string{"api", "portal/...", "internal/web"}, []string{"internal/bench"},
		"HTTP stays at the doors"},
	{"github.com/go-playground/validator/v10", []string{"internal/app"}, nil,
		"input is checked once, for both doors"},
	{"github.com/stripe/stripe-go/v76", []string{"internal/payout"}, []string{"internal/stripesandbox"},
		"Stripe's words stay at the edge; the sandbox's signatures are compared with the original's"},
	{"go.mongodb.org/mongo-driver", []string{"internal/store/mongo/..."}, nil,
		"one engine's business"},
	{"database/sql", []string{"internal/store/sqlite"}, nil,
		"one engine's business"},
	{"modernc.org/sqlite", []string{"internal/store/sqlite"}, nil,
		"one engine's business"},
	{"github.com/swaggo/swag", []string{"internal/openapi"}, nil,
		"a build tool, used as a library"},

	// Pure functions over text, which the rules need.
	{"github.com/agnivade/levenshtein", []string{"internal/domain/contact"}, nil,
		"how alike two names are"},
	{"github.com/nyaruka/phonenumbers", []string{"internal/domain/contact"}, nil,
		"numbering plans are data that we don't keep ourselves"},
	{"golang.org/x/net/idna", []string{"internal/domain/contact", "internal/domain/vetting"}, nil,
		"domain names have one form"},
	{"golang.org/x/net/publicsuffix", []string{"internal/domain/contact"}, nil,
		"where a company's domain begins"},
	{"golang.org/x/text", []string{"internal/domain/...", "internal/locale", "internal/web", "portal/..."}, nil,
		"Unicode and languages are tables, not opinions"},

	// HTTP.
	{"github.com/dunglas/httpsfv", []string{"internal/web"}, nil,
		"quoting in structured headers"},
	{"github.com/go-json-experiment/json/jsontext", []string{"internal/web"}, nil,
		"the strict walk over a body needs tokens and offsets"},
	{"github.com/klauspost/compress", []string{"internal/web"}, nil,
		"negotiated compression"},
	{"github.com/prometheus/client_golang", []string{"internal/web", "internal/worker", "internal/boot"}, nil,
		"requests, tasks, and the page that shows them"},
	{"golang.org/x/time/rate", []string{"internal/web"}, nil,
		"token buckets"},

	// Pages, words, mail.
	{"github.com/a-h/templ", []string{"portal/...", "internal/mail"}, nil,
		"typed templates"},
	{"github.com/boombuler/barcode", []string{"internal/qr"}, nil,
		"the QR code of a link"},
	{"github.com/nicksnyder/go-i18n/v2", []string{"internal/locale"}, nil,
		"plural rules"},
	{"github.com/wneessen/go-mail", []string{"internal/mail"}, nil,
		"MIME and SMTP"},

	{"github.com/go-webauthn/webauthn", []string{"internal/passkey"}, nil,
		"passkeys: cryptography and its encodings"},

	// Putting it together.
	{"github.com/alecthomas/kong", []string{"internal/boot"}, []string{"internal/config"},
		"commands, flags and environment from one struct"},
	{"github.com/oklog/ulid/v2", []string{"internal/app"}, nil,
		"ids that sort by time"},
	{"golang.org/x/sync", []string{"internal/app", "internal/boot", "internal/worker"}, nil,
		"errgroup: look-ups side by side, and goroutines that end together"},
	{"github.com/getkin/kin-openapi", []string{"internal/openapi/..."}, []string{"api", "internal/boot"},
		"reads, converts and checks the contract"},
	{"github.com/goccy/go-yaml", []string{"internal/openapi", "internal/reference"}, nil,
		"the contract is YAML whose order matters"},

	// Tests only.
	{"github.com/chromedp", []string{"internal/chromiumtest"}, []string{"portal", "internal/browsertest"},
		"a real browser"},
	{"github.com/emersion/go-smtp", nil, []string{"internal/mail"},
		"a real server for mails"},
	{"github.com/lestrrat-go/jsval", nil, []string{"internal/stripesandbox"},
		"stripe-mock's validators speak it"},
	{"github.com/stripe/stripe-mock", nil, []string{"internal/stripesandbox"},
		"Stripe's own contract, in process"},
	{"golang.org/x/net/html", []string{"portal/portaltest/..."}, []string{"internal/mail", "internal/boot", "internal/doortest", "portal/..."},
		"pages are read as a browser reads them"},
	{"pgregory.net/rapid", nil, []string{anything},
		"properties of rules"},
}

// outside are the parts of the standard library that reach the world, the time or
// chance, or that only make sense with them. Rules are pure: they import none.
var outside = []string{
	"context", "crypto/rand", "database/sql", "html/template", "io", "log", "math/rand",
	"net/http", "net/smtp", "os", "runtime", "sync", "syscall", "testing", "text/template",
}

// pure are the rooms that keep away from the outside.
var pure = []string{"internal/domain/...", "internal/fault", "portal/view"}

// clocks are the functions of package time that read or wait for the clock; pure
// rooms get the time as a value.
var clocks = []string{
	"After", "AfterFunc", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until",
}

// emptyNames are names of packages that say nothing about what is inside.
var emptyNames = []string{
	"base", "common", "constants", "dto", "helper", "helpers", "lib", "misc", "model",
	"models", "shared", "types", "util", "utils",
}
