package contact

import (
	"net/netip"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"github.com/goodword/goodword/internal/fault"
)

// Longest address and local part, in bytes (RFC 5321 §4.5.3.1; an address as a
// forward path is 256 with its brackets).
const (
	MaxEmail = 254
	maxLocal = 64
)

// Email is a checked e-mail address.
type Email struct {
	Address string // as typed, trimmed, the domain in lower-case ASCII ("xn--…"), so that look-alikes show
	Key     string // for comparing: lower case, without plus tag; for Gmail without dots
	Domain  string // the domain in lower-case ASCII
	Site    string // the registrable part of Domain ("acme.co.uk"), or Domain where there is none
}

// ParseEmail checks an address: one "@", a plain local part in ASCII without
// quotes or comments, a domain name with at least one dot. It says nothing about
// whether mail arrives there.
func ParseEmail(pointer, s string) (Email, *fault.Error) {
	s = strings.TrimSpace(s)
	local, host, found := strings.Cut(s, "@")
	if !found || len(s) > 4*MaxEmail || !validLocal(local) {
		return Email{}, badEmail(pointer)
	}
	domain, ok := asciiDomain(host)
	if !ok || len(local)+1+len(domain) > MaxEmail {
		return Email{}, badEmail(pointer)
	}
	return Email{
		Address: local + "@" + domain,
		Key:     emailKey(local, domain),
		Domain:  domain,
		Site:    Site(domain),
	}, nil
}

// EmailKey returns the comparison key of an address that was checked before, and
// "" for anything that isn't an address.
func EmailKey(address string) string {
	e, err := ParseEmail("", address)
	if err != nil {
		return ""
	}
	return e.Key
}

func badEmail(pointer string) *fault.Error {
	return fault.OfField(pointer, "invalid_email", "Give an e-mail address such as kim@example.com.")
}

// validLocal accepts the dot-atom of RFC 5321.
func validLocal(local string) bool {
	if local == "" || len(local) > maxLocal || local[0] == '.' || local[len(local)-1] == '.' || strings.Contains(local, "..") {
		return false
	}
	for i := range len(local) {
		c := local[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && !strings.ContainsRune(".!#$%&'*+/=?^_`{|}~-", rune(c)) {
			return false
		}
	}
	return true
}

// asciiDomain returns the ASCII form of a domain name that mail may go to.
func asciiDomain(host string) (string, bool) {
	if len(host) == 0 || len(host) > 4*MaxEmail || !utf8.ValidString(host) {
		return "", false
	}
	domain, err := idna.Lookup.ToASCII(host)
	if err != nil {
		return "", false
	}
	// What comes out has to be acceptable when it is read again.
	domain = strings.ToLower(domain)
	if again, err := idna.Lookup.ToASCII(domain); err != nil || again != domain {
		return "", false
	}
	if len(domain) > 253 || !strings.Contains(domain, ".") {
		return "", false
	}
	for label := range strings.SplitSeq(domain, ".") {
		if !validLabel(label) {
			return "", false
		}
	}
	if _, err := netip.ParseAddr(domain); err == nil {
		return "", false
	}
	top := domain[strings.LastIndexByte(domain, '.')+1:]
	return domain, len(top) >= 2 && strings.Trim(top, "0123456789") != ""
}

func validLabel(label string) bool {
	if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
		return false
	}
	for i := range len(label) {
		c := label[i]
		if c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// emailKey folds what mail providers treat as one mailbox. Plus tags are common to
// nearly all of them; dots are ignored by Gmail only, which has two domains.
func emailKey(local, domain string) string {
	local = strings.ToLower(local)
	if i := strings.IndexByte(local, '+'); i > 0 {
		local = local[:i]
	}
	if domain == "googlemail.com" {
		domain = "gmail.com"
	}
	if domain == "gmail.com" {
		local = strings.ReplaceAll(local, ".", "")
	}
	return local + "@" + domain
}

// Domain reads a company's domain, as "acme.com", "www.acme.com" or the address of
// its web site, and returns it in lower-case ASCII without "www.".
func Domain(pointer, s string) (string, *fault.Error) {
	s = strings.TrimSpace(s)
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	s, _, _ = strings.Cut(s, "/")
	domain, ok := asciiDomain(strings.TrimSuffix(s, "."))
	if !ok {
		return "", fault.OfField(pointer, "invalid_domain", "Give a domain such as example.com.")
	}
	if rest := strings.TrimPrefix(domain, "www."); strings.Contains(rest, ".") {
		domain = rest
	}
	return domain, nil
}

// Site returns the registrable part of a domain (one label more than its public
// suffix), by which two addresses belong to one company; domain itself where it
// has none.
func Site(domain string) string {
	site, err := publicsuffix.EffectiveTLDPlusOne(domain)
	if err != nil {
		return domain
	}
	return site
}

// KnownTop reports whether the domain ends in a name of the public suffix list, or
// in one that RFC 2606 reserves for tests and examples. Anything else is a typing
// error ("gmail.con").
func KnownTop(domain string) bool {
	switch domain[strings.LastIndexByte(domain, '.')+1:] {
	case "test", "example", "invalid", "localhost":
		return true
	}
	suffix, icann := publicsuffix.PublicSuffix(domain)
	return icann || strings.Contains(suffix, ".")
}
