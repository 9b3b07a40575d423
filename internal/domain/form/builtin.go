package form

import "github.com/goodword/goodword/internal/domain/promise"

// Reserved keys: the built-in fields of PRODUCT.md §5. A form may leave any of them
// out except the name, and may word them in its own way, but under these keys they
// have the type and the option values below, because the house reads them.
const (
	KeyName          = "name"
	KeyCompany       = "company"
	KeyRole          = "role"
	KeyDecisionMaker = "decision_maker" // yes, no, unknown
	KeySource        = "source"         // how the referrer knows them: one of the five sources
	KeyWhy           = "why"            // why it would help them
	KeyTold          = "told"           // have you told them: yes, not_yet
	KeyChannel       = "channel"        // the best way to reach them; values of the promise's channels
	KeyTime          = "best_time"
	KeyEmail         = "email"
	KeyPhone         = "phone"
	KeyCountry       = "country"
	KeyLanguage      = "language"
	KeyAgreed        = "agreed" // the referrer states that the person said yes; asked under already_agreed only
)

// The five sources of PRODUCT.md §11: where a referrer knows somebody from.
const (
	PeersOutside     = "peers_outside"
	ColleaguesInside = "colleagues_inside"
	Neighbours       = "neighbours"
	Suppliers        = "suppliers"
	Customers        = "customers"
)

// Sources lists the five in the order in which they are asked.
func Sources() []string {
	return []string{PeersOutside, ColleaguesInside, Neighbours, Suppliers, Customers}
}

// builtin is what is fixed about a reserved key.
type builtin struct {
	key     string
	kind    Type
	ask     Ask
	options []string
}

// builtins are the reserved keys in the order of the default form. The table is
// never written to.
var builtins = []builtin{
	{key: KeyName, kind: Text, ask: AskBoth},
	{key: KeyCompany, kind: Text, ask: AskBoth},
	{key: KeyRole, kind: Text, ask: AskBoth},
	{key: KeyDecisionMaker, kind: Choice, ask: AskBoth, options: []string{"yes", "no", "unknown"}},
	{key: KeySource, kind: Choice, ask: AskReferrer, options: Sources()},
	{key: KeyWhy, kind: LongText, ask: AskBoth},
	{key: KeyTold, kind: Choice, ask: AskReferrer, options: []string{"yes", "not_yet"}},
	{key: KeyAgreed, kind: Consent, ask: AskReferrer},
	{key: KeyEmail, kind: Email, ask: AskBoth},
	{key: KeyPhone, kind: Phone, ask: AskBoth},
	{key: KeyChannel, kind: Choice, ask: AskBoth, options: channels()},
	{key: KeyTime, kind: Text, ask: AskBoth},
	{key: KeyCountry, kind: Country, ask: AskBoth},
	{key: KeyLanguage, kind: Language, ask: AskBoth},
}

func builtinOf(key string) (builtin, bool) {
	for _, b := range builtins {
		if b.key == key {
			return b, true
		}
	}
	return builtin{}, false
}

func channels() []string {
	var values []string
	for _, c := range promise.Channels() {
		values = append(values, string(c))
	}
	return values
}

// field returns the built-in field as the default form has it.
func (b builtin) field() Field {
	f := Field{Key: b.key, Type: b.kind, Ask: b.ask}
	for _, value := range b.options {
		f.Options = append(f.Options, Option{Value: value})
	}
	return f
}

// helpful reports whether the catalogues have help for a built-in field.
func helpful(key string) bool {
	switch key {
	case KeyName, KeyWhy, KeyTold, KeyEmail, KeyAgreed, KeyTime:
		return true
	}
	return false
}

// Default returns the form that a new program starts with: all built-in fields, in
// the words of the catalogues.
func Default() Form {
	var f Form
	for _, b := range builtins {
		field := b.field()
		switch b.key {
		case KeyName, KeyCompany, KeySource, KeyTold:
			field.Required = true
		case KeyWhy:
			field.Required, field.Ask = true, AskReferrer
		case KeyDecisionMaker:
			field.Ask = AskReferrer
		}
		f.Fields = append(f.Fields, field)
	}
	return f
}
