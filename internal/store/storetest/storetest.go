package storetest

import (
	"context"
	"testing"

	"github.com/goodword/goodword/internal/store"
)

// Properties are what a server gives beyond answering rightly to one client.
type Properties struct {
	Atomic  bool // of racing writes of one version one wins
	Durable bool // data is there after closing and opening again
	Plans   bool // Explain tells the truth
}

// Open opens the named database as a new Engine, making the database when it is
// new, and closes the Engine when t ends. Engines of one name share their data.
type Open func(t *testing.T, database string) store.Engine

// property is one of Properties by its name.
type property string

const (
	nothing property = ""
	atomic  property = "atomic"
	durable property = "durable"
	plans   property = "plans"
)

func (p Properties) has(want property) bool {
	switch want {
	case atomic:
		return p.Atomic
	case durable:
		return p.Durable
	case plans:
		return p.Plans
	default:
		return true
	}
}

// subject is the engine under test: open gives another Engine on the same data.
type subject struct {
	store.Engine
	open func() store.Engine
}

type contractTest struct {
	name  string
	needs property
	run   func(*testing.T, *subject)
}

// Run tests the contract, each part on a database of its own.
func Run(t *testing.T, open Open, has Properties) {
	t.Helper()
	for _, c := range contract() {
		if !has.has(c.needs) {
			t.Logf("left out: %s needs %s", c.name, c.needs)
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			again := func() store.Engine { return open(t, c.name) }
			s := &subject{Engine: again(), open: again}
			ensure(t, s.Engine, things())
			c.run(t, s)
		})
	}
}

func contract() []contractTest {
	return []contractTest{
		{"round_trip", nothing, roundTrip},
		{"absent_is_not_null", nothing, absentIsNotNull},
		{"not_found", nothing, notFound},
		{"delete", nothing, deleteDocs},
		{"insert_many", nothing, insertMany},
		{"ping", nothing, ping},
		{"unique_on_insert", nothing, uniqueOnInsert},
		{"unique_on_replace", nothing, uniqueOnReplace},
		{"unique_is_sparse", nothing, uniqueIsSparse},
		{"unique_key_is_released", nothing, uniqueKeyIsReleased},
		{"unique_insert_race", nothing, uniqueInsertRace},
		{"stale_version", nothing, staleVersion},
		{"version_race", atomic, versionRace},
		{"version_race_of_two_engines", atomic, versionRaceOfTwoEngines},
		{"update_of_many_contenders", atomic, updateOfManyContenders},
		{"update_of_nothing", nothing, updateOfNothing},
		{"derived_members", nothing, derivedMembers},
		{"pages", nothing, pages},
		{"pages_of_several_values", nothing, pagesOfSeveralValues},
		{"pages_by_id", nothing, pagesByID},
		{"range_is_half_open", nothing, rangeIsHalfOpen},
		{"due_order", nothing, dueOrder},
		{"unique_member_is_found", nothing, uniqueMemberIsFound},
		{"equality_of_types", nothing, equalityOfTypes},
		{"wrong_arguments", nothing, wrongArguments},
		{"membership", nothing, membership},
		{"membership_follows_replace", nothing, membershipFollowsReplace},
		{"count_and_sum", nothing, countAndSum},
		{"ensure_again", nothing, ensureAgain},
		{"ensure_adds", nothing, ensureAdds},
		{"ensure_refuses_other_keys", nothing, ensureRefusesOtherKeys},
		{"reopen", durable, reopen},
		{"plans", plans, func(t *testing.T, s *subject) { Plans(t, s.Engine, things()) }},
	}
}

// ensure declares a schema or ends the test.
func ensure(t *testing.T, e store.Engine, s store.Schema) {
	t.Helper()
	if err := e.Ensure(context.Background(), s); err != nil {
		t.Fatalf("Ensure(%s): %v", s.Collection, err)
	}
}
