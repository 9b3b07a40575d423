package account

import (
	"cmp"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// showAccounts asks as whom somebody signs in whose address several accounts have.
func (p *Pages) showAccounts(c *gin.Context) error {
	accounts, err := p.App.SignIns.Accounts(c.Request.Context(), p.Cookie(c, cookieAttempt), p.browser(c))
	if err != nil {
		return p.showTrouble(c, err)
	}
	f := p.Frame(c)
	return p.Show(c, accountsPage(f, accountOptions(f, accounts), nil))
}

// accountOptions name the accounts so that their owner knows which is which.
func accountOptions(f ui.Frame, accounts []app.Account) []view.Option {
	options := make([]view.Option, len(accounts))
	for i, a := range accounts {
		key, by := "account.choose.customer", cmp.Or(a.Company, f.Brand.Name)
		switch {
		case a.Staff:
			key, by = "account.choose.staff", f.Brand.Name
		case a.Source != member.Installation:
			key, by = "account.choose.partner", a.Source
		}
		options[i] = view.Option{Value: a.MemberID, Label: f.T(key, "name", a.Name, "by", by)}
	}
	return options
}

// chooseAccount signs in as one of them.
func (p *Pages) chooseAccount(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	id, b := p.Cookie(c, cookieAttempt), p.browser(c)
	in, err := p.App.SignIns.Choose(c.Request.Context(), id, form.One("member_id"), b)
	if err == nil {
		return p.enter(c, in)
	}
	f := p.FrameAt(c, "/sign-in/account")
	faults := p.Faults(f, err)
	if faults == nil {
		return p.showTrouble(c, err)
	}
	accounts, err := p.App.SignIns.Accounts(c.Request.Context(), id, b)
	if err != nil {
		return p.showTrouble(c, err)
	}
	faults = ui.Faults{page.Missing(f, "member_id", "account.choose.missing")}
	return p.ShowStatus(c, http.StatusUnprocessableEntity, accountsPage(f, accountOptions(f, accounts), faults))
}
