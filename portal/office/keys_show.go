package office

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/view"
)

const keysPath = "/staff/keys"

// keysView is the list of keys.
type keysView struct {
	Admin bool // sees everybody's keys, and makes service keys
	Tabs  []view.Tab
	Rows  []keyRow
	First string
	Next  string
}

// keyRow is one key.
type keyRow struct {
	ID      string
	Name    string
	Prefix  string // what its token begins with
	Owner   string
	Scopes  []string // their words
	Used    string
	Expires string
	Status  view.Status
	Alive   bool
}

// showKeys lists keys: an admin's own or everybody's, anybody else's own.
func (p *Pages) showKeys(c *gin.Context) error {
	f, me := p.Frame(c), page.ReaderOf(c).Actor
	v := keysView{Admin: me.Has(aggregate.Admin), First: page.First(c)}
	owner := me.ID
	if v.Admin {
		mine := c.Query("mine") != ""
		if !mine {
			owner = ""
		}
		v.Tabs = []view.Tab{
			{Path: keysPath, Label: f.T("office.keys.all"), Current: !mine},
			{Path: keysPath + "?mine=1", Label: f.T("office.keys.mine"), Current: mine},
		}
	}
	list, err := p.App.Keys.List(c.Request.Context(), me, owner, page.ListPage(c))
	if err != nil {
		return err
	}
	v.Next = page.Next(c, list.Next)
	n := p.names(c.Request.Context(), f, me)
	for _, k := range list.Docs {
		row, err := keyRowOf(n, k, p.App.Now())
		if err != nil {
			return err
		}
		v.Rows = append(v.Rows, row)
	}
	return p.Show(c, keysPage(f, v))
}

// keyRowOf puts a key into words.
func keyRowOf(n *names, k *apikey.Key, now time.Time) (keyRow, error) {
	f := n.f
	row := keyRow{
		ID: k.ID, Name: k.Name, Prefix: "gw_" + string(k.Mode) + "_" + k.PublicID, Owner: f.T("office.keys.installation"),
		Used: f.T("office.keys.never_used"), Expires: f.T("office.keys.never_expires"), Alive: k.Alive(now),
		Status: keyStatus(k, now),
	}
	switch {
	case k.Kind == apikey.Personal:
		t, err := n.of(activity.Member, k.MemberID)
		if err != nil {
			return row, err
		}
		row.Owner = t.Name
	case k.Source != member.Installation:
		row.Owner = f.T("office.keys.of_partner", "partner", k.Source)
	}
	for _, s := range k.Scopes {
		row.Scopes = append(row.Scopes, scopeWord(f, s))
	}
	if day, err := time.Parse(time.DateOnly, k.LastUsedDay); err == nil {
		row.Used = f.Day(day.UnixMilli(), zone)
	}
	if k.ExpiresMS != 0 {
		row.Expires = f.Moment(k.ExpiresMS, zone)
	}
	return row, nil
}

// keyStatus says whether a key opens anything.
func keyStatus(k *apikey.Key, now time.Time) view.Status {
	switch {
	case k.RevokedMS != 0:
		return view.Status{Tone: view.Quiet, Word: message.Of("office.keys.revoked")}
	case !k.Alive(now):
		return view.Status{Tone: view.Quiet, Word: message.Of("office.keys.expired")}
	}
	return view.Status{Tone: view.Good, Word: message.Of("office.keys.alive")}
}

// showRevoke asks before a key ends.
func (p *Pages) showRevoke(c *gin.Context) error {
	f, me := p.Frame(c), page.ReaderOf(c).Actor
	k, err := p.App.Keys.Get(c.Request.Context(), me, c.Param("id"))
	if err != nil {
		return err
	}
	if !k.Alive(p.App.Now()) {
		return p.SayNot(c, keysPath, "office.keys.ended_already", "name", k.Name)
	}
	row, err := keyRowOf(p.names(c.Request.Context(), f, me), k, p.App.Now())
	if err != nil {
		return err
	}
	return p.Show(c, revokePage(f, row))
}

// revoke ends a key.
func (p *Pages) revoke(c *gin.Context) error {
	form, err := p.Form(c)
	if err != nil {
		return err
	}
	call, err := p.Call(c, form)
	if err != nil {
		return err
	}
	done, err := p.App.Keys.Revoke(c.Request.Context(), call, c.Param("id"))
	if err != nil {
		return err
	}
	return p.Say(c, keysPath, "office.said.revoked", "name", done.Doc.Name)
}
