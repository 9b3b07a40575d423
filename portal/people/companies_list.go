package people

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/view"
)

// companiesPage is the list of companies that vetting compares with.
type companiesPage struct {
	listPage
	Rows []companyRow
}

// companyRow is one company of the list.
type companyRow struct {
	ID, Name, Domains string
	State             view.Status
	Since             string // in words
}

func companyFilter(c *gin.Context) app.CompanyFilter {
	return app.CompanyFilter{Search: c.Query("q"), State: c.Query("state")}
}

func (p *Pages) listCompanies(c *gin.Context) error {
	f, filter, part := p.Frame(c), companyFilter(c), at(c)
	list, err := p.App.Companies.List(c.Request.Context(), page.ReaderOf(c).Actor, filter, part.Page)
	l, err := p.around(c, f, companies, list.Next, err)
	if err != nil {
		return err
	}
	state := view.Select{Name: "state", Label: f.T("people.company_state"), Value: filter.State, Options: []view.Option{option(f, "", "people.list.any_state")}}
	for _, s := range company.States() {
		state.Options = append(state.Options, option(f, string(s), "people.company_state."+string(s)))
	}
	l.Toolbar.Narrowed = filter != app.CompanyFilter{}
	l.Toolbar.Selects = []view.Select{state, order(f, part.order)}
	v := companiesPage{listPage: l}
	for _, doc := range list.Docs {
		row := companyRow{ID: doc.ID, Name: doc.Name, Domains: strings.Join(doc.Domains, ", "), State: companyState(doc)}
		if doc.SinceMS != 0 {
			row.Since = f.Day(doc.SinceMS, "UTC")
		}
		v.Rows = append(v.Rows, row)
	}
	return p.Show(c, companiesView(f, v))
}

// companyState is how we know a company, in a word.
func companyState(c *company.Company) view.Status {
	tone := view.Quiet
	switch c.State {
	case company.Customer:
		tone = view.Good
	case company.OpenDeal:
		tone = view.Now
	}
	return view.Status{Tone: tone, Word: message.Of("people.company_state." + string(c.State))}
}

func (p *Pages) exportCompanies(c *gin.Context) error {
	filter, actor := companyFilter(c), page.ReaderOf(c).Actor
	part := func(at app.Page) (app.Listed[company.Company], error) {
		return p.App.Companies.List(c.Request.Context(), actor, filter, at)
	}
	if _, err := part(app.Page{Limit: 1}); err != nil {
		return err // before the first byte is sent
	}
	// The names of an import's columns, so that what was written out can come back.
	header := []string{"external_id", "name", "domains", "state", "since", "metadata", "id"}
	return p.CSV(c, "companies.csv", header, func(write func(...string) error) error {
		for doc, err := range app.Each(c.Request.Context(), part, app.Page{Oldest: at(c).Oldest}) {
			if err != nil {
				return err
			}
			if err := write(doc.ExternalID, doc.Name, strings.Join(doc.Domains, " "), string(doc.State), isoDay(doc.SinceMS), metadataCell(doc.Metadata), doc.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
