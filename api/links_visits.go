package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/web"
)

// usualVisitDays is the span of visits when the request names no beginning.
const usualVisitDays = 30

// Visits are the visits of a link.
//
//	@Description	How often a link was followed. Robots aren't counted, and nothing is kept about anybody.
type Visits struct {
	From  string      `json:"from" format:"date"`
	To    string      `json:"to" format:"date"` // included
	Total int64       `json:"total"`
	Days  []VisitsDay `json:"days"` // every one of them, oldest first
}

// VisitsDay is the visits of one day.
//
//	@Description	The visits of one day.
type VisitsDay struct {
	Day    string `json:"day" format:"date"` // in UTC
	Visits int64  `json:"visits"`
}

type visitsQuery struct {
	From string `form:"from" format:"date"` // first day; 30 days up to the last when left out
	To   string `form:"to" format:"date"`   // last day, at most 366 on; today when left out
}

// countVisits counts the visits of a link by day.
//
//	@ID			countVisits
//	@Summary	Count the visits of a link
//	@Tags		links
//	@Param		q	query		visitsQuery	false	"The days"
//	@Success	200	{object}	Visits		"The visits by day"
//	@Router		/v1/links/{id}/visits [get]
func (a *API) countVisits(c *gin.Context) error {
	var q visitsQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	first, last := q.span(a.deps.App.Now())
	days, err := a.deps.App.Visits.Days(c.Request.Context(), caller(c).Actor, c.Param("id"), first, last)
	if err != nil {
		return err
	}
	out := Visits{From: first.Format(time.DateOnly), To: last.Format(time.DateOnly), Days: make([]VisitsDay, len(days))}
	for i, d := range days {
		out.Days[i] = VisitsDay{Day: d.Day, Visits: d.Visits}
		out.Total += d.Visits
	}
	return web.OK(c, out)
}

// span is the days that the query asks for.
func (q visitsQuery) span(now time.Time) (first, last time.Time) {
	last = now.UTC()
	if day, err := time.Parse(time.DateOnly, q.To); err == nil { // its form has been checked
		last = day
	}
	first = last.AddDate(0, 0, 1-usualVisitDays)
	if day, err := time.Parse(time.DateOnly, q.From); err == nil {
		first = day
	}
	return first, last
}
