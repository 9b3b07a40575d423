package mail

import (
	"slices"
	"strings"
)

// text is the text part: the same words in the same order as the HTML.
func (c content) text() string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(c.Band)
	add(c.Greeting)
	parts = append(parts, c.Paragraphs...)
	if len(c.Quote) > 0 {
		add(prefixed("> ", append(c.Quote, c.QuoteBy)))
	}
	if len(c.Lines) > 0 {
		add("- " + strings.Join(c.Lines, "\n- "))
	}
	if c.Letter != nil {
		add(c.Letter.Title)
		add(prefixed("| ", append(append([]string{c.Letter.Subject}, c.Letter.Paragraphs...), c.Letter.URL)))
	}
	if c.Action != nil {
		add(c.Action.Label + ":\n" + c.Action.URL)
	}
	parts = append(parts, c.After...)
	add(c.Closing)
	add("-- \n" + strings.Join(c.foot(), "\n"))
	return strings.Join(parts, "\n\n") + "\n"
}

func (c content) foot() []string {
	if c.Stop == nil {
		return c.Why
	}
	return append(slices.Clone(c.Why), c.Stop.Label+": "+c.Stop.URL)
}

// prefixed sets paragraphs off by a mark before each of their lines.
func prefixed(mark string, paragraphs []string) string {
	var lines []string
	for _, p := range paragraphs {
		if p == "" {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, strings.TrimSpace(mark))
		}
		for line := range strings.SplitSeq(p, "\n") {
			lines = append(lines, mark+line)
		}
	}
	return strings.Join(lines, "\n")
}
