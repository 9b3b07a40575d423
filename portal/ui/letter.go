package ui

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

// paragraphs splits a text at its empty lines.
func paragraphs(text string) []string {
	var out []string
	for p := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// query escapes a value for a mailto: or sms: address, where + is a plus.
func query(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// mailto opens the reader's mail program with the words ready and nobody chosen.
// Lines end as in a mail (RFC 6068 §5): some programs drop others.
func mailto(subject, text string) templ.SafeURL {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	return templ.SafeURL("mailto:?subject=" + query(subject) + "&body=" + query(text))
}

// whatsapp and sms open a message with the words ready.
func whatsapp(text string) templ.SafeURL { return templ.SafeURL("https://wa.me/?text=" + query(text)) }
func sms(text string) templ.SafeURL      { return templ.SafeURL("sms:?&body=" + query(text)) }
