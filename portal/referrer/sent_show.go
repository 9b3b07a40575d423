package referrer

import (
	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/referral"
)

// showSent is where a new introduction leads: to the letter that is to be sent on,
// or to what happens now.
func (p *Pages) showSent(c *gin.Context) error {
	f := p.Frame(c)
	seen, v, err := p.introduction(c, f)
	if err != nil {
		return err
	}
	title := "home.sent.title"
	switch {
	case seen.Referral.Status == referral.Declined:
		title = "home.sent.declined"
	case v.Letter != nil:
		title = "home.sent.letter"
	}
	return p.Show(c, sentPage(f, v, f.T(title, "person", v.Person)))
}
