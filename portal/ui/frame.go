// Package ui is the design system: the frame of a page and the components in it,
// one templ file each (STACK.md §2).
//
// Neighbours: portal composes its pages of these; view holds the values they
// draw; assets the stylesheet. Invariants: no component prints an inline script
// or style; every word comes from Words; a control always has a visible label.
package ui

import (
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/money"
)

// Words turns keys, messages, amounts and times into one reader's language.
// Package locale's Printer is one.
type Words interface {
	T(key string, args ...any) string
	Text(m message.Message) string
	Money(m money.Money) string
	Date(d message.Day) string
	DateTime(m message.Moment) string
	Lang() string
}

// Assets gives the address of an asset by its plain name.
type Assets interface {
	URL(name string) string
}

// Brand is the company that runs the installation.
type Brand struct {
	Name    string // as people know it
	Holder  string // who holds the data: legal name and address, one line
	Contact string // an e-mail address for questions about data; "" for none
}

// Frame is everything that surrounds a page, and its reader's language.
type Frame struct {
	Words
	Brand     Brand
	Assets    Assets
	Nonce     string   // of this answer's scripts
	Theme     string   // "light", "dark" or "" for the system's
	Languages []string // that the reader can switch to
	Back      string   // the path of a page that the switches return to
	Path      string   // of this request
	TestMode  bool
	RequestID string

	Reader  string  // the name of who is signed in; "" for nobody
	Nav     []Place // where they can go
	Said    Said    // what was just done
	KeysOff bool    // no shortcuts of one key
}

// Place is an entry of the rail.
type Place struct {
	Path    string
	Key     string // of its word
	Icon    string
	Current bool
}

// Said is what a page says first: what was just done, or wasn't.
type Said struct {
	Text string
	Undo string // where a press of "Undo" is sent; "" where it can't be undone
	Bad  bool   // it was not done
}

// Day writes a date in a zone; ms as everywhere.
func (f Frame) Day(ms int64, zone string) string { return f.Date(message.Day{MS: ms, Zone: zone}) }

// Moment writes a date and time of day in a zone.
func (f Frame) Moment(ms int64, zone string) string {
	return f.DateTime(message.Moment{MS: ms, Zone: zone})
}

// Theme names that a reader can choose; the empty one follows the system.
var themes = [...]struct{ name, icon string }{{"", "monitor"}, {"light", "sun"}, {"dark", "moon"}}

// has reports whether a message is there at all.
func has(m message.Message) bool { return m.Key != "" }
