package contact

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/goodword/goodword/internal/fault"
)

// Company is a checked name of a company.
type Company struct {
	Typed string
	Key   string // folded, without legal form
	Mixed bool   // letters of several scripts in one word
}

// ParseCompany checks a company's name; it must not be empty.
func ParseCompany(pointer, s string) (Company, *fault.Error) {
	typed, f := Text(pointer, s, MaxCompany, false)
	if f != nil {
		return Company{}, f
	}
	if typed == "" {
		return Company{}, fault.OfField(pointer, "required", "Give the company's name.")
	}
	return Company{Typed: typed, Key: CompanyKey(typed), Mixed: MixedScript(typed)}, nil
}

// legalForms are the words that say what kind of legal person a company is, folded.
const legalForms = " ab ag aps as asa bv bvba co company corp corporation cv doo ehf eg eood eurl gbr gesmbh gmbh hf inc incorporated " +
	"kft kg kgaa kk lda limited llc llp lp ltd ltda mbh nv ohg oo ood oy oyj plc pllc pte pty pvt " +
	"sa sab sagl sarl sas sasu sca se sl slu snc sp spa spzoo srl srls sro stiftung ug ulc vof zrt zoo "

// CompanyKey returns the comparison key of a company's name: folded, and without
// its legal form ("Acme GmbH & Co. KG" is "acme").
func CompanyKey(name string) string {
	words := strings.Fields(Fold(name))
	end := len(words)
	for end > 1 && (isLegalForm(words[end-1]) || isLink(words[end-1])) {
		end--
	}
	return strings.Join(words[:end], " ")
}

func isLegalForm(word string) bool { return strings.Contains(legalForms, " "+word+" ") }

func isLink(word string) bool { return word == "and" || word == "und" || word == "z" }

// SameCompany reports whether two keys of CompanyKey may be the same company. It is
// a suggestion for a human, never a decision.
func SameCompany(a, b string) bool {
	return a != "" && b != "" && (Likeness(a, b) >= alike || joined(a) == joined(b))
}

func joined(key string) string { return strings.ReplaceAll(key, " ", "") }

// Likeness says in percent how alike two keys are: 100 less the share of letters
// that have to change (Levenshtein), with the words of both in alphabetical order.
// It is symmetric, and 100 only for the same words.
func Likeness(a, b string) int {
	a, b = sortedWords(a), sortedWords(b)
	longest := max(len([]rune(a)), len([]rune(b)))
	if longest == 0 {
		return 100
	}
	return 100 - (100*levenshtein.ComputeDistance(a, b)+longest-1)/longest
}

func sortedWords(key string) string {
	words := strings.Fields(key)
	if slices.IsSorted(words) {
		return key
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}
