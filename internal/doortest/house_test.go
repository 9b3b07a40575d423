package doortest

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/goodword/goodword/api"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/domain/transfer"
	"github.com/goodword/goodword/internal/locale"
	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/account"
	"github.com/goodword/goodword/portal/approvals"
	"github.com/goodword/goodword/portal/desk"
	"github.com/goodword/goodword/portal/followup"
	"github.com/goodword/goodword/portal/office"
	"github.com/goodword/goodword/portal/people"
	"github.com/goodword/goodword/portal/portaltest"
	"github.com/goodword/goodword/portal/programs"
	"github.com/goodword/goodword/portal/referrer"
)

// areas are the packages of signed-in pages.
var areas = []portaltest.Area{
	portaltest.Pages(account.New), portaltest.Pages(referrer.New), portaltest.Pages(desk.New), portaltest.Pages(followup.New),
	portaltest.Pages(approvals.New), portaltest.Pages(programs.New), portaltest.Pages(people.New), portaltest.Pages(office.New),
}

// The people of a house, by the name under which a case mentions them.
const (
	admin    = "nora"
	reviewer = "rita"
	rep      = "sam"
	approver = "ada"
	second   = "ben" // another approver
	customer = "kim"
	other    = "lou" // another customer
)

// house is one application with both doors on it.
type house struct {
	*portaltest.Kit
	api     http.Handler
	people  map[string]*member.Member
	program *program.Program
}

// newHouse builds a house; change may alter the terms of its program.
func newHouse(t testing.TB, change ...func(*program.Terms)) *house {
	t.Helper()
	h := &house{Kit: portaltest.New(t, areas...)}
	h.people = map[string]*member.Member{
		admin: h.Staff("Nora Berg", aggregate.Admin), reviewer: h.Staff("Rita Sommer", aggregate.Reviewer), rep: h.Staff("Sam Roth", aggregate.Rep),
		approver: h.Staff("Ada Lind", aggregate.Approver), second: h.Staff("Ben Okoro", aggregate.Approver),
		customer: h.Customer("Kim Muster"), other: h.Customer("Lou First"),
	}
	h.program = h.Program(h.people[rep], change...)
	h.api = h.openAPI()
	return h
}

// openAPI is the API on the house's application.
func (h *house) openAPI() http.Handler {
	h.T.Helper()
	texts, err := locale.Load()
	h.Must(err)
	log := slog.New(slog.DiscardHandler)
	door, err := api.New(api.Deps{
		App: h.App, Texts: texts, Authenticate: api.Authenticator(h.App.Keys), Log: log, Ready: h.App.Ready,
		StripeEvents: func([]byte, string, time.Time) (transfer.Event, error) {
			return transfer.Event{}, errors.New("no webhook is sent here")
		},
		Cursors: web.NewCursors([]byte("0123456789abcdef")), WallNow: time.Now,
		Document: []byte("openapi: 3.1.1\ninfo: {title: House, version: '1'}\npaths: {}\n"),
	})
	h.Must(err)
	e, err := web.NewEngine(web.Options{Log: log})
	h.Must(err)
	door.Register(e)
	return e
}

// now is a member as they are now.
func (h *house) now(name string) *member.Member {
	h.T.Helper()
	m, err := h.App.Members.Get(h.ctx(), portaltest.Operator.Actor, h.people[name].ID)
	h.Must(err)
	return m
}

func (h *house) ctx() context.Context { return h.T.Context() }
