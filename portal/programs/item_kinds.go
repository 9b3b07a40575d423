package programs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/ui"
)

// questions are the fields of the form.
var questions = kind[form.Field]{
	name: "question", section: "form", at: "/form/fields",
	groups: questionGroups,
	all:    func(t *program.Terms) *[]form.Field { return &t.Form.Fields },
	key:    func(q form.Field) string { return q.Key },
	tidy:   keyed,
	begin:  func(program.Terms) form.Field { return form.Field{Type: form.Text, Ask: form.AskBoth} },
	title:  questionTitle,
}

// rules are what rewards are due by.
var rules = kind[reward.Rule]{
	name: "rule", section: "rewards", at: "/rewards/rules",
	groups: func(reward.Rule, []string) []group[reward.Rule] { return ruleGroups() },
	all:    func(t *program.Terms) *[]reward.Rule { return &t.Rewards.Rules },
	key:    func(r reward.Rule) string { return r.Key },
	tidy:   settled,
	begin:  firstRule,
	title:  ruleTitle,
}

// firstRule is what a new rule starts from: money for a deal that was won, under a
// key that no other rule has.
func firstRule(t program.Terms) reward.Rule {
	r := reward.Rule{Key: "won", Trigger: reward.OnWon, For: reward.ToReferrer, Kind: reward.Cash, Currency: "eur", Price: reward.Price{Form: reward.Flat}}
	if used := t.Rewards.Currencies(); len(used) > 0 {
		r.Currency = used[0]
	}
	for n := 2; slices.ContainsFunc(t.Rewards.Rules, func(x reward.Rule) bool { return x.Key == r.Key }); n++ {
		r.Key = "won_" + strconv.Itoa(n)
	}
	return r
}

// keyed is a question that fits its type; one without a key gets it from its
// words.
func keyed(q form.Field) form.Field {
	if q.Key == "" {
		for _, lang := range program.Languages() {
			if q.Key == "" {
				q.Key = slug(q.Words[lang].Label)
			}
		}
	}
	return fitting(q)
}

// longestKey is how many characters a key may have.
const longestKey = 40

// slug makes a key of a text: a-z, 0-9 and _, a letter first.
func slug(text string) string {
	text = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(text))
	parts := strings.FieldsFunc(text, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	key := strings.TrimLeft(strings.Join(parts, "_"), "0123456789_")
	return strings.TrimRight(key[:min(len(key), longestKey)], "_")
}

// questionText says what is asked, of whom, and if it has to be answered.
func questionText(f ui.Frame, q form.Field) string {
	ask := q.Ask
	if ask == "" {
		ask = form.AskBoth
	}
	need := "programs.question.optional"
	if q.Required {
		need = "programs.question.required"
	}
	return f.T("programs.option.type."+string(q.Type)) + " · " + f.T("programs.option.ask."+string(ask)) + " · " + f.T(need)
}
