package account

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// codeView is a page on which the code of the mail is typed: the one that follows
// the question for the address, or one for any other device.
type codeView struct {
	Elsewhere bool // on another device: the address is typed too
	HasBox    bool // there is a local mailbox to look into
	Typed     view.Answers
	Faults    ui.Faults
	Trouble   string
}

func signInInput(f ui.Frame, form view.Answers, b app.Browser) app.StartSignIn {
	return app.StartSignIn{Email: form.One("email"), Language: f.Lang(), Browser: b}
}

// showSent says, whoever asked with whatever address, what to do now.
func (p *Pages) showSent(c *gin.Context) error {
	if p.Cookie(c, cookieAttempt) == "" {
		return p.Go(c, "/sign-in")
	}
	return p.Show(c, codePage(p.Frame(c), codeView{HasBox: p.HasBox}))
}

// showCode asks for address and code, for whoever has the mail on another device.
func (p *Pages) showCode(c *gin.Context) error {
	p.mark(c)
	return p.Show(c, codePage(p.Frame(c), codeView{Elsewhere: true, HasBox: p.HasBox}))
}

// takeCode signs in by a typed code.
func (p *Pages) takeCode(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	in := app.TypedCode{Email: form.One("email"), Code: form.One("code"), Browser: p.browser(c)}
	_, elsewhere := form["email"]
	if !elsewhere {
		if in.SignInID = p.Cookie(c, cookieAttempt); in.SignInID == "" {
			return p.Go(c, "/sign-in")
		}
	}
	proved, err := p.App.SignIns.ByCode(c.Request.Context(), in)
	if err == nil {
		return p.enter(c, proved)
	}
	v := codeView{Elsewhere: elsewhere, HasBox: p.HasBox, Typed: page.Only(form, []string{"email", "code"})}
	return p.showCodeAgain(c, v, err)
}

// showCodeAgain shows the page once more with what is wrong.
func (p *Pages) showCodeAgain(c *gin.Context, v codeView, err error) error {
	at := "/sign-in/sent"
	if v.Elsewhere {
		at = "/sign-in/code"
	}
	f := p.FrameAt(c, at)
	if v.Faults = p.codeFaults(f, err); v.Faults != nil {
		return p.ShowStatus(c, http.StatusUnprocessableEntity, codePage(f, v))
	}
	reason, status := trouble(err)
	if reason == "" {
		return err
	}
	v.Trouble = reason
	return p.ShowStatus(c, status, codePage(f, v))
}

// codeFaults are the words beside the controls; a wrong code has its own.
func (p *Pages) codeFaults(f ui.Frame, err error) ui.Faults {
	faults := p.Faults(f, err)
	for i, field := range fault.Of(err).Fields {
		if field.Code == "wrong_code" {
			faults[i].Text = f.T("account.code.wrong")
		}
	}
	return faults
}
