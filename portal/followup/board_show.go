package followup

import (
	"cmp"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// everybody is the value of the filter that shows all reps' work.
const everybody = "all"

// boardView is the board.
type boardView struct {
	Tabs  []view.Tab
	Tools view.Toolbar
	Rows  []row
	First string
	Next  string
	Group string // of the tab; "" for all
}

// row is one referral on the board.
type row struct {
	ID       string
	Title    string // the person and their company
	Referrer string
	RepName  string
	What     message.Message // what is to be done, and by when
	Late     bool
	Group    string
	Status   view.Status
}

// showBoard lists what is owed to people who said yes, what is due first on top.
func (p *Pages) showBoard(c *gin.Context) error {
	f, reader := p.Frame(c), page.ReaderOf(c)
	who := cmp.Or(c.Query("who"), ownWork(reader.Actor))
	filter := app.BoardFilter{Search: c.Query("q"), RepID: who, ProgramID: c.Query("program"), Group: c.Query("group")}
	if who == everybody {
		filter.RepID = ""
	}
	if c.Query("format") == "csv" {
		return p.export(c, f, filter)
	}
	board, err := p.App.Referrals.Board(c.Request.Context(), reader.Actor, filter, page.ListPage(c))
	if err != nil && !page.NoWords(err) {
		return err
	}
	v := boardView{
		Tabs: p.tabs(c, f, filter.Group), First: page.First(c), Next: page.Next(c, board.Next), Group: filter.Group,
		Tools: view.Toolbar{
			Action: "/staff/follow-up", Narrowed: c.Query("q")+c.Query("who")+c.Query("program")+c.Query("group") != "", Export: page.With(c, "format", "csv"),
			Search: &view.Search{Label: f.T("desk.search"), Value: filter.Search},
		},
	}
	if v.Tools.Selects, err = p.selects(c, f, who); err != nil {
		return err
	}
	for _, r := range board.Rows {
		v.Rows = append(v.Rows, rowOf(f, r))
	}
	return p.Show(c, boardPage(f, v))
}

// ownWork is whose work somebody looks at first: a rep's their own, an admin's who
// follows up nobody everybody's.
func ownWork(a aggregate.Actor) string {
	if slices.Contains(a.Roles, aggregate.Rep) {
		return a.ID
	}
	return everybody
}

// tabs are the groups of the board.
func (p *Pages) tabs(c *gin.Context, f ui.Frame, at string) []view.Tab {
	tabs := []view.Tab{{Path: page.With(c, "group", ""), Label: f.T("followup.group.all"), Current: at == ""}}
	for _, g := range referral.Groups {
		tabs = append(tabs, view.Tab{Path: page.With(c, "group", string(g)), Label: f.T("followup.group." + string(g)), Current: at == string(g)})
	}
	return tabs
}

// selects are the filters: whose work, and of which program.
func (p *Pages) selects(c *gin.Context, f ui.Frame, who string) ([]view.Select, error) {
	ctx, reader := c.Request.Context(), page.ReaderOf(c)
	people := view.Select{Name: "who", Label: f.T("followup.who.label"), Value: who, Options: []view.Option{
		{Value: reader.Actor.ID, Label: f.T("followup.who.me")}, {Value: everybody, Label: f.T("followup.who.all")},
	}}
	reps, err := p.App.Members.List(ctx, reader.Actor, app.MemberFilter{Role: string(aggregate.Rep)}, app.Page{Limit: 100})
	if err != nil {
		return nil, err
	}
	for _, m := range reps.Docs {
		if m.ID != reader.Actor.ID {
			people.Options = append(people.Options, view.Option{Value: m.ID, Label: m.Personal.Name})
		}
	}
	list, err := p.App.Programs.List(ctx, reader.Actor, app.ProgramFilter{}, app.Page{Limit: 100})
	if err != nil || len(list.Docs) < 2 {
		return []view.Select{people}, err
	}
	programs := view.Select{Name: "program", Label: f.T("followup.program.label"), Value: c.Query("program"), Options: []view.Option{{Label: f.T("followup.program.all")}}}
	for _, d := range list.Docs {
		programs.Options = append(programs.Options, view.Option{Value: d.ID, Label: d.Draft.Name})
	}
	return []view.Select{people, programs}, nil
}

func rowOf(f ui.Frame, r app.BoardRow) row {
	due := message.Moment{MS: r.Due.ByMS, Zone: r.Terms.Calendar.Zone}
	return row{
		ID: r.Referral.ID, Title: titleOf(f, r.Referral), Referrer: r.Names.Referrer, RepName: r.RepName,
		What: message.Of("followup.next."+string(r.Due.Next), "due", due), Late: r.Group == referral.GroupLate, Group: string(r.Group),
		Status: view.Status{Tone: groupTones[r.Group], Word: message.Of("followup.group." + string(r.Group))},
	}
}

// groupTones colour the groups.
var groupTones = map[referral.Group]view.Tone{referral.GroupLate: view.Stop, referral.GroupNow: view.Now, referral.GroupNext: view.Quiet}

// titleOf names a person, or says that the details are deleted.
func titleOf(f ui.Frame, r *referral.Referral) string {
	switch {
	case r.Personal.Name == "":
		return f.T("page.referral.erased")
	case r.Personal.Company == "":
		return r.Personal.Name
	}
	return r.Personal.Name + ", " + r.Personal.Company
}
