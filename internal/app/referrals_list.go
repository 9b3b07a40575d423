package app

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// ReferralFilter narrows a list of referrals. Supported are: nothing, one field, or
// a status or stage together with a program, referrer or rep. With Search or
// Reported any of them may be set; staff may name a rep and a program together too.
type ReferralFilter struct {
	Search     string // the beginnings of words of the person's name, company, e-mail or phone, or of the external id
	Status     string
	Stage      string // a referral.Stage, instead of a status
	ProgramID  string
	ReferrerID string
	RepID      string
	ExternalID string
	Reported   bool // with a reported breach that nobody has answered, the newest such report first
}

var (
	referralsSearched = newest("searched", "search", "search")
	referralsReported = store.Query{Name: "reported", Index: "reported", Sort: "reported_ms", Desc: true}
)

// List lists the referrals that the actor may see, newest first. A partner sees
// what it submitted, a referrer their own. With a search a part may be short, or
// empty, while there is a next one.
func (s *Referrals) List(ctx context.Context, actor aggregate.Actor, f ReferralFilter, p Page) (Listed[referral.Referral], error) {
	f, err := f.within(actor)
	if err != nil {
		return Listed[referral.Referral]{}, err
	}
	created := func(r *referral.Referral) int64 { return r.CreatedMS }
	switch {
	case f.Reported:
		if err := reads(actor); err != nil {
			return Listed[referral.Referral]{}, err
		}
		only, err := f.sieve(s.core, actor)
		if err != nil {
			return Listed[referral.Referral]{}, err
		}
		return selected(ctx, s.core, s.referrals, referralsReported, nil, p, func(r *referral.Referral) int64 { return r.ReportedMS }, only)
	case f.Search != "":
		q, equal, only, err := f.searched(s.core, actor)
		if err != nil {
			return Listed[referral.Referral]{}, err
		}
		return selected(ctx, s.core, s.referrals, q, equal, p, created, only)
	case actor.Kind == aggregate.Staff && f.RepID != "" && f.ProgramID != "":
		return s.listOfRep(ctx, actor, f, p, created)
	}
	q, equal, err := f.query(actor)
	if err != nil {
		return Listed[referral.Referral]{}, err
	}
	return list(ctx, s.core, s.referrals, q, equal, p, created)
}

// listOfRep reads what a rep has, and sifts by the rest.
func (s *Referrals) listOfRep(ctx context.Context, actor aggregate.Actor, f ReferralFilter, p Page, created func(*referral.Referral) int64) (Listed[referral.Referral], error) {
	only, err := f.sieve(s.core, actor)
	if err != nil {
		return Listed[referral.Referral]{}, err
	}
	q, equal, err := ReferralFilter{RepID: f.RepID, Status: f.Status, Stage: f.Stage}.query(actor)
	if err != nil {
		return Listed[referral.Referral]{}, err
	}
	return selected(ctx, s.core, s.referrals, q, equal, p, created, only)
}

// within narrows a referrer's list to their own, and refuses values that no
// referral has.
func (f ReferralFilter) within(actor aggregate.Actor) (ReferralFilter, error) {
	if actor.Kind == aggregate.Referrer {
		if f.ReferrerID != "" && f.ReferrerID != actor.ID {
			return f, store.NotFound()
		}
		f.ReferrerID = actor.ID
	}
	switch {
	case f.Stage != "" && referral.Stage(f.Stage).States() == nil:
		return f, fault.OfField("?stage", "not_one_of", "Use one of: open, closed, referrer, person, in_follow_up.")
	case f.Stage != "" && f.Status != "":
		return f, unsupportedFilter()
	}
	return f, nil
}

// searched picks the query of a search: a referrer's is among their own, everybody
// else's by the words.
func (f ReferralFilter) searched(c *core, actor aggregate.Actor) (store.Query, []any, sieve[referral.Referral], error) {
	only, err := f.sieve(c, actor)
	if err != nil {
		return store.Query{}, nil, only, err
	}
	if f.ReferrerID != "" {
		return referralsByReferrer, []any{f.ReferrerID}, only, nil
	}
	q, equal, _, err := searched(c, referralsSearched, f.Search, referralWords)
	return q, equal, only, err
}

