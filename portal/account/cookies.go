package account

import (
	"encoding/base64"
	"strings"

	"crypto/rand"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/session"
	"github.com/goodword/goodword/portal/page"
)

// What a browser keeps while somebody signs in: its secret, which attempt is its
// own, and where they wanted to go.
const (
	cookieBrowser = "browser"
	cookieAttempt = "attempt"
	cookieThen    = "then"

	// signingIn is how long these are kept, in seconds: longer than a link lives, so
	// that a late reader is told so, and told right.
	signingIn = 3600
	maxThen   = 1000
)

// browser is the reader's browser. It gets a secret when it has none; where it
// keeps no cookies the next request shows that it hasn't.
func (p *Pages) browser(c *gin.Context) app.Browser {
	return app.Browser{
		Secret: p.Cookie(c, cookieBrowser), Session: p.SessionToken(c), Device: session.DeviceOf(c.Request.UserAgent()),
	}
}

// mark gives the browser a secret, if it has none yet.
func (p *Pages) mark(c *gin.Context) {
	if p.Cookie(c, cookieBrowser) == "" {
		p.SetCookie(c, cookieBrowser, rand.Text()+rand.Text(), signingIn)
	}
}

// keepThen keeps where somebody wanted to go. It may hold anything that a path of
// ours may, so it is encoded.
func (p *Pages) keepThen(c *gin.Context, then string) {
	if then = page.OwnPath(then); then == "/" || len(then) > maxThen || strings.HasPrefix(then, "/sign-") {
		p.SetCookie(c, cookieThen, "", -1)
		return
	}
	p.SetCookie(c, cookieThen, base64.RawURLEncoding.EncodeToString([]byte(then)), signingIn)
}

// then is where somebody wanted to go; "" when they only wanted to come in.
func (p *Pages) then(c *gin.Context) string {
	raw, err := base64.RawURLEncoding.DecodeString(p.Cookie(c, cookieThen))
	if err != nil || len(raw) == 0 {
		return ""
	}
	if then := page.OwnPath(string(raw)); then != "/" {
		return then
	}
	return ""
}

// enter is the last step of every way in: the session's token goes into the
// browser, what was needed on the way goes, and the reader goes on. Where an
// address has several accounts they choose first.
func (p *Pages) enter(c *gin.Context, in app.Proved) error {
	if in.Token == "" {
		p.SetCookie(c, cookieAttempt, in.SignInID, signingIn)
		return p.Go(c, "/sign-in/account")
	}
	then := p.then(c)
	if then == "" {
		then = page.Reader{Member: in.Member, Actor: in.Actor}.Home()
	}
	p.SetSession(c, in.Token, in.Seconds)
	for _, name := range []string{cookieBrowser, cookieAttempt, cookieThen} {
		p.SetCookie(c, name, "", -1)
	}
	return p.Go(c, then)
}
