package vetting

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/form"
)

// The rules about who the person is said to be.

func lookName(in subject) finding {
	name := in.them.Name
	folded := contact.Fold(name)
	switch {
	case name == "":
		return pass() // Complete says so
	case placeholder(folded) || utf8.RuneCountInString(folded) < 2 || !strings.ContainsFunc(folded, unicode.IsLetter):
		return amend("not_a_name", form.KeyName)
	case strings.ContainsAny(name, "@<>{}[]|\\") || strings.Contains(name, "://") || strings.ContainsFunc(name, unicode.IsDigit):
		return amend("not_a_name", form.KeyName)
	case contact.MixedScript(name):
		return doubt("look_alike", form.KeyName)
	case stockName(folded):
		return doubt("stock_name", form.KeyName)
	case oneWord(name):
		return note("one_word", form.KeyName)
	}
	return pass()
}

// oneWord reports a name of one word, where people have two: not in the scripts that
// write names without blanks.
func oneWord(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return !strings.ContainsAny(name, " -'’") && unicode.In(first, unicode.Latin, unicode.Cyrillic, unicode.Greek)
}

func lookPhone(in subject) finding {
	d := in.them
	if d.Phone == "" {
		return pass()
	}
	p, err := contact.ParsePhone("", d.Phone, "")
	switch {
	case err != nil:
		return amend("not_a_phone", form.KeyPhone)
	case p.Dear:
		return doubt("costs_extra", form.KeyPhone)
	case p.Region != "" && d.Country != "" && p.Region != d.Country:
		return note("another_country", form.KeyPhone, form.KeyCountry)
	}
	return pass()
}

func lookCompany(in subject) finding {
	d := in.them
	folded := contact.Fold(d.Company)
	switch {
	case d.Company == "":
		return pass()
	case placeholder(folded) || !strings.ContainsFunc(folded, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		return amend("not_a_company", form.KeyCompany)
	case contact.MixedScript(d.Company):
		return doubt("look_alike", form.KeyCompany)
	}
	switch e := in.mail; {
	case e.Key == "":
		return pass()
	case e.Free():
		return note("free_mail", form.KeyCompany, form.KeyEmail)
	case !fits(contact.CompanyKey(d.Company), e.Site):
		return note("another_domain", form.KeyCompany, form.KeyEmail)
	}
	return pass()
}

// fits reports whether a company's name and the domain of its mail may belong
// together: one holds the other, or the domain is its initials.
func fits(company, site string) bool {
	label, _, _ := strings.Cut(site, ".")
	label = strings.ReplaceAll(label, "-", "")
	words := strings.Fields(company)
	var initials strings.Builder
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		initials.WriteRune(r)
		if len(w) > 2 && strings.Contains(label, w) {
			return true
		}
	}
	whole := strings.Join(words, "")
	return strings.Contains(whole, label) || label == initials.String() || contact.Likeness(whole, label) >= 60 || strings.HasPrefix(label, "xn")
}