// sieve holds all of the filter against each referral, and whether the actor may
// see it.
func (f ReferralFilter) sieve(c *core, actor aggregate.Actor) (only sieve[referral.Referral], err error) {
	if f.Search != "" {
		if _, _, only, err = searched(c, referralsSearched, f.Search, referralWords); err != nil {
			return only, err
		}
	}
	states := f.states()
	return only.
		and("sight", string(actor.Kind)+actor.Source+actor.ID, func(r *referral.Referral) bool { return sees(actor, r) }).
		and("status", f.Status+f.Stage, func(r *referral.Referral) bool { return slices.Contains(states, r.Status) }).
		and("program", f.ProgramID, func(r *referral.Referral) bool { return r.ProgramID == f.ProgramID }).
		and("referrer", f.ReferrerID, func(r *referral.Referral) bool { return r.ReferrerID == f.ReferrerID }).
		and("rep", f.RepID, func(r *referral.Referral) bool { return r.RepID == f.RepID }).
		and("external", f.ExternalID, func(r *referral.Referral) bool {
			return r.ExternalID == f.ExternalID && r.Source == sourceOf(actor)
		}), nil
}

// states lists the states that the filter lets through, nil for all.
func (f ReferralFilter) states() []referral.Status {
	if f.Stage != "" {
		return referral.Stage(f.Stage).States()
	}
	if f.Status != "" {
		return []referral.Status{referral.Status(f.Status)}
	}
	return nil
}

// statusValue is the value of an index over the status.
func (f ReferralFilter) statusValue() any {
	states := f.states()
	if len(states) == 1 {
		return string(states[0])
	}
	in := make(store.In, len(states))
	for i, s := range states {
		in[i] = string(s)
	}
	return in
}

// query finds the declared query for a filter; any other combination would be a
// scan and is refused.
func (f ReferralFilter) query(actor aggregate.Actor) (store.Query, []any, error) {
	if f.ExternalID != "" {
		if f.Status+f.Stage+f.ProgramID+f.RepID+f.ReferrerID != "" {
			return store.Query{}, nil, unsupportedFilter()
		}
		return referralBySourceKey, []any{sourceOf(actor) + "|" + f.ExternalID}, nil
	}
	key := ""
	for _, k := range []struct{ name, value string }{{"n", f.ReferrerID}, {"p", f.ProgramID}, {"r", f.RepID}, {"s", f.Status + f.Stage}} {
		if k.value != "" {
			key += k.name
		}
	}
	if actor.Kind == aggregate.Partner {
		src := actor.Source
		switch key {
		case "":
			return referralsBySource, []any{src}, nil
		case "s":
			return referralsBySourceStatus, []any{src, f.statusValue()}, nil
		case "p":
			return referralsBySourceProgram, []any{src, f.ProgramID}, nil
		case "n":
			return referralsBySourceReferrer, []any{src, f.ReferrerID}, nil
		}
		return store.Query{}, nil, unsupportedFilter()
	}
	switch key {
	case "":
		return referralsAll, nil, nil
	case "s":
		return referralsByStatus, []any{f.statusValue()}, nil
	case "p":
		return referralsByProgram, []any{f.ProgramID}, nil
	case "ps":
		return referralsByProgramStatus, []any{f.ProgramID, f.statusValue()}, nil
	case "n":
		return referralsByReferrer, []any{f.ReferrerID}, nil
	case "ns":
		return referralsByReferrerStatus, []any{f.ReferrerID, f.statusValue()}, nil
	case "r":
		return referralsByRep, []any{f.RepID}, nil
	case "rs":
		return referralsByRepStatus, []any{f.RepID, f.statusValue()}, nil
	}
	return store.Query{}, nil, unsupportedFilter()
}

func unsupportedFilter() error {
	return fault.New(fault.Invalid, "unsupported_filter", "These filters can't be combined. Use one of them, or a status together with a program, referrer or rep.")
}
