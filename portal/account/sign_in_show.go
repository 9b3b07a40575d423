package account

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// signInView is the page on which somebody says who they are.
type signInView struct {
	Again    string // the address of who is signed in and proves themself once more
	Out      bool   // they have just signed out
	Passkeys bool
	Cast     []page.Player // of the demo
	Typed    view.Answers
	Faults   ui.Faults
	Trouble  string
}

// showSignIn asks who wants to come in. Somebody who is in goes on, unless they are
// to prove once more that it is them.
func (p *Pages) showSignIn(c *gin.Context) error {
	p.keepThen(c, c.Query("then"))
	if r := page.ReaderOf(c); r.Member != nil && c.Query("fresh") == "" {
		if then := page.OwnPath(c.Query("then")); then != "/" {
			return p.Go(c, then)
		}
		return p.Go(c, r.Home())
	}
	p.mark(c)
	v := p.signIn(c)
	v.Out = c.Query("out") != ""
	return p.Show(c, signInPage(p.Frame(c), v))
}

func (p *Pages) signIn(c *gin.Context) signInView {
	v := signInView{Passkeys: p.App.Passkeys.Available(), Cast: p.Cast}
	if r := page.ReaderOf(c); r.Member != nil {
		v.Again = r.Member.Personal.Email
	}
	return v
}

// showTrouble shows the way in again with what stands in it. An error without
// words of its own is left to the error page.
func (p *Pages) showTrouble(c *gin.Context, err error) error {
	reason, status := trouble(err)
	if reason == "" {
		return err
	}
	p.mark(c)
	v := p.signIn(c)
	v.Trouble = reason
	return p.ShowStatus(c, status, signInPage(p.FrameAt(c, "/sign-in"), v))
}

// startSignIn mails a link and a code, if the address is somebody's. What it answers
// doesn't depend on that.
func (p *Pages) startSignIn(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	f := p.FrameAt(c, "/sign-in")
	id, err := p.start(c, f, form)
	if err != nil {
		if faults := p.Faults(f, err); faults != nil {
			v := p.signIn(c)
			v.Typed, v.Faults = page.Only(form, []string{"email"}), faults
			return p.ShowStatus(c, http.StatusUnprocessableEntity, signInPage(f, v))
		}
		return p.showTrouble(c, err)
	}
	p.SetCookie(c, cookieAttempt, id, signingIn)
	return p.Go(c, "/sign-in/sent")
}

func (p *Pages) start(c *gin.Context, f ui.Frame, form view.Answers) (string, error) {
	if r := page.ReaderOf(c); r.Member != nil {
		return p.App.SignIns.StartAgain(c.Request.Context(), r.Actor, f.Lang(), p.browser(c))
	}
	return p.App.SignIns.Start(c.Request.Context(), signInInput(f, form, p.browser(c)))
}

// signOut ends the session and forgets it in the browser.
func (p *Pages) signOut(c *gin.Context) error {
	if r := page.ReaderOf(c); r.Member != nil {
		call, err := p.Call(c, nil)
		if err != nil {
			return err
		}
		if err := p.App.Sessions.End(c.Request.Context(), call, r.SessionID); err != nil {
			return err
		}
	}
	p.DropSession(c)
	return p.Go(c, "/sign-in?out=1")
}
