package program

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
)

// Terms are everything that a revision freezes.
type Terms struct {
	Name      string            `json:"name"`
	Languages []string          `json:"languages"` // the first one is used where a reader's own isn't among them
	Promise   promise.Promise   `json:"promise"`
	Calendar  calendar.Calendar `json:"calendar"`
	Form      form.Form         `json:"form"`
	Vetting   vetting.Settings  `json:"vetting"`
	Rewards   reward.Terms      `json:"rewards"`

	ProtectionDays  int `json:"protection_days"`     // in which a claim has to reach met
	ProtectionMax   int `json:"protection_max_days"` // after which even a claim that met ends
	AttributionDays int `json:"attribution_days"`    // from visit to form

	Team string `json:"team"`             // who contacts the person, as texts call them
	Rep  string `json:"rep_id,omitempty"` // staff member to whom new referrals go first
}

// The longest spans, in days.
const (
	maxAttribution = 365
	maxProtection  = 730
)

// Languages lists the languages that texts exist in.
func Languages() []string { return []string{"en", "de"} }

// DefaultTerms returns the terms with the numbers of PRODUCT.md §15, on the
// working time of a zone.
func DefaultTerms(name, zone string) Terms {
	return Terms{
		Name:            name,
		Languages:       Languages(),
		Promise:         promise.Default(),
		Calendar:        calendar.Default(zone),
		Form:            form.Default(),
		Vetting:         vetting.Default(),
		Rewards:         reward.Default(),
		ProtectionDays:  90,
		ProtectionMax:   365,
		AttributionDays: 90,
		Team:            name,
	}
}

// Check returns the terms cleaned, or a fault with every field that is wrong.
// Pointers start at pointer, such as "/draft".
func (t Terms) Check(pointer string) (Terms, *fault.Error) {
	var wrong []fault.Field
	note := func(f *fault.Error) {
		if f != nil {
			wrong = append(wrong, f.Fields...)
		}
	}
	var f *fault.Error
	t.Name, f = line(pointer+"/name", t.Name, contact.MaxName)
	note(f)
	t.Team, f = line(pointer+"/team", t.Team, contact.MaxName)
	note(f)
	note(t.checkLanguages(pointer + "/languages"))
	note(t.Promise.Check(pointer + "/promise"))
	note(t.Calendar.Check(pointer + "/calendar"))
	t.Form, f = t.Form.Check(pointer+"/form", t.Languages)
	note(f)
	note(t.Vetting.Check(pointer + "/vetting"))
	note(t.Rewards.Check(pointer + "/rewards"))
	note(days(pointer+"/protection_days", t.ProtectionDays, 1, maxProtection))
	note(days(pointer+"/protection_max_days", t.ProtectionMax, max(1, min(t.ProtectionDays, maxProtection)), maxProtection))
	note(days(pointer+"/attribution_days", t.AttributionDays, 1, maxAttribution))
	if len(wrong) > 0 {
		return Terms{}, fault.OfFields(wrong...)
	}
	return t, nil
}

func (t Terms) checkLanguages(pointer string) *fault.Error {
	if len(t.Languages) == 0 {
		return fault.OfField(pointer, "required", "Name at least one language.")
	}
	for i, l := range t.Languages {
		at := pointer + "/" + strconv.Itoa(i)
		if !slices.Contains(Languages(), l) {
			return fault.OfField(at, "unknown_language", "Use en or de.")
		}
		if slices.Contains(t.Languages[:i], l) {
			return fault.OfField(at, "repeated", "List each language once.")
		}
	}
	return nil
}

// Language returns the language in which somebody who reads wanted is answered.
func (t Terms) Language(wanted string) string {
	base, _, _ := strings.Cut(wanted, "-")
	if slices.Contains(t.Languages, base) || len(t.Languages) == 0 {
		return base
	}
	return t.Languages[0]
}

// Same reports whether two terms are the same, whatever their order of maps.
func (t Terms) Same(o Terms) bool {
	a, errA := json.Marshal(t)
	b, errB := json.Marshal(o)
	return errA == nil && errB == nil && string(a) == string(b)
}

// line cleans a text of one line that must not be empty.
func line(pointer, s string, longest int) (string, *fault.Error) {
	clean, f := contact.Text(pointer, s, longest, false)
	if f == nil && clean == "" {
		f = fault.OfField(pointer, "required", "This field is needed.")
	}
	return clean, f
}

func days(pointer string, n, lowest, highest int) *fault.Error {
	if n >= lowest && n <= highest {
		return nil
	}
	return fault.OfField(pointer, "out_of_range", "Use a number from "+strconv.Itoa(lowest)+" to "+strconv.Itoa(highest)+".")
}
