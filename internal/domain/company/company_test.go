package company_test

import (
	"testing"
	"time"

	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/company"
)

func TestUpdate(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	by := aggregate.Actor{Kind: aggregate.Operator}
	f := company.Facts{Name: "Acme", NameKey: "acme", Domains: []string{"acme.com"}, State: company.OpenDeal}
	c := company.New("cmp_1", "installation", "1", "installation|1", f, by, nil, start)
	c.Update(f, by, nil, start)
	if c.Revision != 1 || !c.Known() {
		t.Fatalf("the same facts changed something: %+v", c)
	}
	f.Domains[0] = "changed outside"
	if c.Domains[0] != "acme.com" {
		t.Fatal("the company shares its domains with the caller")
	}
	for i, change := range []func(*company.Facts){
		func(f *company.Facts) { f.Name = "Acme 2" },
		func(f *company.Facts) { f.Domains = []string{"acme.de"} },
		func(f *company.Facts) { f.SinceMS = 1 },
		func(f *company.Facts) { f.Metadata = aggregate.Metadata{"a": "b"} },
		func(f *company.Facts) { f.State = company.Former },
	} {
		change(&f)
		c.Update(f, by, nil, start)
		if c.Revision != int64(i)+2 {
			t.Fatalf("change %d wasn't taken", i)
		}
	}
	last := c.Events[len(c.Events)-1]
	if last.From != "open_deal" || last.To != "former" || c.Known() {
		t.Fatalf("%+v", last)
	}
}
