package stripesandbox

import (
	"crypto/rand"
	"net/url"
	"time"
)

// linkLife is how long an onboarding link may be opened.
const linkLife = 5 * time.Minute

// accountLink is Stripe's answer; the link behind it is onboarding.
type accountLink struct {
	Object    string `json:"object"`
	Created   int64  `json:"created"`
	ExpiresAt int64  `json:"expires_at"`
	URL       string `json:"url"`
}

// onboarding is a link to the form where a member gives their details.
type onboarding struct {
	Account    string `json:"account"`
	RefreshURL string `json:"refresh_url"`
	ReturnURL  string `json:"return_url"`
	ExpiresMS  int64  `json:"expires_ms"`
	Opened     bool   `json:"opened"`
	Finished   bool   `json:"finished"`
}

type loginLink struct {
	Object  string `json:"object"`
	Created int64  `json:"created"`
	URL     string `json:"url"`
}

func createAccountLink(t *tx, c *call) (any, error) {
	for _, name := range []string{"refresh_url", "return_url"} {
		u, err := url.Parse(c.params[name])
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return nil, invalid("", name, "Not a valid URL")
		}
	}
	if _, err := t.account(c.params["account"], "account"); err != nil {
		return nil, err
	}
	token := rand.Text() // it opens the form, so it is never predictable
	expires := t.now.Add(linkLife)
	o := onboarding{Account: c.params["account"], RefreshURL: c.params["refresh_url"], ReturnURL: c.params["return_url"], ExpiresMS: expires.UnixMilli()}
	if err := t.save("onboarding", "link_"+token, &o); err != nil {
		return nil, err
	}
	return accountLink{Object: "account_link", Created: t.unix(), ExpiresAt: expires.Unix(), URL: t.s.deps.PublicURL + "/sandbox/connect/" + token}, nil
}

func createLoginLink(t *tx, c *call) (any, error) {
	a, err := t.account(c.id, "account")
	if err != nil {
		return nil, err
	}
	if !a.DetailsSubmitted {
		return nil, invalid("", "account", "Cannot create a login link for an account that has not completed onboarding.")
	}
	return loginLink{Object: "login_link", Created: t.unix(), URL: t.s.deps.PublicURL + "/sandbox/express/" + a.ID}, nil
}
