package vetting

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
)

// The rules about the person's e-mail address.

func lookThrowaway(in subject) finding {
	if in.mail.Throwaway() {
		return amend("throwaway", form.KeyEmail)
	}
	return pass()
}

func lookEmail(in subject) finding {
	if in.them.Email == "" {
		return pass()
	}
	e := in.mail
	if e.Key == "" || !contact.KnownTop(e.Domain) {
		return amend("not_an_address", form.KeyEmail)
	}
	local, _, _ := strings.Cut(e.Key, "@")
	switch {
	case in.Mail == NoMail:
		return amend("takes_no_mail", form.KeyEmail)
	case slices.Contains(unread(), plain(local)):
		return amend("nobody_reads", form.KeyEmail)
	case placeholder(local):
		return doubt("stock_address", form.KeyEmail)
	case lookAlike(e.Domain):
		return doubt("look_alike", form.KeyEmail)
	case mistyped(e):
		return doubt("mistyped", form.KeyEmail)
	case in.Mail == NoAnswer:
		return doubt("not_checked", form.KeyEmail)
	case slices.Contains(shared(), plain(local)):
		return note("shared", form.KeyEmail)
	}
	return pass()
}

func plain(local string) string { return strings.NewReplacer("-", "", ".", "", "_", "").Replace(local) }

// unread are mailboxes that machines send from.
func unread() []string {
	return []string{"noreply", "donotreply", "mailerdaemon", "bounce", "bounces", "postmaster", "devnull", "nobody"}
}

// shared are mailboxes of a company rather than of a person.
func shared() []string {
	return []string{"info", "contact", "kontakt", "hello", "hallo", "mail", "email", "office", "sales", "vertrieb", "support",
		"service", "admin", "team", "marketing", "billing", "jobs", "hr", "webmaster", "abuse", "help", "anfrage", "post"}
}

// lookAlike reports a domain in letters that pass for Latin ones, under a top-level
// domain in Latin letters: the way in which well-known names are imitated.
func lookAlike(domain string) bool {
	if !strings.Contains(domain, "xn--") || strings.HasPrefix(domain[strings.LastIndexByte(domain, '.')+1:], "xn--") {
		return false
	}
	typed, err := idna.ToUnicode(domain)
	if err != nil {
		return true
	}
	return contact.MixedScript(typed) || strings.ContainsFunc(typed, func(r rune) bool {
		return unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee)
	})
}

// mistyped reports a domain one letter beside a large provider's. The list of free
// providers is no help, because it holds many of these domains too.
func mistyped(e contact.Email) bool {
	switch e.Domain {
	case "mail.com", "email.com", "ymail.com":
		return false
	}
	for _, known := range []string{"gmail.com", "hotmail.com", "outlook.com", "yahoo.com", "icloud.com"} {
		if oneOff(e.Domain, known) {
			return true
		}
	}
	return false
}

// oneOff reports whether two different texts differ by one letter that is missing,
// added or changed, or by two neighbours that are swapped.
func oneOff(a, b string) bool {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	x, y := a[start:], b[start:]
	switch {
	case x == "" && y == "":
		return false
	case len(x) == len(y):
		return x[1:] == y[1:] || len(x) > 1 && x[0] == y[1] && x[1] == y[0] && x[2:] == y[2:]
	case len(x) == len(y)+1:
		return x[1:] == y
	case len(y) == len(x)+1:
		return y[1:] == x
	}
	return false
}
