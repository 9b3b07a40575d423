package app

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// The queries of companies, newest first.
var (
	companiesAll      = store.Query{Name: "all", Index: "created", Sort: "created_ms", Desc: true}
	companiesByState  = store.Query{Name: "by_state", Index: "state", Equal: []string{"state"}, Sort: "created_ms", Desc: true}
	companiesByDomain = store.Query{Name: "by_domain", Index: "domain", Equal: []string{"domains"}, Sort: "created_ms", Desc: true}
	companiesByName   = store.Query{Name: "by_name", Index: "name", Equal: []string{"name_key"}, Sort: "created_ms", Desc: true}
	companiesSearched = newest("searched", "search", "search")
	companiesByKey    = store.Query{Name: "by_source_key", Index: store.UniqueName("source_key"), Equal: []string{"source_key"}}
)

// companiesSchema declares the companies.
var companiesSchema = store.Schema{
	Collection: "companies",
	Unique:     []string{"source_key"},
	Indexes: []store.Index{
		storedIndex,
		{Name: "created", Fields: []string{"created_ms"}},
		{Name: "state", Fields: []string{"state", "created_ms"}},
		{Name: "domain", Fields: []string{"domains", "created_ms"}, Members: true},
		{Name: "name", Fields: []string{"name_key", "created_ms"}, Optional: true},
		{Name: "search", Fields: []string{"search", "created_ms"}, Members: true},
	},
	Queries: bothWays(companiesAll, companiesByState, companiesByDomain, companiesByName, companiesSearched, companiesByKey, storedQuery, everyQuery),
}

// Companies keeps the companies that vetting compares with. Only the company
// itself keeps them; no partner sees one.
type Companies struct {
	*core
	companies *store.Collection[company.Company, *company.Company]
	imports   *importCollection
	record    *Activity // told of a company that is removed
}

func newCompanies(c *core) *Companies {
	return &Companies{
		core:      c,
		companies: store.NewCollection[company.Company](c.engine, companiesSchema).Deriving(c.indexCompany),
		imports:   store.NewCollection[Import](c.engine, importsSchema),
		record:    newActivity(c),
	}
}

func (s *Companies) ensure(ctx context.Context) error {
	if err := s.companies.Ensure(ctx); err != nil {
		return err
	}
	return s.imports.Ensure(ctx)
}

// CompanyInput is what is said about a company.
type CompanyInput struct {
	ExternalID string             `json:"external_id,omitempty" validate:"-"`
	Name       string             `json:"name" validate:"required"`
	Domains    []string           `json:"domains,omitempty" validate:"max=50"`
	State      string             `json:"state" validate:"required,oneof=customer open_deal former"`
	Since      string             `json:"since,omitempty"` // date: since when it is in this state
	Metadata   aggregate.Metadata `json:"metadata,omitempty"`
}

// Upsert makes a company, or brings the one with the same external id up to
// date. The same content again changes nothing.
func (s *Companies) Upsert(ctx context.Context, call Call, in CompanyInput) (Upserted[company.Company], error) {
	if err := keepsCompanies(call.Actor); err != nil {
		return Upserted[company.Company]{}, err
	}
	facts, err := s.facts(in)
	if err != nil {
		return Upserted[company.Company]{}, err
	}
	in.ExternalID, _ = cleanExternalID(in.ExternalID) // facts checked it
	id := s.newID(company.Prefix, call)
	old, err := s.earlier(ctx, call, id)
	if old != nil || err != nil {
		return Upserted[company.Company]{Done: Done[company.Company]{Doc: old, Replayed: old != nil}}, err
	}
	key := member.SourceKey(member.Installation, in.ExternalID)
	if c, err := s.bySourceKey(ctx, key); err != nil {
		return Upserted[company.Company]{}, err
	} else if c != nil {
		return s.update(ctx, call, c.ID, facts)
	}
	c := company.New(id, member.Installation, in.ExternalID, key, facts, call.Actor, call.Replay, s.clock.Now())
	if err = s.companies.Insert(ctx, c); err == nil {
		return Upserted[company.Company]{Done: Done[company.Company]{Doc: c}, Created: true}, nil
	}
	if store.Taken(err) == "" {
		return Upserted[company.Company]{}, err
	}
	// Somebody else was faster: the same request sent twice, or the same external id.
	if old, oldErr := s.earlier(ctx, call, id); old != nil || oldErr != nil {
		return Upserted[company.Company]{Done: Done[company.Company]{Doc: old, Replayed: old != nil}}, oldErr
	}
	if winner, findErr := s.bySourceKey(ctx, key); winner != nil || findErr != nil {
		if findErr != nil {
			return Upserted[company.Company]{}, findErr
		}
		return s.update(ctx, call, winner.ID, facts)
	}
	return Upserted[company.Company]{}, err
}

