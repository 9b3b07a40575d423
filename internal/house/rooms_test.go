package house

// room is one row of the plan of the house: the packages of this module that the
// product code of a room may import. Tests may import what they like.
type room struct {
	name string   // path below the module, "" for main; with /... also what is below it
	may  []string // the same notation; anything means every package
	why  string
}

// anything matches every package of the module.
const anything = "..."

// signedIn is what the packages of the portal's signed-in pages may import.
var signedIn = []string{"portal/page", "portal/ui", "portal/view", "portal/wording", "internal/app", "internal/domain/...", "internal/locale", "internal/qr", "internal/web", "internal/fault"}

// rooms is the plan. The first row that matches a package is its row.
var rooms = []room{
	{"", []string{"internal/boot"},
		"main is a screenful: it hands over to boot"},
	{"internal/boot/...", []string{anything},
		"the one place that constructs, runs and closes"},

	// The two doors. They never reach past app, and never into each other.
	{"api", []string{"internal/app", "internal/domain/...", "internal/locale", "internal/qr", "internal/reference", "internal/web", "internal/fault"},
		"a thin door; reference draws the contract that it serves, locale words what answers say to people"},
	{"portal", []string{"portal/...", "internal/app", "internal/domain/...", "internal/locale", "internal/qr", "internal/web", "internal/fault"},
		"a thin door; locale, because a page is where messages become words"},
	{"portal/bridge", []string{"portal", "portal/ui", "portal/view", "portal/wording", "internal/app", "internal/domain/...", "internal/fault"},
		"answers the ports of the mailed pages from app's services"},
	{"portal/portaltest", []string{anything},
		"the whole portal, as its tests meet it; tests only"},
	{"portal/portaltest/markup", nil,
		"knows HTML only; tests only"},
	{"portal/page", []string{"portal/assets", "portal/ui", "portal/view", "internal/app", "internal/domain/...", "internal/web", "internal/fault"},
		"what every handler of the portal works with"},
	{"portal/account", signedIn,
		"pages of people who are signed in: they call app as the API does"},
	{"portal/referrer", signedIn,
		"pages of people who are signed in: they call app as the API does"},
	{"portal/desk", signedIn,
		"pages of people who are signed in: they call app as the API does"},
	{"portal/followup", signedIn,
		"pages of people who are signed in: they call app as the API does"},
	{"portal/kit", []string{"portal/page", "portal/ui", "portal/view", "portal/wording", "internal/domain/..."},
		"the design system on one page"},
	{"portal/approvals", signedIn,
		"pages of people who are signed in: they call app as the API does"},
	{"portal/programs", signedIn,
		"pages of people who are signed in: they call app as the API does"},
	{"portal/people", signedIn,
		"pages of people who are signed in: they call app as the API does"},
	{"portal/office", signedIn,
		"pages of people who are signed in: they call app as the API does"},
	{"portal/ui", []string{"portal/view", "internal/domain/...", "internal/locale"},
		"draws values; knows neither requests nor services"},
	{"portal/wording", []string{"portal/ui", "portal/view", "internal/app", "internal/domain/...", "internal/fault"},
		"puts what app knows into the values of pages, the same for a mailed page as for one of somebody signed in"},
	{"portal/view", []string{"internal/domain/..."},
		"plain values for pages"},
	{"portal/assets", nil,
		"files and their names"},

	// The room where everything happens, and the rules that it follows.
	{"internal/app/...", []string{"internal/app/...", "internal/domain/...", "internal/store", "internal/locale", "internal/fault"},
		"what it needs from outside it declares as interfaces"},
	{"internal/domain/...", []string{"internal/domain/...", "internal/fault"},
		"pure rules: values in, values out"},
	{"internal/fault", nil,
		"every room speaks it, so it may know none"},
	{"internal/config", nil,
		"settings are values; boot decides what they mean"},

	// What the house stands on.
	{"internal/store", []string{"internal/fault"},
		"a port: documents, versions, queries, nothing about referrals"},
	{"internal/store/sqlite", []string{"internal/store", "internal/fault"},
		"an engine behind the port"},
	{"internal/store/mongo", []string{"internal/store", "internal/fault"},
		"an engine behind the port"},
	{"internal/store/storetest", []string{"internal/store", "internal/fault"},
		"the contract of all engines; knows none of them"},
	{"internal/store/mongo/mongotest", []string{"internal/store/mongo", "internal/store/storetest"},
		"finds servers, and says which of the contract's properties they have"},
	{"internal/store/sqlite/sqlitetest", []string{"internal/store", "internal/store/sqlite"},
		"copies of one prepared database; tests only"},
	{"internal/worker", []string{"internal/domain/aggregate", "internal/fault"},
		"a loop over claims; what a task means is app's business"},

	// The ways out of the house.
	{"internal/payout", []string{"internal/domain/...", "internal/fault"},
		"keeps Stripe's words at the edge"},
	{"internal/passkey", []string{"internal/domain/session", "internal/fault"},
		"keeps WebAuthn's structures at the edge"},
	{"internal/passkey/passkeytest", nil,
		"a device in software that shares nothing with what it tests; tests only"},
	{"internal/mail", []string{"internal/domain/...", "internal/locale", "internal/fault"},
		"renders message keys; never asks app for more"},
	{"internal/stripesandbox", []string{"internal/store", "internal/fault"},
		"stands in for somebody else's server, so it may know nothing of ours"},
	{"internal/locale", []string{"internal/domain/message", "internal/domain/money"},
		"turns messages and amounts into words, whatever they are about"},

	// What both doors share, and what is made from them.
	{"internal/web", []string{"internal/fault", "internal/config"},
		"HTTP without a product: neither domain nor store"},
	{"internal/qr", nil,
		"draws a text that it is given"},
	{"internal/reference", nil,
		"draws a document that it is given"},
	{"internal/openapi", []string{"api", "internal/web", "internal/fault"},
		"a build tool: reads api's table and annotations"},
	{"internal/openapi/contract", nil,
		"holds a test's requests and answers to a document"},
	{"internal/openapi/generate", []string{"internal/openapi"},
		"the command of go generate"},
	{"internal/bench", nil,
		"measures the whole product; tests only"},
	{"internal/house", nil,
		"tests only"},
	{"internal/browsertest", nil,
		"the product as people meet it; tests only"},
	{"internal/processtest", nil,
		"knows the product as a binary; tests only"},
	{"internal/producttest", nil,
		"starts the product's binary; tests only"},
	{"internal/chromiumtest", nil,
		"looks at pages in a browser, whoever serves them; tests only"},
	{"internal/doortest", nil,
		"holds the API and the pages to each other; tests only"},
}

// testOnly are the rooms that product code never imports, whatever its row says;
// they may import each other.
var testOnly = []string{
	"internal/bench", "internal/browsertest", "internal/chromiumtest", "internal/house", "internal/openapi/contract", "internal/processtest", "internal/producttest",
	"portal/portaltest", "portal/portaltest/markup", "internal/passkey/passkeytest", "internal/store/storetest", "internal/store/mongo/mongotest", "internal/store/sqlite/sqlitetest",
}
