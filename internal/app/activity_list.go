package app

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// ActivityFilter narrows the record. Supported are: nothing, one of Actor, Noun,
// Verb and DocumentID, or a Noun together with a Verb; and a span of time with
// each.
type ActivityFilter struct {
	Actor      string // id of a member, referral or key, or an actor kind without ids such as "clock"
	Noun       string
	Verb       string
	DocumentID string
	From       time.Time // inclusive; zero for no bound
	To         time.Time // exclusive; zero for no bound
}

// query finds the declared query for a filter.
func (f ActivityFilter) query() (store.Query, store.Args, error) {
	args := store.Args{}
	if f.Noun != "" && !slices.Contains(activity.Nouns(), activity.Noun(f.Noun)) {
		return store.Query{}, args, unknownNoun()
	}
	if !f.From.IsZero() {
		args.From = ms(f.From)
	}
	if !f.To.IsZero() {
		args.To = ms(f.To)
	}
	if !f.From.IsZero() && !f.To.IsZero() && !f.From.Before(f.To) {
		return store.Query{}, args, fault.OfField("?to", "out_of_range", "The end lies before the beginning.")
	}
	with := func(q store.Query, equal ...any) (store.Query, store.Args, error) {
		args.Equal = equal
		return q, args, nil
	}
	switch n := count(f.Actor != "", f.Noun != "", f.Verb != "", f.DocumentID != ""); {
	case n == 0:
		return with(activityAll)
	case n == 2 && f.Noun != "" && f.Verb != "":
		return with(activityByNounVerb, f.Noun, f.Verb)
	case n > 1:
		return store.Query{}, args, fault.New(fault.Invalid, "unsupported_filter",
			"These filters can't be combined. Use one of them, or a noun together with a verb.")
	case f.Actor != "":
		return with(activityByActor, f.Actor)
	case f.Noun != "":
		return with(activityByNoun, f.Noun)
	case f.Verb != "":
		return with(activityByVerb, f.Verb)
	}
	return with(activityByDocument, f.DocumentID)
}

// List returns entries, newest first. Everything that was done before its first
// part was asked for is among them.
func (s *Activity) List(ctx context.Context, actor aggregate.Actor, f ActivityFilter, p Page) (Listed[activity.Entry], error) {
	var none Listed[activity.Entry]
	if err := seesActivity(actor); err != nil {
		return none, err
	}
	q, args, err := f.query()
	if err != nil {
		return none, err
	}
	mark := s.filterMark(activitySchema.Collection, q.Name, append(slices.Clone(args.Equal), args.From, args.To))
	limit, err := p.limit()
	if err != nil {
		return none, err
	}
	if args.After, err = p.after(mark); err != nil {
		return none, err
	}
	if p.Cursor == "" {
		if err := s.caughtUp(ctx); err != nil {
			return none, err
		}
	}
	args.Limit = limit + 1
	docs, err := s.entries.Find(ctx, q, args)
	if err != nil || len(docs) <= limit {
		return Listed[activity.Entry]{Docs: docs}, err
	}
	last := docs[limit-1]
	next, err := json.Marshal(place{Sort: last.AtMS, ID: last.ID, Filter: mark})
	return Listed[activity.Entry]{Docs: docs[:limit], Next: base64.RawURLEncoding.EncodeToString(next)}, err
}
