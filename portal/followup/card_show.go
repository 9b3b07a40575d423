package followup

import (
	"cmp"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// cardView is what somebody needs who gets in touch with one person.
type cardView struct {
	ID       string
	Revision int64
	Title    string
	Status   view.Status
	Due      message.Message
	Late     bool
	LateKey  string // what being late means; "" where nothing was promised
	Quote    string // what the referrer wrote
	Referrer string
	Facts    []view.Fact
	Confirm  string // the number to call about a yes that waits for it; "" for none
	Ways     []way
	Promise  view.Promise
	Log      []contactMade
	Actions  []string // further actions, by the last part of their path
	Do       string   // the one of them that is due; "" for none
}

// way is one channel, and whether it may be used now.
type way struct {
	Channel string
	Allowed bool
	Words   string // to say first
	Folded  bool   // the words are those of a channel above, or no longer the first
	Why     message.Message
	From    message.Message // from when it is allowed; empty where waiting doesn't help
	Address string          // to write to or call
	Link    string          // opens the device's own program
	Lacks   bool            // it takes an address or a number, and we have none
}

// contactMade is a contact that took place.
type contactMade struct {
	At      message.Moment
	Channel string
	Outcome string
	Broke   bool
}

// showCard shows one referral to whoever follows it up.
func (p *Pages) showCard(c *gin.Context) error {
	v, f, err := p.card(c)
	if err != nil {
		return err
	}
	return p.Show(c, cardPage(f, v))
}

func (p *Pages) card(c *gin.Context) (cardView, ui.Frame, error) {
	ctx, f, actor := c.Request.Context(), p.Frame(c), page.ReaderOf(c).Actor
	r, err := p.App.Referrals.Get(ctx, actor, c.Param("id"))
	if err != nil {
		return cardView{}, f, err
	}
	progress, err := p.App.Referrals.Progress(ctx, r, promise.ReaderStaff)
	if err != nil {
		return cardView{}, f, err
	}
	names := progress.Names
	names.Person, names.Referrer = cmp.Or(names.Person, f.T("desk.erased")), cmp.Or(names.Referrer, f.T("desk.nobody"))
	v := cardView{
		ID: r.ID, Revision: r.Revision, Title: titleOf(f, r), Status: wording.StaffStanding(f, r, names, progress.Zone), Quote: answerOf(r, "why"),
		Referrer: progress.Names.Referrer, Actions: further(r, actor, p.App.Now()),
	}
	if due := r.FollowUp(); due.Next != referral.NextNothing {
		v.Due = message.Of("followup.next."+string(due.Next), "due", message.Moment{MS: due.ByMS, Zone: progress.Zone})
		v.Late = due.Group(progress.Terms, p.App.Now()) == referral.GroupLate
		v.LateKey, v.Do = lateKey(due.Next, progress.Steps), answers[due.Next]
	}
	v.Promise = view.Promise{Steps: wording.Steps(progress.Steps)}
	v.Facts = p.facts(f, r, r.Zone(progress.Terms))
	for _, made := range r.Contacts {
		v.Log = append(v.Log, contactMade{At: message.Moment{MS: made.AtMS, Zone: progress.Zone}, Channel: string(made.Channel), Outcome: string(made.Outcome), Broke: made.Clause != ""})
	}
	if r.Pending != nil && r.Pending.ByPhone {
		v.Confirm = r.Pending.Details.Phone
		return v, f, nil // no other contact is allowed before
	}
	if referral.Possible(referral.Contact, referral.ByRep, r.Status) && r.Personal.Name != "" {
		v.Ways, err = p.ways(c, r)
	}
	return v, f, err
}

// lateKey is the key of what it means that something is late: only the first contact
// was promised.
func lateKey(next referral.Next, steps []promise.Step) string {
	if next != referral.NextFirstContact {
		return ""
	}
	broken := slices.ContainsFunc(steps, func(s promise.Step) bool {
		return s.Code == promise.StepFirstContact && s.State == promise.StateBroken
	})
	if broken {
		return "followup.late_broken"
	}
	return "followup.late"
}

// ways asks for each channel whether the person may be contacted by it now.
func (p *Pages) ways(c *gin.Context, r *referral.Referral) ([]way, error) {
	actor := page.ReaderOf(c).Actor
	var out []way
	for _, channel := range promise.Channels() {
		check, err := p.App.Referrals.MayContact(c.Request.Context(), actor, r.ID, app.CheckContact{Channel: channel})
		if err != nil {
			return nil, err
		}
		w := way{Channel: string(channel), Allowed: check.Allowed, Why: check.Detail}
		w.Address, w.Link = address(channel, r)
		w.Lacks = w.Link == "" && (channel == promise.Email || channel == promise.Phone || channel == promise.Text)
		switch {
		case check.Allowed:
			w.Words = p.Words(check.Language).Text(check.Words)
			w.Folded = r.TwoWayMS != 0 || slices.ContainsFunc(out, func(above way) bool { return above.Words == w.Words })
		case check.Clause == promise.ClauseWrongChannel:
			continue // neither promised nor wanted: not a way
		case check.AllowedFromMS != 0:
			w.From = message.Of("followup.way.from", "at", message.Moment{MS: check.AllowedFromMS, Zone: check.Zone})
		}
		out = append(out, w)
	}
	return out, nil
}

// address is what somebody writes to or calls, and a link that opens the program
// for it.
func address(channel promise.Channel, r *referral.Referral) (text, link string) {
	switch channel {
	case promise.Email:
		if r.Personal.Email != "" {
			return r.Personal.Email, "mailto:" + r.Personal.Email
		}
	case promise.Phone, promise.Text:
		if r.Personal.Phone == "" {
			return "", ""
		}
		if channel == promise.Text {
			return r.Personal.Phone, "sms:" + r.Personal.Phone
		}
		return r.Personal.Phone, "tel:" + r.Personal.Phone
	}
	return "", ""
}

// facts is what the person said, and what is known of them.
func (p *Pages) facts(f ui.Frame, r *referral.Referral, zone string) []view.Fact {
	var out []view.Fact
	add := func(key, value string) {
		if value != "" {
			out = append(out, view.Fact{Label: f.T("followup.fact." + key), Value: value})
		}
	}
	add("role", r.Personal.Role)
	add("email", r.Personal.Email)
	add("phone", r.Personal.Phone)
	wish := r.Wish()
	for _, channel := range wish.Channels {
		add("wish", f.T("channel."+string(channel)))
	}
	if wish.AtMS != 0 {
		add("wish_at", f.Moment(wish.AtMS, zone))
	}
	if now := p.App.Now(); zone != "" {
		add("their_time", f.Moment(now.UnixMilli(), zone))
	}
	if r.NextMS > p.App.Now().UnixMilli() {
		add("next_step", f.Day(r.NextMS, zone))
	}
	return out
}

// answerOf is a text that the referrer typed.
func answerOf(r *referral.Referral, key string) string {
	return wording.Shown(r.Personal.Answers).One(key)
}
