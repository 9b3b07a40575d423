package desk

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/portal/page"
	"github.com/goodword/goodword/portal/ui"
)

// csvColumns are the columns of an export, in the catalogue.
var csvColumns = []string{"id", "created", "person", "company", "email", "phone", "referrer", "program", "status", "class", "rep", "external_id"}

// export sends introductions as a file: exactly those that the filter lets through.
func (p *Pages) export(c *gin.Context, name string, filter app.ReferralFilter, order app.Page) error {
	ctx, me, f := c.Request.Context(), page.ReaderOf(c).Actor, p.Frame(c)
	programs, err := p.programs(ctx, me)
	if err != nil {
		return err
	}
	part := func(q app.Page) (app.Listed[referral.Referral], error) {
		return p.App.Referrals.List(ctx, me, filter, q)
	}
	if _, err := part(app.Page{Limit: 1, Oldest: order.Oldest}); err != nil {
		return err // before the first byte is sent
	}
	who := p.people(ctx, me)
	return p.CSV(c, name, csvHeader(f), func(write func(...string) error) error {
		for r, err := range app.Each(ctx, part, order) {
			if err != nil {
				return err
			}
			row, err := csvRow(f, r, programs, who)
			if err != nil {
				return err
			}
			if err := write(row...); err != nil {
				return err
			}
		}
		return nil
	})
}

func csvHeader(f ui.Frame) []string {
	out := make([]string, len(csvColumns))
	for i, column := range csvColumns {
		out[i] = f.T("desk.csv." + column)
	}
	return out
}

func csvRow(f ui.Frame, r *referral.Referral, programs programNames, who people) ([]string, error) {
	referrer, err := who.name(f, r.ReferrerID)
	if err != nil {
		return nil, err
	}
	rep := ""
	if r.RepID != "" {
		if rep, err = who.name(f, r.RepID); err != nil {
			return nil, err
		}
	}
	d := r.Personal.Details
	return []string{
		r.ID, time.UnixMilli(r.CreatedMS).UTC().Format(time.RFC3339), d.Name, d.Company, d.Email, d.Phone, referrer, programs.name(r.ProgramID),
		f.T("desk.status." + string(r.Status)), f.T("desk.class." + string(r.Class)), rep, r.ExternalID,
	}, nil
}
