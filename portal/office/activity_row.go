package office

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/activity"
	"github.com/goodword/goodword/portal/page"
)

// activityRowOf puts an entry into words.
func activityRowOf(n *names, e *activity.Entry) (activityRow, error) {
	row := activityRow{
		At: n.f.Moment(e.AtMS, n.zone), What: did(n.f, e.Noun, e.Verb), Noun: n.f.T("office.noun." + string(e.Noun)),
		Theirs:  activityPath + "?actor=" + url.QueryEscape(e.Actors[0]),
		Moved:   moved(n.f, e),
		History: activityPath + "?document=" + url.QueryEscape(e.DocumentID),
	}
	row.Why, row.Reason = reasonOf(n.f, e)
	var err error
	if row.Who, err = n.actor(e.Kind, e.ActorID); err != nil {
		return row, err
	}
	if row.Thing, err = n.of(e.Noun, e.DocumentID); err != nil {
		return row, err
	}
	if e.Via != "" && e.Via != e.ActorID {
		key, err := n.of(activity.Key, e.Via)
		if err != nil {
			return row, err
		}
		row.Via = key.Name
	}
	return row, nil
}

// exportActivity sends every entry of a filter as a file: ids and codes, as the API
// has them.
func (p *Pages) exportActivity(c *gin.Context) error {
	ctx, me := c.Request.Context(), page.ReaderOf(c).Actor
	filter, err := activityFilter(c)
	if err != nil {
		return err
	}
	part := func(at app.Page) (app.Listed[activity.Entry], error) {
		return p.App.Activity.List(ctx, me, filter, at)
	}
	if _, err := part(app.Page{Limit: 1}); err != nil {
		return err // before the first byte is sent
	}
	head := []string{"at", "actor_kind", "actor_id", "via", "verb", "noun", "document_id", "program_id", "from", "to", "reason", "seal"}
	return p.CSV(c, "activity.csv", head, func(write func(...string) error) error {
		for e, err := range app.Each(ctx, part, app.Page{Oldest: c.Query("order") == oldestFirst}) {
			if err != nil {
				return err
			}
			if err := write(isoTime(e.AtMS), string(e.Kind), e.ActorID, e.Via, e.Verb, string(e.Noun), e.DocumentID, e.ProgramID, e.From, e.To, e.Reason, e.Seal); err != nil {
				return err
			}
		}
		return nil
	})
}
