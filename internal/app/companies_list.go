package app

import (
	"context"
	"slices"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/vetting"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// CompanyFilter narrows a list of companies. ExternalID names one company, and
// takes none of the others; Search goes with State.
type CompanyFilter struct {
	Search     string // the beginnings of words of name, domain or external id
	State      string
	Domain     string
	ExternalID string
}

// Get reads one company.
func (s *Companies) Get(ctx context.Context, actor aggregate.Actor, id string) (*company.Company, error) {
	if err := seesCompanies(actor); err != nil {
		return nil, err
	}
	return s.companies.Get(ctx, id)
}

// List returns companies, newest first.
func (s *Companies) List(ctx context.Context, actor aggregate.Actor, f CompanyFilter, p Page) (Listed[company.Company], error) {
	if err := seesCompanies(actor); err != nil {
		return Listed[company.Company]{}, err
	}
	created := func(c *company.Company) int64 { return c.CreatedMS }
	if f.State != "" && !knownState(f.State) {
		return Listed[company.Company]{}, fault.OfField("?state", "not_one_of", "Use one of: customer, open_deal, former.")
	}
	switch set := count(f.State+f.Search != "", f.Domain != "", f.ExternalID != ""); {
	case set > 1:
		return Listed[company.Company]{}, unsupportedFilter()
	case f.ExternalID != "":
		c, err := s.bySourceKey(ctx, member.SourceKey(member.Installation, f.ExternalID))
		if c == nil || err != nil {
			return Listed[company.Company]{}, err
		}
		return Listed[company.Company]{Docs: []*company.Company{c}}, nil
	case f.Domain != "":
		domain, bad := contact.Domain("?domain", f.Domain)
		if bad != nil {
			return Listed[company.Company]{}, bad
		}
		return list(ctx, s.core, s.companies, companiesByDomain, []any{contact.Site(domain)}, p, created)
	case f.Search != "":
		q, equal, only, err := searched(s.core, companiesSearched, f.Search, companyWords)
		if err != nil {
			return Listed[company.Company]{}, err
		}
		only = only.and("state", f.State, func(c *company.Company) bool { return string(c.State) == f.State })
		return selected(ctx, s.core, s.companies, q, equal, p, created, only)
	case f.State != "":
		return list(ctx, s.core, s.companies, companiesByState, []any{f.State}, p, created)
	}
	return list(ctx, s.core, s.companies, companiesAll, nil, p, created)
}

// Delete removes a company that shouldn't be on the list at all. One that left is
// updated to former instead.
func (s *Companies) Delete(ctx context.Context, call Call, id string) error {
	if err := keepsCompanies(call.Actor); err != nil {
		return err
	}
	c, err := s.companies.Get(ctx, id)
	if err != nil {
		return err
	}
	if _, err := admit(Call{Actor: call.Actor, IfMatch: call.IfMatch}, &c.Meta); err != nil {
		return err
	}
	if err := s.record.buried(ctx, activity.Company, c.Meta, call.Actor); err != nil {
		return err
	}
	return s.companies.Delete(ctx, id)
}

// matchLimit is how many companies a look-up reads of each sort: vetting asks
// whether there is one, not for all.
const matchLimit = 20

// match answers for vetting whether somebody's company is a customer, or one
// that we are talking with. The domain of their e-mail address decides, unless
// anybody can have a mailbox there; the folded name is a suggestion.
func (s *Companies) match(ctx context.Context, d contact.Details) (customer, deal vetting.Lookup, err error) {
	var domain, name []*company.Company
	if e, bad := contact.ParseEmail("", d.Email); bad == nil && !e.Free() {
		if domain, err = s.known(ctx, companiesByDomain, e.Site); err != nil {
			return vetting.Unknown, vetting.Unknown, err
		}
	}
	if key := contact.CompanyKey(d.Company); key != "" {
		if name, err = s.known(ctx, companiesByName, key); err != nil {
			return vetting.Unknown, vetting.Unknown, err
		}
	}
	return lookup(company.Customer, domain, name), lookup(company.OpenDeal, domain, name), nil
}

// lookup sums up what was found of one state.
func lookup(state company.State, domain, name []*company.Company) vetting.Lookup {
	in := func(c *company.Company) bool { return c.State == state }
	switch {
	case slices.ContainsFunc(domain, in):
		return vetting.Found
	case slices.ContainsFunc(name, in):
		return vetting.ByName
	}
	return vetting.None
}

// known reads the customers and open deals with a key.
func (s *Companies) known(ctx context.Context, q store.Query, key string) ([]*company.Company, error) {
	docs, err := s.companies.Find(ctx, q, store.Args{Equal: []any{key}, Limit: matchLimit})
	if err != nil {
		return nil, err
	}
	var out []*company.Company
	for _, c := range docs {
		if c.Known() {
			out = append(out, c)
		}
	}
	return out, nil
}

// seesCompanies returns a fault unless the actor may read the list: staff, and
// whoever keeps it.
func seesCompanies(a aggregate.Actor) error {
	if a.Kind == aggregate.Staff {
		return nil
	}
	return keepsCompanies(a)
}

func knownState(s string) bool {
	return slices.Contains(company.States(), company.State(s))
}

// count returns how many conditions hold.
func count(conditions ...bool) int {
	n := 0
	for _, c := range conditions {
		if c {
			n++
		}
	}
	return n
}
