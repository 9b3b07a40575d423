package boot

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/reward"
)

var update = flag.Bool("update", false, "write docs/states.md anew from the transition tables")

//go:generate go test -run ^TestStates$ -update .

// TestStates holds docs/states.md to the transition tables of the domain.
func TestStates(t *testing.T) {
	t.Parallel()
	path := filepath.Join("..", "..", "docs", "states.md")
	want := states()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/states.md is stale: go generate ./internal/boot")
	}
}

// line is one row of a transition table, whatever its aggregate. No from stands
// for what decides from to says, no to for a status that stays or that the rule
// decides.
type line struct {
	verb     string
	by       []string
	from, to []string
	rule     string
}

// states is the whole document.
func states() string {
	var b strings.Builder
	b.WriteString("# States\n\nMade from the transition tables in the code by `go generate ./internal/boot`; a test fails when it is stale. What isn't in a table is refused with 409 and the state. Repeating what took effect already changes nothing.\n")
	var moves []line
	for _, m := range referral.Moves {
		l := line{verb: string(m.Verb), by: texts(m.By), from: texts(m.From), rule: m.Rule}
		if m.To != "" {
			l.to = []string{string(m.To)}
		}
		if m.From == nil {
			l.from = []string{"any state"}
		}
		moves = append(moves, l)
	}
	table(&b, "Referral", "The table is `referral.Moves`. An admin counts as every staff role. A new referral starts in `to_confirm`, or where vetting puts it.", moves)
	moves = nil
	for _, m := range reward.Moves {
		moves = append(moves, line{verb: string(m.Verb), by: texts(m.By), from: texts(m.From), to: texts(m.To), rule: m.Rule})
	}
	table(&b, "Reward", "The table is `reward.Moves`. An admin is an approver. The worker acts as the clock.", moves)
	others(&b)
	return b.String()
}

// texts are the names of what has one.
func texts[T ~string](all []T) []string {
	var out []string
	for _, t := range all {
		out = append(out, string(t))
	}
	return out
}

// table writes an aggregate's drawing and its rows.
func table(b *strings.Builder, name, about string, moves []line) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n```mermaid\nstateDiagram-v2\n", name, about)
	for _, edge := range edges(moves) {
		b.WriteString("    " + edge + "\n")
	}
	b.WriteString("```\n\n| verb | who | from | to | rule |\n|---|---|---|---|---|\n")
	for _, m := range moves {
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", m.verb, strings.Join(m.by, ", "), cmp.Or(strings.Join(m.from, ", "), "new"), cmp.Or(strings.Join(m.to, ", "), "stays, or as the rule says"), m.rule)
	}
}

// edges are the arrows of a drawing: one from a state to another, with the verbs
// that lead there. Rows from several states to several are left to the table.
func edges(moves []line) []string {
	verbs := map[[2]string][]string{}
	for _, m := range moves {
		if len(m.from) == 0 {
			m.from = []string{"[*]"}
		}
		if len(m.from) > 1 && len(m.to) > 1 {
			continue
		}
		for _, from := range m.from {
			for _, to := range m.to {
				if key := [2]string{from, to}; from != to && from != "any state" && !slices.Contains(verbs[key], m.verb) {
					verbs[key] = append(verbs[key], m.verb)
				}
			}
		}
	}
	var out []string
	for _, key := range slices.SortedFunc(maps.Keys(verbs), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		out = append(out, key[0]+" --> "+key[1]+" : "+strings.Join(verbs[key], ", "))
	}
	return out
}

// others writes the aggregates whose few states need no table of verbs.
func others(b *strings.Builder) {
	b.WriteString("\n## The others\n\n| aggregate | states | moves |\n|---|---|---|\n")
	for _, o := range []struct {
		name   string
		states []string
		moves  string
	}{
		{"program", texts([]program.State{program.Draft, program.Published, program.Archived}), "publish makes the next revision; archive is final, and what was submitted goes on"},
		{"member", texts([]member.State{member.Active, member.Deactivated}), "deactivate and reactivate; mailed links stay revoked"},
		{"link", texts([]link.State{link.On, link.Off}), "switched on and off by whoever keeps the member"},
		{"company", texts(company.States()), "whatever is upserted"},
		{"API key", []string{"alive", "expired", "revoked"}, "revoking is final; a key with `rewards:approve` expires within 24 hours"},
		{"suppression", []string{"in force", "lifted"}, "only the person lifts it, by a yes or by taking the no back; a new no makes a new one"},
	} {
		fmt.Fprintf(b, "| %s | %s | %s |\n", o.name, strings.Join(o.states, ", "), o.moves)
	}
}
