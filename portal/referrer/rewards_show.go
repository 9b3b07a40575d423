package referrer

import (
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// rewardsView is the page of all rewards.
type rewardsView struct {
	Rows        []rewardRow
	Totals      totalsView
	Payout      view.Payout
	Cash        bool // something is paid, or to be paid, in money
	Tools       view.Toolbar
	First, Next string
}

// rewardRow is one reward in a list.
type rewardRow struct {
	view.Reward
	Path     string
	Person   string // "" once their details are erased
	Company  string
	BornMS   int64
	Returned string // what has to be, or was, given back; "" for nothing
}

// showRewards is every reward with what it waits for, and what they add up to.
func (p *Pages) showRewards(c *gin.Context) error {
	f, ctx, actor := p.Frame(c), c.Request.Context(), page.ReaderOf(c).Actor
	listed, err := p.App.Rewards.Own(ctx, actor, rewardFilter(c), order(c))
	if err != nil {
		return err
	}
	totals, err := p.App.Rewards.Totals(ctx, actor, actor.ID)
	if err != nil {
		return err
	}
	state, err := p.App.Payouts.State(ctx, actor, actor.ID)
	if err != nil {
		return err
	}
	v := rewardsView{
		Totals: totalsOf(f, totals, p.App.Now().UnixMilli()), Payout: wording.Payout(state), Tools: p.rewardTools(c, f), First: page.First(c), Next: page.Next(c, listed.Next),
	}
	for _, row := range listed.Docs {
		v.Rows = append(v.Rows, rewardRowOf(f, row))
	}
	return p.Show(c, rewardsPage(f, v))
}

func rewardRowOf(f ui.Frame, row *app.RewardRow) rewardRow {
	r := row.Reward
	out := rewardRow{Reward: wording.Reward(r), Path: "/rewards/" + r.ID, Person: row.Person, Company: row.Company, BornMS: r.CreatedMS}
	if r.Reclaimed.Amount > 0 {
		out.Returned = f.Money(r.Reclaimed)
	}
	return out
}

// rewardFilter is what an address narrows the rewards by. A year that can't be
// read is no year.
func rewardFilter(c *gin.Context) app.OwnRewardFilter {
	year, err := strconv.Atoi(c.Query("year"))
	if err != nil {
		year = 0
	}
	return app.OwnRewardFilter{Search: c.Query("q"), Status: c.Query("status"), Year: year}
}

// rewardTools are the filters of the rewards.
func (p *Pages) rewardTools(c *gin.Context, f ui.Frame) view.Toolbar {
	t := view.Toolbar{
		Action: "/rewards", Export: page.File(c, "/rewards.csv"), Search: &view.Search{Label: f.T("home.rewards.search"), Value: c.Query("q")},
		Narrowed: c.Query("q")+c.Query("status")+c.Query("year") != "",
	}
	statuses := []view.Option{{Label: f.T("home.list.all")}}
	for _, s := range reward.Statuses {
		statuses = append(statuses, view.Option{Value: string(s), Label: f.T("reward.status." + string(s))})
	}
	years := []view.Option{{Label: f.T("home.list.all")}}
	for _, y := range p.years(c) {
		years = append(years, view.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	t.Selects = []view.Select{
		{Name: "status", Label: f.T("home.rewards.status"), Value: c.Query("status"), Options: statuses},
		{Name: "year", Label: f.T("home.rewards.year"), Value: c.Query("year"), Options: years},
		sortSelect(c, f),
	}
	return t
}

// years are those in which the reader can have something, the present one first.
func (p *Pages) years(c *gin.Context) []int {
	now, since := p.App.Now().UTC().Year(), time.UnixMilli(page.ReaderOf(c).Member.CreatedMS).UTC().Year()
	var out []int
	for y := now; y >= min(since, now); y-- {
		out = append(out, y)
	}
	return out
}
