package doortest

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/link"
	"github.com/goodword/goodword/internal/domain/suppression"
	"github.com/goodword/goodword/portal/portaltest"
)

// doorsOwn are the parts of documents that say through which door something came,
// or are drawn anew in each house.
var doorsOwn = []string{"version", "stored_ms", "replay", "via", "session", "code", "entry", "submitter_id", "public_id", "hash"}

// keysOwn are the verbs that a key of the installation does in its own name, and a
// customer in theirs.
var keysOwn = []string{"submit", "created", "switched"}

// anID is the id of a document: a prefix and 26 characters.
var anID = regexp.MustCompile(`\b([a-z]{2,4})_[0-9a-z]{26}\b`)

// state is everything that people of the house can have changed, one document a
// line, without what differs between two houses anyhow.
func (h *house) state() []string {
	h.T.Helper()
	var out []string
	out = append(out, kept(h, h.App.Referrals.List, app.ReferralFilter{})...)
	out = append(out, kept(h, h.App.Rewards.List, app.RewardFilter{})...)
	out = append(out, kept(h, h.App.Members.List, app.MemberFilter{})...)
	out = append(out, kept(h, h.App.Companies.List, app.CompanyFilter{})...)
	out = append(out, kept(h, h.App.Programs.List, app.ProgramFilter{})...)
	out = append(out, kept(h, h.linksOf, customer)...)
	out = append(out, kept(h, h.suppressed, struct{}{})...)
	out = append(out, h.keys()...)
	slices.Sort(out)
	return out
}

func (h *house) linksOf(ctx context.Context, actor aggregate.Actor, name string, p app.Page) (app.Listed[link.Link], error) {
	return h.App.Links.List(ctx, actor, h.people[name].ID, "", p)
}

func (h *house) suppressed(ctx context.Context, actor aggregate.Actor, _ struct{}, p app.Page) (app.Listed[suppression.Suppression], error) {
	return h.App.Suppressions.List(ctx, actor, p)
}

// keys are those that a case made; the kit's own have names of chance.
func (h *house) keys() []string {
	h.T.Helper()
	l, err := h.App.Keys.List(h.ctx(), portaltest.Operator.Actor, app.KeyFilter{}, app.Page{Limit: 100})
	h.Must(err)
	var out []string
	for _, k := range l.Docs {
		if k.Name == keyName {
			out = append(out, h.plain(k))
		}
	}
	return out
}

// kept reads all documents of a kind.
func kept[T, F any](h *house, list func(context.Context, aggregate.Actor, F, app.Page) (app.Listed[T], error), filter F) []string {
	h.T.Helper()
	l, err := list(h.ctx(), portaltest.Operator.Actor, filter, app.Page{Limit: 100})
	h.Must(err)
	out := make([]string, len(l.Docs))
	for i, doc := range l.Docs {
		out[i] = h.plain(doc)
	}
	return out
}

// plain writes a document so that its twin in another house reads the same.
func (h *house) plain(doc any) string {
	h.T.Helper()
	raw, err := json.Marshal(doc)
	h.Must(err)
	text := string(raw)
	for name, m := range h.people {
		text = strings.ReplaceAll(text, m.ID, name)
	}
	var v any
	h.Must(json.Unmarshal([]byte(anID.ReplaceAllString(text, "$1")), &v))
	raw, err = json.Marshal(strip(v))
	h.Must(err)
	return string(raw)
}

// strip removes what is a door's own, and sorts lists of words.
func strip(v any) any {
	switch x := v.(type) {
	case map[string]any:
		if verb, _ := x["verb"].(string); slices.Contains(keysOwn, verb) {
			delete(x, "actor")
		}
		for name, inner := range x {
			if slices.Contains(doorsOwn, name) {
				delete(x, name)
				continue
			}
			x[name] = strip(inner)
		}
	case []any:
		for i := range x {
			x[i] = strip(x[i])
		}
		slices.SortStableFunc(x, func(a, b any) int {
			first, _ := a.(string)
			next, _ := b.(string)
			return strings.Compare(first, next)
		})
	}
	return v
}
