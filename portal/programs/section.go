package programs

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/program"
)

// section is one page of the editor.
type section struct {
	name   string // of its path, and of its words under programs.section.
	icon   string
	groups func(languages []string) []termsGroup
}

// sections are the pages of the editor in the order in which a program is written.
// The form and the rewards have pages below theirs: one for each question and rule.
var sections = []section{
	{"basics", "building-2", basics},
	{"promise", "handshake", promised},
	{"form", "clipboard-list", func([]string) []termsGroup { return nil }},
	{"vetting", "shield-check", vetted},
	{"rewards", "gift", rewarded},
	{"follow-up", "list-checks", followed},
}

// sectionNamed finds a section by its path.
func sectionNamed(name string) (section, bool) {
	i := slices.IndexFunc(sections, func(s section) bool { return s.name == name })
	if i < 0 {
		return section{}, false
	}
	return sections[i], true
}

// controls are the section's for a program in some languages.
func (s section) controls(languages []string) []termsControl { return controlsOf(s.groups(languages)) }

// sectionOf is the section that edits what a pointer below the terms names.
func sectionOf(pointer string) string {
	for _, s := range sections {
		if slices.ContainsFunc(s.controls(program.Languages()), func(c termsControl) bool { return c.matches(pointer) }) {
			return s.name
		}
	}
	switch {
	case below("/form", pointer):
		return "form"
	case below("/rewards", pointer):
		return "rewards"
	}
	return ""
}
