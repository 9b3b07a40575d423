package office

import (
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/apikey"
	"github.com/goodword/goodword/portal/page"
)

// exportKeys sends every key of a filter as a file: what the list shows, with the
// scopes by their names.
func (p *Pages) exportKeys(c *gin.Context) error {
	ctx, me, filter := c.Request.Context(), page.ReaderOf(c).Actor, keyFilter(c)
	part := func(at app.Page) (app.Listed[apikey.Key], error) { return p.App.Keys.List(ctx, me, filter, at) }
	if _, err := part(app.Page{Limit: 1}); err != nil {
		return err // before the first byte is sent
	}
	head := []string{"id", "kind", "name", "prefix", "source", "member_id", "scopes", "created_at", "last_used_on", "expires_at", "revoked_at"}
	return p.CSV(c, "keys.csv", head, func(write func(...string) error) error {
		for k, err := range app.Each(ctx, part, app.Page{Oldest: c.Query("order") == oldestFirst}) {
			if err != nil {
				return err
			}
			scopes := make([]string, len(k.Scopes))
			for i, s := range k.Scopes {
				scopes[i] = string(s)
			}
			err := write(k.ID, string(k.Kind), k.Name, tokenPrefix(k), k.Source, k.MemberID, strings.Join(scopes, " "),
				isoTime(k.CreatedMS), k.LastUsedDay, isoTime(k.ExpiresMS), isoTime(k.RevokedMS))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// tokenPrefix is how a key's token begins.
func tokenPrefix(k *apikey.Key) string { return "gw_" + string(k.Mode) + "_" + k.PublicID }

// isoTime writes a time as the API does; 0 is none.
func isoTime(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).UTC().Format(time.RFC3339Nano)
}
