package bridge_test

import (
	"net/http"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal"
	"github.com/goodword/goodword/portal/bridge"
	portalpage "github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/portaltest"
)

// kit is the whole portal with a customer and two of the staff.
type kit struct {
	*portaltest.Kit
	kim        *member.Member // a customer who refers
	nora, otto *member.Member // staff
}

func newKit(t *testing.T) *kit {
	t.Helper()
	k := &kit{Kit: portaltest.New(t, func(s *portalpage.Site) []portalpage.Route {
		return portal.On(s, bridge.New(s.App, s.Words), nil).Routes()
	})}
	k.kim = k.Customer("Kim Muster")
	k.nora, k.otto = k.Staff("Nora Staff", aggregate.Admin), k.Staff("Otto Staff", aggregate.Admin)
	return k
}

// program is one in which Nora is the one who gets in touch.
func (k *kit) program(change ...func(*program.Terms)) *program.Program {
	k.T.Helper()
	return k.Program(k.nora, change...)
}

// introduce is Kim's introduction of somebody, vetted; over changes answers.
func (k *kit) introduce(p *program.Program, over map[string]any) *referral.Referral {
	k.T.Helper()
	return k.Introduce(k.kim, p, over)
}

// typed is what staff typed for Kim, who has to confirm it.
func (k *kit) typed(p *program.Program, over map[string]any) *referral.Referral {
	k.T.Helper()
	answers := map[string]any{
		"name": "Priya Raman", "company": "Raman Logistics", "source": "peers_outside", "told": "yes",
		"why": "They still plan every route on paper and lose an hour each day.",
	}
	for key, v := range over {
		answers[key] = v
	}
	done, err := k.App.Referrals.Submit(k.T.Context(), k.As(k.nora), app.SubmitReferral{ProgramID: p.ID, ReferrerID: k.kim.ID, Answers: answers})
	k.Must(err)
	k.Run()
	return k.Referral(done.Doc.ID)
}

// in fails the test unless the referral has the status.
func (k *kit) in(id string, want referral.Status) *referral.Referral {
	k.T.Helper()
	r := k.Referral(id)
	if r.Status != want {
		k.T.Fatalf("the referral is %s, want %s", r.Status, want)
	}
	return r
}

// head asks for a page as what only looks does.
func (k *kit) head(path string) {
	k.T.Helper()
	req, err := http.NewRequestWithContext(k.T.Context(), http.MethodHead, k.Server.URL+path, nil)
	k.Must(err)
	res, err := http.DefaultClient.Do(req)
	k.Must(err)
	k.Must(res.Body.Close())
}