func (s *Companies) earlier(ctx context.Context, call Call, id string) (*company.Company, error) {
	return earlier(ctx, s.companies, call, id, func(c *company.Company) *aggregate.Meta { return &c.Meta })
}

func (s *Companies) bySourceKey(ctx context.Context, key string) (*company.Company, error) {
	if key == "" {
		return nil, nil
	}
	return found(s.companies.One(ctx, companiesByKey, key))
}

// Update replaces what is said about a company; the external id stays.
func (s *Companies) Update(ctx context.Context, call Call, id string, in CompanyInput) (Done[company.Company], error) {
	if err := keepsCompanies(call.Actor); err != nil {
		return Done[company.Company]{}, err
	}
	facts, err := s.facts(in)
	if err != nil {
		return Done[company.Company]{}, err
	}
	c, err := s.companies.Get(ctx, id)
	if err != nil {
		return Done[company.Company]{}, err
	}
	if wanted, _ := cleanExternalID(in.ExternalID); wanted != "" && wanted != c.ExternalID {
		return Done[company.Company]{}, fault.OfField("/external_id", "fixed", "The external id of a company doesn't change.")
	}
	u, err := s.update(ctx, call, id, facts)
	return u.Done, err
}

func (s *Companies) update(ctx context.Context, call Call, id string, f company.Facts) (Upserted[company.Company], error) {
	var out Upserted[company.Company]
	c, err := s.companies.Update(ctx, id, func(c *company.Company) (err error) {
		out = Upserted[company.Company]{}
		if out.Replayed, err = admit(call, &c.Meta); out.Replayed || err != nil {
			return err
		}
		before := c.Revision
		c.Update(f, call.Actor, call.Replay, s.clock.Now())
		out.Changed = c.Revision != before
		return nil
	})
	if err != nil {
		return Upserted[company.Company]{}, err
	}
	out.Doc = c
	return out, nil
}

// facts checks and cleans an input, and names every field at fault.
func (s *Companies) facts(in CompanyInput) (company.Facts, error) {
	var wrong problems
	wrong.add(s.check(in))
	_, f := cleanExternalID(in.ExternalID)
	wrong.addFault(f)
	name, f := contact.ParseCompany("/name", in.Name)
	wrong.addFault(f)
	out := company.Facts{Name: name.Typed, NameKey: name.Key, State: company.State(in.State), Metadata: in.Metadata}
	for i, d := range in.Domains {
		domain, f := contact.Domain("/domains/"+strconv.Itoa(i), d)
		wrong.addFault(f)
		out.Domains = append(out.Domains, contact.Site(domain))
	}
	slices.Sort(out.Domains)
	out.Domains = slices.Compact(out.Domains)
	if in.Since != "" {
		day, err := time.Parse(time.DateOnly, in.Since)
		if err != nil {
			wrong.addFault(fault.OfField("/since", "not_a_date", "Use a date such as 2026-12-25."))
		}
		out.SinceMS = ms(day)
	}
	wrong.addFault(in.Metadata.Check("/metadata"))
	return out, wrong.fault()
}

// keepsCompanies returns a fault unless the actor may see and keep companies.
func keepsCompanies(a aggregate.Actor) error {
	if a.Kind == aggregate.Installation {
		return nil
	}
	return need(a, aggregate.Admin)
}
