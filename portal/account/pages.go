package account

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/web"
	"github.com/goodword/goodword/portal/page"
)

// Pages are the pages of this package.
type Pages struct {
	*page.Site
	mails  *web.Limiter // that one address of the network asks for
	knocks *web.Limiter // with a code, a link or a passkey
}

// What one address of the network may do. A whole office has one, and each approver
// in it proves themself every quarter of an hour. App counts the mails and the tries
// for each e-mail address, which is what keeps a stranger from guessing.
var (
	mailsPerIP  = web.Policy{Name: "sign-in-mails", Quota: 240, Window: time.Hour}
	knocksPerIP = web.Policy{Name: "sign-in", Quota: 600, Window: time.Hour}
)

// New returns the pages of a site.
func New(s *page.Site) *Pages {
	return &Pages{Site: s, mails: web.NewLimiter(mailsPerIP, s.Now), knocks: web.NewLimiter(knocksPerIP, s.Now)}
}

// Routes is the table of every page and action.
func (p *Pages) Routes() []page.Route {
	return []page.Route{
		page.Get("/sign-in", page.Anyone, p.showSignIn),
		page.Post("/sign-in", page.Anyone, limited(p.mails, p.startSignIn)),
		page.Get("/sign-in/sent", page.Anyone, p.showSent),
		page.Get("/sign-in/code", page.Anyone, p.showCode),
		page.Post("/sign-in/code", page.Anyone, limited(p.knocks, p.takeCode)),
		page.Get("/sign-in/account", page.Anyone, p.showAccounts),
		page.Post("/sign-in/account", page.Anyone, p.chooseAccount),
		page.Post("/sign-in/passkey/begin", page.Anyone, limited(p.knocks, p.beginPasskey)),
		page.Post("/sign-in/passkey", page.Anyone, limited(p.knocks, p.takePasskey)),
		page.Get("/s/:token", page.Anyone, p.showLink),
		page.Post("/s/:token", page.Anyone, limited(p.knocks, p.takeLink)),
		page.Post("/sign-out", page.Anyone, p.signOut),

		page.Get("/u/:token", page.Anyone, p.showNotices),
		page.Post("/u/:token", page.Anyone, p.saveNotices),

		page.Get("/settings", page.SignedIn, p.showSettings),
		page.Post("/settings/look", page.SignedIn, p.saveLook),
		page.Post("/settings/notices", page.SignedIn, p.saveOwnNotices),

		page.Get("/settings/passkeys", page.SignedIn, p.showPasskeys),
		page.Get("/settings/passkeys/new", page.SignedIn, p.proved(p.showNewPasskey)),
		page.Post("/settings/passkeys/begin", page.SignedIn, p.beginAddPasskey),
		page.Post("/settings/passkeys/new", page.SignedIn, p.proved(p.addPasskey)),
		page.Get("/settings/passkeys/:id", page.SignedIn, p.showPasskey),
		page.Post("/settings/passkeys/:id/name", page.SignedIn, p.renamePasskey),
		page.Get("/settings/passkeys/:id/remove", page.SignedIn, p.proved(p.askRemovePasskey)),
		page.Post("/settings/passkeys/:id/remove", page.SignedIn, p.proved(p.removePasskey)),

		page.Get("/settings/sessions", page.SignedIn, p.showSessions),
		page.Post("/settings/sessions/end-others", page.SignedIn, p.endOthers),
		page.Post("/settings/sessions/:id/end", page.SignedIn, p.endSession),

		page.Get("/settings/data", page.SignedIn, p.showData),
		page.Get("/settings/data/export.json", page.SignedIn, p.exportData),
		page.Get("/settings/data/erase", page.SignedIn, p.proved(p.askErase)),
		page.Post("/settings/data/erase", page.SignedIn, p.proved(p.erase)),
	}
}

// limited counts a request before its handler runs.
func limited(l *web.Limiter, h web.Handler) web.Handler {
	count := web.LimitRate(l, web.ByIP)
	return func(c *gin.Context) error {
		if count(c); c.IsAborted() {
			return nil
		}
		return h(c)
	}
}

// proved asks somebody whose sign-in is a while ago to prove first that it is them:
// what follows gives a way in, or takes one away.
func (p *Pages) proved(h web.Handler) web.Handler {
	return func(c *gin.Context) error {
		if !page.ReaderOf(c).Actor.Stale() {
			return h(c)
		}
		return p.SayNot(c, page.ProvePath(formPath(c)), "account.said.prove")
	}
}

// formPath is the page of a request: a form is sent to its own page's path.
func formPath(c *gin.Context) string { return c.Request.URL.Path }
