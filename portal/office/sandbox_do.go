package office

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/view"
)

// walkLimit bounds one move of the clock: walking weeks performs much.
const walkLimit = 2 * time.Minute

// moveClock moves the clock to what is due next, by some days, or to a day, and
// answers once what fell due on the way is done. It may take longer than other
// requests.
func (p *Pages) moveClock(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	by, err := p.moveBy(c, form)
	if err != nil {
		return err
	}
	if by <= 0 || by > app.LongestMove {
		return p.SayNot(c, sandboxPath, "office.sandbox.not_moved")
	}
	limits := http.NewResponseController(c.Writer)
	ends := time.Now().Add(walkLimit + time.Minute)                    // the server counts real time
	_, _ = limits.SetReadDeadline(ends), limits.SetWriteDeadline(ends) // a recorder of a test has none
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request.Context()), walkLimit)
	defer cancel()
	if err := p.Sandbox.Walk(ctx, by); err != nil {
		if fault.Is(err, fault.Conflict) {
			return p.SayNot(c, sandboxPath, "office.sandbox.moving")
		}
		return err
	}
	return p.Say(c, sandboxPath, "office.sandbox.moved", "now", message.Moment{MS: p.App.Now().UnixMilli(), Zone: zone})
}

// moveBy is how far a form moves the clock; 0 for nowhere.
func (p *Pages) moveBy(c *gin.Context, form view.Answers) (time.Duration, error) {
	now := p.App.Now()
	switch form.One("how") {
	case "next":
		next, err := p.App.NextDue(c.Request.Context())
		if err != nil || next.IsZero() {
			return 0, err
		}
		return max(next.Sub(now)+time.Millisecond, time.Second), nil
	case "days":
		days, err := strconv.Atoi(strings.TrimSpace(form.One("days")))
		if err != nil || days > 400 {
			return 0, nil
		}
		return time.Duration(days) * 24 * time.Hour, nil
	case "day":
		day, err := time.Parse(time.DateOnly, form.One("day"))
		if err != nil {
			return 0, nil
		}
		return day.Add(9 * time.Hour).Sub(now), nil
	}
	return 0, nil
}

// doDeed has something happen at the local server.
func (p *Pages) doDeed(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	deed, ok := deedOf(form)
	if !ok {
		return p.SayNot(c, sandboxPath, "office.sandbox.refused")
	}
	if deed.Kind == page.DeedPay { // the local server takes any id
		if _, err := p.App.Referrals.Get(c.Request.Context(), page.ReaderOf(c).Actor, deed.ID); fault.Is(err, fault.NotFound) {
			return p.SayNot(c, sandboxPath, "office.sandbox.refused")
		} else if err != nil {
			return err
		}
	}
	switch err := p.Sandbox.Do(c.Request.Context(), deed); {
	case err == nil:
		return p.Say(c, sandboxPath, "office.sandbox.done."+string(deed.Kind))
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict), fault.Is(err, fault.NotFound):
		return p.SayNot(c, sandboxPath, "office.sandbox.refused")
	default:
		return err
	}
}

// deeds are what a form may ask for.
var deeds = []page.DeedKind{
	page.DeedTopUp, page.DeedPay, page.DeedRefund, page.DeedDispute, page.DeedWin, page.DeedLose, page.DeedAccount, page.DeedArm, page.DeedDisarm,
}

// deedOf reads a form; false where it doesn't make sense.
func deedOf(form view.Answers) (page.SandboxDeed, bool) {
	d := page.SandboxDeed{Kind: page.DeedKind(form.One("kind")), ID: strings.TrimSpace(form.One("id")), State: form.One("state")}
	if !slices.Contains(deeds, d.Kind) {
		return d, false
	}
	switch d.Kind {
	case page.DeedTopUp, page.DeedPay:
		units, err := strconv.ParseInt(strings.TrimSpace(form.One("amount")+form.One("paid")), 10, 64)
		currency := form.One("currency")
		if err != nil || units < 1 || units > 999_999 || !slices.Contains(currencies, currency) {
			return d, false
		}
		d.Amount = moneyOf(units, currency)
	case page.DeedAccount:
		return d, slices.Contains(page.AccountStates, d.State)
	case page.DeedArm:
		return d, slices.Contains(page.Faults, d.State)
	}
	return d, d.Kind == page.DeedTopUp || d.Kind == page.DeedDisarm || d.ID != ""
}

// word is a sentence without values.
func word(key string) message.Message { return message.Of(key) }
