package app

import (
	"context"
	"slices"
	"time"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// ActivityFilter narrows the record; everything that is given has to hold.
type ActivityFilter struct {
	Actor      string // id of a member, referral or key, or an actor kind without ids such as "clock"
	Noun       string
	Verb       string
	DocumentID string
	From       time.Time // inclusive; zero for no bound
	To         time.Time // exclusive; zero for no bound
}

// check returns a fault for a filter that nothing can fit.
func (f ActivityFilter) check() error {
	if f.Noun != "" && !slices.Contains(activity.Nouns(), activity.Noun(f.Noun)) {
		return unknownNoun()
	}
	if !f.From.IsZero() && !f.To.IsZero() && !f.From.Before(f.To) {
		return fault.OfField("?to", "out_of_range", "The end lies before the beginning.")
	}
	return nil
}

// query finds the narrowest declared query for a filter.
func (f ActivityFilter) query() (store.Query, []any) {
	switch {
	case f.DocumentID != "":
		return activityByDocument, []any{f.DocumentID}
	case f.Actor != "":
		return activityByActor, []any{f.Actor}
	case f.Noun != "" && f.Verb != "":
		return activityByNounVerb, []any{f.Noun, f.Verb}
	case f.Noun != "":
		return activityByNoun, []any{f.Noun}
	case f.Verb != "":
		return activityByVerb, []any{f.Verb}
	}
	return activityAll, nil
}

// sieve is the rest of the filter, and the span of time.
func (f ActivityFilter) sieve() sieve[activity.Entry] {
	only := sieve[activity.Entry]{}.
		and("actor", f.Actor, func(e *activity.Entry) bool { return slices.Contains(e.Actors, f.Actor) }).
		and("noun", f.Noun, func(e *activity.Entry) bool { return string(e.Noun) == f.Noun }).
		and("verb", f.Verb, func(e *activity.Entry) bool { return e.Verb == f.Verb })
	if !f.From.IsZero() {
		only.from = ms(f.From)
	}
	if !f.To.IsZero() {
		only.to = ms(f.To)
	}
	only.values = append(only.values, only.from, only.to)
	return only
}

// List returns entries, newest first. Everything that was done before its first
// part was asked for is among them.
func (s *Activity) List(ctx context.Context, actor aggregate.Actor, f ActivityFilter, p Page) (Listed[activity.Entry], error) {
	var none Listed[activity.Entry]
	if err := seesActivity(actor); err != nil {
		return none, err
	}
	if err := f.check(); err != nil {
		return none, err
	}
	if p.Cursor == "" {
		if err := s.caughtUp(ctx); err != nil {
			return none, err
		}
	}
	q, equal := f.query()
	return selected(ctx, s.core, s.entries, q, equal, p, func(e *activity.Entry) int64 { return e.AtMS }, f.sieve())
}
