package app

import (
	"context"
	"sync"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Activity is the record of who did what. It follows the histories of all
// documents and keeps a copy of each event (docs/decisions/0035-activity.md).
type Activity struct {
	*core
	entries *store.Collection[activity.Entry, *activity.Entry]
	marks   *store.Collection[activityMark, *activityMark]
	sources []activitySource

	mu   sync.Mutex       // one pass at a time
	seen map[string]int64 // events of a document that are stored for sure, by its id
}

// activitySource is one collection whose documents have histories.
type activitySource struct {
	noun activity.Noun
	docs *store.Collection[activity.History, *activity.History]
}

// activityMark says up to which wall time every history has been copied. There is
// one in a database.
type activityMark struct {
	fact
	ReachedMS int64 `json:"reached_ms"`
}

// activityMarkID is the id of the only mark.
const activityMarkID = "reached"

// storedIndex and the two queries are declared by every collection whose documents
// have histories.
var (
	storedIndex = store.Index{Name: "stored", Fields: []string{"stored_ms"}, Optional: true}
	storedQuery = store.Query{Name: "stored", Index: "stored", Sort: "stored_ms"}
	everyQuery  = store.Query{Name: "every", Index: "id"}
)

var (
	activityAll        = newestEntry("all", "at")
	activityByActor    = newestEntry("by_actor", "actor", "actors")
	activityByNoun     = newestEntry("by_noun", "noun", "noun")
	activityByVerb     = newestEntry("by_verb", "verb", "verb")
	activityByNounVerb = newestEntry("by_noun_verb", "noun_verb", "noun", "verb")
	activityByDocument = newestEntry("by_document", "document", "document_id")
	activitySchema     = store.Schema{
		Collection: "activity",
		Indexes: []store.Index{
			{Name: "at", Fields: []string{"at_ms"}},
			{Name: "actor", Fields: []string{"actors", "at_ms"}, Members: true},
			{Name: "noun", Fields: []string{"noun", "at_ms"}},
			{Name: "verb", Fields: []string{"verb", "at_ms"}},
			{Name: "noun_verb", Fields: []string{"noun", "verb", "at_ms"}},
			{Name: "document", Fields: []string{"document_id", "at_ms"}},
		},
		Queries: bothWays(activityAll, activityByActor, activityByNoun, activityByVerb, activityByNounVerb, activityByDocument, everyQuery),
	}
	activityMarksSchema = store.Schema{Collection: "activity_marks"}
)

func newestEntry(name, index string, equal ...string) store.Query {
	return store.Query{Name: name, Index: index, Equal: equal, Sort: "at_ms", Desc: true}
}

func newActivity(c *core) *Activity {
	s := &Activity{
		core: c, entries: store.NewCollection[activity.Entry](c.engine, activitySchema),
		marks: store.NewCollection[activityMark](c.engine, activityMarksSchema), seen: map[string]int64{},
	}
	from := func(noun activity.Noun, schema store.Schema) {
		s.sources = append(s.sources, activitySource{noun, store.NewCollection[activity.History](c.engine, schema)})
	}
	from(activity.Referral, referralsSchema)
	from(activity.Reward, rewardsSchema)
	from(activity.Member, membersSchema)
	from(activity.Program, programsSchema)
	from(activity.Link, linksSchema)
	from(activity.Company, companiesSchema)
	from(activity.Suppression, suppressionsSchema)
	from(activity.Key, keysSchema)
	from(activity.Import, importsSchema)
	from(activity.Session, sessionsSchema)
	from(activity.Passkey, passkeysSchema)
	return s
}

func (s *Activity) ensure(ctx context.Context) error {
	if err := s.entries.Ensure(ctx); err != nil {
		return err
	}
	if err := s.marks.Ensure(ctx); err != nil {
		return err
	}
	err := s.marks.Insert(ctx, &activityMark{fact: fact{ID: activityMarkID}})
	if store.Taken(err) == "id" {
		return nil
	}
	return err
}

// of returns the entries that a document's history calls for.
func (s *Activity) of(noun activity.Noun, h *activity.History) ([]*activity.Entry, error) {
	return activity.Entries(noun, h, func(parts ...string) []byte { return s.mac("activity", parts...) })
}

// buried records that a document is about to be removed for good, together with
// what the record doesn't have of it yet.
func (s *Activity) buried(ctx context.Context, noun activity.Noun, m aggregate.Meta, by aggregate.Actor) error {
	h := &activity.History{Meta: m}
	h.Record(s.clock.Now(), aggregate.Event{Actor: by, Verb: activity.Deleted})
	entries, err := s.of(noun, h)
	if err != nil {
		return err
	}
	entries[len(entries)-1].ID = activity.GraveID(m.ID)
	return s.entries.InsertMany(ctx, entries)
}

// seesActivity returns a fault unless the actor may read the record: admins, and
// the company's own keys.
func seesActivity(a aggregate.Actor) error {
	if a.Kind == aggregate.Installation {
		return nil
	}
	return need(a)
}

// unknownNoun is the fault for a filter by a noun that doesn't exist.
func unknownNoun() error {
	return fault.OfField("?noun", "not_one_of", "Use one of: referral, reward, member, program, link, company, suppression, key, import, session, passkey.")
}
