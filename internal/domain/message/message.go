// Package message holds what the domain says to people: a key and its values,
// never a sentence. Package locale turns it into words.
//
// Neighbours: promise, vetting, referral and reward return messages; app, mail and
// portal hand them to locale. Invariant: every key stands in every catalogue (kept
// by a test in locale).
package message

// Message is a sentence to be: a key of the catalogues and the values in it.
// A value is a string, an int, a money.Money, or one of the types below; a
// Message or a list of them is rendered first.
type Message struct {
	Key  string
	Args map[string]any
}

// Of returns a message; args are name, value, name, value …
func Of(key string, args ...any) Message {
	m := Message{Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		if m.Args == nil {
			m.Args = map[string]any{}
		}
		m.Args[args[i].(string)] = args[i+1]
	}
	return m
}

// Day is a date in a zone, in milliseconds since 1970 UTC.
type Day struct {
	MS   int64
	Zone string // IANA name
}

// Moment is a date and time of day in a zone, in milliseconds since 1970 UTC.
type Moment struct {
	MS   int64
	Zone string // IANA name
}

// Word is a closed-set value (a channel, a weekday, a status) whose name in the
// reader's language has the key Kind+"."+Value.
type Word struct {
	Kind  string
	Value string
}

// Or is a list joined by "or"; And one joined by "and". Elements are as in Args.
type (
	Or  []any
	And []any
)
