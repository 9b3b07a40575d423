package contact

import (
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/fault"
)

// MaxName and MaxCompany are the longest names that we take, in characters.
const (
	MaxName    = 120
	MaxCompany = 160
)

// alike is the likeness, in percent, from which two keys may be the same. It lets
// one letter in eight differ: enough for "Meyer" and "Meier" in a full name.
const alike = 88

// Name is a checked name of a person.
type Name struct {
	Typed string
	Key   string // folded words in alphabetical order, so that "Smith, Bob" is "Bob Smith"
	Mixed bool   // letters of several scripts in one word, as in look-alike names
}

// ParseName checks a person's name; it must not be empty.
func ParseName(pointer, s string) (Name, *fault.Error) {
	typed, f := Text(pointer, s, MaxName, false)
	if f != nil {
		return Name{}, f
	}
	if typed == "" {
		return Name{}, fault.OfField(pointer, "required", "Give a name.")
	}
	return Name{Typed: typed, Key: NameKey(typed), Mixed: MixedScript(typed)}, nil
}

// NameKey returns the comparison key of a person's name.
func NameKey(name string) string {
	words := strings.Fields(Fold(name))
	slices.Sort(words)
	return strings.Join(words, " ")
}

// SameName reports whether two keys of NameKey may be the same person. It is a
// suggestion for a human, never a decision.
func SameName(a, b string) bool {
	return a != "" && b != "" && Likeness(a, b) >= alike
}
