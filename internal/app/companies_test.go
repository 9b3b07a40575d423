package app

import (
	"testing"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/vetting"
)

func TestCompanyUpsert(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	ctx, call := t.Context(), Call{Actor: installation}
	in := CompanyInput{ExternalID: "crm-1", Name: "Acme GmbH", Domains: []string{"https://www.acme.com/x", "shop.acme.com", "acme.de"}, State: "open_deal", Since: "2026-01-31"}
	first, err := r.companies.Upsert(ctx, call, in)
	r.must(err)
	if d := first.Doc.Domains; len(d) != 2 || d[0] != "acme.com" || first.Doc.NameKey != "acme" {
		t.Fatalf("%+v", first.Doc)
	}
	same, err := r.companies.Upsert(ctx, call, in)
	r.must(err)
	if same.Created || same.Changed || same.Doc.Version != 1 {
		t.Fatal("the same content wrote something")
	}
	in.State = "customer"
	won, err := r.companies.Upsert(ctx, call, in)
	r.must(err)
	if !won.Changed || won.Doc.State != company.Customer || won.Doc.ID != first.Doc.ID {
		t.Fatalf("%+v", won.Doc)
	}
	in.ExternalID = ""
	in.State = "former"
	gone, err := r.companies.Update(ctx, Call{Actor: installation, IfMatch: won.Doc.Revision}, first.Doc.ID, in)
	r.must(err)
	if gone.Doc.State != company.Former || gone.Doc.ExternalID != "crm-1" {
		t.Fatalf("%+v", gone.Doc)
	}
	r.refused(r.companies.Delete(ctx, Call{Actor: installation, IfMatch: won.Doc.Revision}, first.Doc.ID), "revision_changed")
	r.must(r.companies.Delete(ctx, call, first.Doc.ID))
	_, err = r.companies.Get(ctx, installation, first.Doc.ID)
	r.refused(err, "not_found")
}

func TestCompanyFaults(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	for name, tc := range map[string]struct {
		in   CompanyInput
		code string
	}{
		"no name":       {CompanyInput{State: "customer"}, "required"},
		"no state":      {CompanyInput{Name: "A"}, "required"},
		"other state":   {CompanyInput{Name: "A", State: "friend"}, "not_one_of"},
		"no domain":     {CompanyInput{Name: "A", State: "customer", Domains: []string{"acme"}}, "invalid_domain"},
		"no date":       {CompanyInput{Name: "A", State: "customer", Since: "31.1.2026"}, "not_a_date"},
		"metadata":      {CompanyInput{Name: "A", State: "customer", Metadata: aggregate.Metadata{"A": ""}}, "invalid_key"},
		"many domains":  {CompanyInput{Name: "A", State: "customer", Domains: make([]string, 51)}, "too_many"},
		"hostile words": {CompanyInput{Name: "A\x00", State: "customer"}, "hidden_character"},
	} {
		_, err := r.companies.Upsert(t.Context(), Call{Actor: installation}, tc.in)
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		r.refused(err, tc.code)
	}
}

// Who our customers are is nobody's business but ours.
func TestCompaniesAreOurs(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	c, err := r.companies.Upsert(t.Context(), Call{Actor: installation}, CompanyInput{Name: "Acme", State: "customer"})
	r.must(err)
	rep := r.staff("r-1", "rep").Actor("")
	for _, by := range []aggregate.Actor{partner, {Kind: aggregate.Referrer, ID: "mbr_x"}, {Kind: aggregate.Person, ID: "ref_x"}} {
		_, err := r.companies.Get(t.Context(), by, c.Doc.ID)
		r.refused(err, "role_missing")
		_, err = r.companies.List(t.Context(), by, CompanyFilter{}, Page{})
		r.refused(err, "role_missing")
		_, err = r.companies.Upsert(t.Context(), Call{Actor: by}, CompanyInput{Name: "B", State: "customer"})
		r.refused(err, "role_missing")
		r.refused(r.companies.Delete(t.Context(), Call{Actor: by}, c.Doc.ID), "role_missing")
	}
	_, err = r.companies.Get(t.Context(), rep, c.Doc.ID)
	r.must(err)
	r.refused(r.companies.Delete(t.Context(), Call{Actor: rep}, c.Doc.ID), "role_missing")
}

func TestCompanyMatch(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	for _, in := range []CompanyInput{
		{ExternalID: "1", Name: "Acme GmbH", Domains: []string{"acme.com", "gmail.com"}, State: "customer"},
		{ExternalID: "2", Name: "Beta Ltd", Domains: []string{"beta.co.uk"}, State: "open_deal"},
		{ExternalID: "3", Name: "Gone AG", Domains: []string{"gone.de"}, State: "former"},
	} {
		_, err := r.companies.Upsert(t.Context(), Call{Actor: installation}, in)
		r.must(err)
	}
	for name, tc := range map[string]struct {
		d              contact.Details
		customer, deal vetting.Lookup
	}{
		"nothing known":  {contact.Details{}, vetting.None, vetting.None},
		"domain":         {contact.Details{Email: "kim@mail.acme.com"}, vetting.Found, vetting.None},
		"public suffix":  {contact.Details{Email: "kim@other.co.uk"}, vetting.None, vetting.None},
		"deal by domain": {contact.Details{Email: "kim@beta.co.uk", Company: "acme"}, vetting.ByName, vetting.Found},
		"name only":      {contact.Details{Company: "ACME Inc."}, vetting.ByName, vetting.None},
		"free mail":      {contact.Details{Email: "kim@gmail.com"}, vetting.None, vetting.None},
		"former":         {contact.Details{Email: "kim@gone.de", Company: "Gone"}, vetting.None, vetting.None},
	} {
		customer, deal, err := r.companies.match(t.Context(), tc.d)
		r.must(err)
		if customer != tc.customer || deal != tc.deal {
			t.Errorf("%s: %q, %q", name, customer, deal)
		}
	}
}

func TestCompanyImportAndList(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	done, err := r.companies.ImportCSV(t.Context(), Call{Actor: installation}, []byte(
		"external_id,name,domains,state,since\n1,Acme,acme.com acme.de,customer,2026-01-01\n2,Beta,,open_deal,\n3,Bad,bad,customer,\n"))
	r.must(err)
	if done.Doc.Created != 2 || codes(done.Doc.Rows[2].Faults) != "/domains/0 invalid_domain" {
		t.Fatalf("%+v", done.Doc)
	}
	_, err = r.companies.ImportCSV(t.Context(), Call{Actor: partner}, nil)
	r.refused(err, "role_missing")
	for f, want := range map[CompanyFilter]int{{}: 2, {State: "customer"}: 1, {Domain: "www.acme.de"}: 1, {ExternalID: "2"}: 1, {ExternalID: "9"}: 0} {
		got, err := r.companies.List(t.Context(), installation, f, Page{})
		r.must(err)
		if len(got.Docs) != want {
			t.Errorf("%+v: %d companies, want %d", f, len(got.Docs), want)
		}
	}
	_, err = r.companies.List(t.Context(), installation, CompanyFilter{State: "customer", Domain: "acme.com"}, Page{})
	r.refused(err, "unsupported_filter")
}
