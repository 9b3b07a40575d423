package programs

import (
	"maps"
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/domain/calendar"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/portal/view"
)

// basics is who runs the program, in which languages, and when it works.
func basics([]string) []termsGroup {
	name := line("name", "/name", func(t *program.Terms) *string { return &t.Name })
	team := line("team", "/team", func(t *program.Terms) *string { return &t.Team })
	name.longest, team.longest, team.help = contact.MaxName, contact.MaxName, true
	zone := line("zone", "/calendar/zone", func(t *program.Terms) *string { return &t.Calendar.Zone })
	zone.help = true
	holidays := lines("holidays", "/calendar/holidays", func(t *program.Terms) *[]string { return &t.Calendar.Holidays }, strings.TrimSpace)
	hours := window("hours", "/calendar/hours", func(t *program.Terms) *calendar.Window { return &t.Calendar.Hours })
	return []termsGroup{
		{"who", []termsControl{name, team}},
		{"languages", []termsControl{languages()}},
		{"calendar", append(append([]termsControl{zone}, hours...), holidays)},
	}
}

// languages is the choice of languages and of the one that comes first.
func languages() termsControl {
	return termsControl{
		name: "languages", kind: view.Choice, at: []string{"/languages"}, set: "languages", help: true,
		values: []string{"en_de", "de_en", "en", "de"},
		get:    func(t *program.Terms) cells { return one(strings.Join(t.Languages, "_")) },
		take: func(t *program.Terms, c cells) string {
			if c.first() == "" {
				return required
			}
			before := t.Languages
			t.Languages = strings.Split(c.first(), "_")
			t.Form = spoken(t.Form, before, t.Languages)
			return ""
		},
	}
}

// spoken is a form whose own words stand in exactly the languages of its program.
// A language that is new starts with the words of one that was there before, so
// that no question is without words.
func spoken(f form.Form, before, after []string) form.Form {
	out := form.Form{Fields: slices.Clone(f.Fields)}
	for i, field := range out.Fields {
		field.Words = inLanguages(field.Words, before, after)
		field.PersonWords = inLanguages(field.PersonWords, before, after)
		field.Options = slices.Clone(field.Options)
		for j, o := range field.Options {
			field.Options[j].Labels = inLanguages(o.Labels, before, after)
		}
		out.Fields[i] = field
	}
	return out
}

func inLanguages[V any](words map[string]V, before, after []string) map[string]V {
	if len(words) == 0 {
		return words
	}
	out := map[string]V{}
	for _, lang := range after {
		for _, from := range append([]string{lang}, append(slices.Clone(before), slices.Sorted(maps.Keys(words))...)...) {
			if w, ok := words[from]; ok {
				out[lang] = w
				break
			}
		}
	}
	return out
}
