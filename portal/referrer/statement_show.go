package referrer

import (
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/money"
	"github.com/goodword/goodword/internal/domain/reward"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
	"github.com/goodword/goodword/portal/view"
	"github.com/goodword/goodword/portal/wording"
)

// statementView is the statement of one year, made to be printed.
type statementView struct {
	Year     int
	Tabs     []view.Tab
	From, To []string // both sides, line by line
	IssuedMS int64
	Rows     []statementRow
	Sums     []money.Money
	Export   string
}

// statementRow is one payment.
type statementRow struct {
	PaidMS    int64
	Person    string // "" once their details are erased
	For       string
	Kind      string
	Reference string // at Stripe, or of what was given by hand
	Amount    money.Money
	Returned  money.Money // what the payee gave back
}

// zone is that of the years and dates on a statement, as tax limits have it.
const zone = "UTC"

// showStatement is what the reader was paid in a year.
func (p *Pages) showStatement(c *gin.Context) error {
	f := p.Frame(c)
	year, err := p.statementYear(c)
	if err != nil {
		return err
	}
	reader := page.ReaderOf(c)
	st, err := p.App.Rewards.Statement(c.Request.Context(), reader.Actor, reader.Actor.ID, year)
	if err != nil {
		return err
	}
	who := reader.Member.Personal
	v := statementView{
		Year: year, From: named(f.Brand.Name, f.Brand.Holder, f.Brand.Contact), To: named(who.Name, who.Company, who.Email), IssuedMS: p.App.Now().UnixMilli(), Sums: st.Sums,
		Export: "/rewards/statement.csv?year=" + strconv.Itoa(year),
	}
	for _, y := range p.years(c) {
		v.Tabs = append(v.Tabs, view.Tab{Path: "/rewards/statement?year=" + strconv.Itoa(y), Label: strconv.Itoa(y), Current: y == year})
	}
	for _, row := range st.Rows {
		v.Rows = append(v.Rows, statementRowOf(f, row))
	}
	return p.Show(c, statementPage(f, v))
}

// exportStatement sends the same as a file.
func (p *Pages) exportStatement(c *gin.Context) error {
	f := p.Frame(c)
	year, err := p.statementYear(c)
	if err != nil {
		return err
	}
	reader := page.ReaderOf(c)
	st, err := p.App.Rewards.Statement(c.Request.Context(), reader.Actor, reader.Actor.ID, year)
	if err != nil {
		return err
	}
	header := []string{
		f.T("home.statement.date"), f.T("home.rewards.person"), f.T("home.rewards.what"), f.T("home.rewards.kind"), f.T("home.rewards.reference"),
		f.T("home.rewards.amount"), f.T("home.rewards.returned"), f.T("home.rewards.currency"), f.T("home.rewards.id"),
	}
	return p.CSV(c, "statement-"+strconv.Itoa(year)+".csv", header, func(write func(...string) error) error {
		for _, row := range st.Rows {
			r := statementRowOf(f, row)
			err := write(isoDay(r.PaidMS), r.Person, r.For, r.Kind, r.Reference, r.Amount.Decimal(), returned(r.Returned), strings.ToUpper(r.Amount.Currency), row.Reward.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// firstYear is the earliest that a statement is asked for.
const firstYear = 2000

// statementYear is the year that an address asks for: the present one where it
// names none. There is no statement of a year that is still to come.
func (p *Pages) statementYear(c *gin.Context) (int, error) {
	asked, now := c.Query("year"), p.App.Now().UTC().Year()
	if asked == "" {
		return now, nil
	}
	year, err := time.Parse("2006", asked)
	if err != nil || year.Year() < firstYear || year.Year() > now {
		return 0, fault.New(fault.NotFound, "no_such_year", "There is no statement of this year.")
	}
	return year.Year(), nil
}

func statementRowOf(f ui.Frame, row app.StatementRow) statementRow {
	r := row.Reward
	out := statementRow{
		PaidMS: r.PaidMS, Person: row.Person, For: f.Text(wording.Reward(r).For), Kind: f.T("home.rewards.kind." + string(r.Rule.Kind)),
		Reference: r.Payout.TransferID, Amount: r.Amount, Returned: money.Of(0, r.Amount.Currency),
	}
	if out.Reference == "" {
		out.Reference = r.Reference
	}
	if r.Status == reward.ClawedBack {
		out.Returned = r.Reclaimed
	}
	return out
}

// named are the lines of an address that there are.
func named(lines ...string) []string {
	var out []string
	for _, l := range lines {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}

// year writes a year, without a mark between thousands.
func year(n int) string { return strconv.Itoa(n) }

// currency is the code of an amount's currency.
func currency(m money.Money) string { return strings.ToUpper(m.Currency) }
