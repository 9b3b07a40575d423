package office

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/domain/message"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
)

// overviewView is what staff see first.
type overviewView struct {
	Admin    bool
	Periods  []view.Tab
	Setup    []setupStep // nil once everything is there
	Started  bool        // there is an introduction, and so something to count
	Late     []lateGroup
	Funnel   view.Chart
	Kept     view.Chart
	Rate     string // the kept rate; "" while nothing was decided
	RateNote string
	Visits   string
	Forms    string
	Status   []statusCount
	Money    *moneyView // nil for who doesn't approve
}

// setupStep is one thing to do in an installation's first days.
type setupStep struct {
	Key  string
	Path string
	Mark view.Status
}

// statusCount is how many introductions stand somewhere.
type statusCount struct {
	Word  string
	Count string
	Path  string
}

// periods are what the funnel can be looked at for, in days.
var periods = []int{30, 90, 365}

// showOverview shows the figures of a period, and what is late.
func (p *Pages) showOverview(c *gin.Context) error {
	f, reader := p.Frame(c), page.ReaderOf(c)
	me := reader.Actor
	days := periods[1]
	if q := c.Query("days"); q != "" {
		n, err := strconv.Atoi(q)
		if err != nil || !slices.Contains(periods, n) {
			return fault.OfField("?days", "not_one_of", "Use one of: 30, 90, 365.")
		}
		days = n
	}
	o, err := p.App.Overview.Read(c.Request.Context(), me, p.App.Now().AddDate(0, 0, -days))
	if err != nil {
		return err
	}
	v := overviewView{
		Admin: me.Has(aggregate.Admin), Started: o.Setup.Referrals > 0, Periods: periodTabs(f, days), Late: lateGroups(f, o.Late, me, reader.Zone()),
		Funnel: funnelChart(f, o.Funnel), Kept: keptChart(f, o.Months), Visits: number(o.Links.Visits), Forms: number(o.Links.Forms),
		Status: statusCounts(f, o.Status),
	}
	if percent, decided := o.Kept.Rate(); decided {
		v.Rate = f.T("office.overview.percent", "percent", percent)
		v.RateNote = f.T("office.overview.kept_parts", "kept", o.Kept.Kept, "late", o.Kept.KeptLate, "broken", o.Kept.Broken, "breaches", o.Kept.Breaches)
	}
	if v.Admin && !o.Setup.Done() {
		v.Setup = setupSteps(o.Setup)
	}
	if o.Owed != nil {
		v.Money = p.money(c, f, o.Owed)
	}
	return p.Show(c, overviewPage(f, v))
}

func periodTabs(f ui.Frame, at int) []view.Tab {
	var tabs []view.Tab
	for _, n := range periods {
		tabs = append(tabs, view.Tab{
			Path: "/staff?days=" + strconv.Itoa(n), Label: f.T("office.overview.days", "count", n), Current: n == at,
		})
	}
	return tabs
}

// setupSteps are what an installation needs before its first introduction. Each
// leads to where it is done: to what is there already, else to the first of it.
func setupSteps(s app.Setup) []setupStep {
	program := "/staff/programs"
	if s.Programs+s.Drafts == 0 {
		program += "/new"
	}
	customers := "/staff/members"
	if s.Customers == 0 {
		customers += "/new"
	}
	colleagues := setupStep{Key: "colleagues", Path: "/staff/members?kind=staff", Mark: view.Status{Tone: view.Quiet, Word: message.Of("office.setup.optional")}}
	if s.Staff > 1 {
		colleagues.Mark = setupMark(true)
	}
	return []setupStep{
		{Key: "program", Path: program, Mark: setupMark(s.Programs > 0)},
		colleagues,
		{Key: "customers", Path: customers, Mark: setupMark(s.Customers > 0)},
		{Key: "introduction", Path: "/staff/introductions", Mark: setupMark(s.Referrals > 0)},
	}
}

// statusCounts are the states that any introduction is in, in the order of its
// life.
func statusCounts(f ui.Frame, by map[string]int64) []statusCount {
	var out []statusCount
	for _, s := range referral.Statuses {
		if n := by[string(s)]; n > 0 {
			out = append(out, statusCount{
				Word: f.T("desk.status." + string(s)), Count: number(n), Path: "/staff/introductions?status=" + url.QueryEscape(string(s)),
			})
		}
	}
	return out
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// setupMark marks a step of the checklist.
func setupMark(done bool) view.Status {
	if done {
		return view.Status{Tone: view.Good, Word: message.Of("office.setup.done")}
	}
	return view.Status{Tone: view.Now, Word: message.Of("office.setup.to_do")}
}
