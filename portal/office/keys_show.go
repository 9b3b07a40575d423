package office

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

const keysPath = "/staff/keys"

// keysView is the list of keys.
type keysView struct {
	Admin   bool // sees everybody's keys, and makes service keys
	Tabs    []view.Tab
	Tools   view.Toolbar
	Problem string // why nothing was looked for
	Rows    []keyRow
	First   string
	Next    string
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

// keyFilter is what an address asks of the list: an admin sees everybody's keys, or
// their own, anybody else their own.
func keyFilter(c *gin.Context) app.KeyFilter {
	me := page.ReaderOf(c).Actor
	filter := app.KeyFilter{Search: c.Query("q"), State: c.Query("state")}
	if !me.Has(aggregate.Admin) || c.Query("mine") != "" {
		filter.Owner = me.ID
	}
	return filter
}

// showKeys lists keys.
func (p *Pages) showKeys(c *gin.Context) error {
	f, me, filter := p.Frame(c), page.ReaderOf(c).Actor, keyFilter(c)
	part := page.ListPage(c)
	part.Oldest = c.Query("order") == oldestFirst
	list, err := p.App.Keys.List(c.Request.Context(), me, filter, part)
	problem := listProblem(f, err)
	if err != nil && problem == "" {
		return err
	}
	v := keysView{Admin: me.Has(aggregate.Admin), Problem: problem, Tools: keyTools(c, f, filter), First: page.First(c), Next: page.Next(c, list.Next)}
	if v.Admin {
		mine := c.Query("mine") != ""
		v.Tabs = []view.Tab{
			{Path: keysPath, Label: f.T("office.keys.all"), Current: !mine},
			{Path: keysPath + "?mine=1", Label: f.T("office.keys.mine"), Current: mine},
		}
	}
	n := p.names(c.Request.Context(), f, page.ReaderOf(c))
	for _, k := range list.Docs {
		row, err := keyRowOf(n, k, p.App.Now())
		if err != nil {
			return err
		}
		v.Rows = append(v.Rows, row)
	}
	return p.Show(c, keysPage(f, v))
}

// keyTools are the search, the filter and the order.
func keyTools(c *gin.Context, f ui.Frame, filter app.KeyFilter) view.Toolbar {
	state := view.Select{Name: "state", Label: f.T("office.keys.col.state"), Value: filter.State, Options: []view.Option{
		{Label: f.T("office.keys.any_state")}, {Value: app.KeyAlive, Label: f.T("office.keys.alive")}, {Value: app.KeyEnded, Label: f.T("office.keys.no_more")},
	}}
	t := view.Toolbar{
		Action: keysPath, Search: &view.Search{Label: f.T("office.keys.search"), Value: filter.Search}, Selects: []view.Select{state, orderOf(c, f)},
		Export: page.File(c, keysPath+".csv"), Narrowed: filter.Search+filter.State != "",
	}
	if mine := c.Query("mine"); mine != "" {
		t.Kept = map[string]string{"mine": mine}
	}
	return t
}

// keyRowOf puts a key into words.
func keyRowOf(n *names, k *apikey.Key, now time.Time) (keyRow, error) {
	f := n.f
	row := keyRow{
		ID: k.ID, Name: k.Name, Prefix: tokenPrefix(k), Owner: f.T("office.keys.installation"),
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
		row.Expires = f.Moment(k.ExpiresMS, n.zone)
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
	row, err := keyRowOf(p.names(c.Request.Context(), f, page.ReaderOf(c)), k, p.App.Now())
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
