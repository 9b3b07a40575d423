package api

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/web"
)

// ImportPreview says what an import would do.
//
//	@Description	What a CSV file would change. Nothing was written, and the file isn't kept.
type ImportPreview struct {
	Created   int         `json:"created"` // rows
	Updated   int         `json:"updated"`
	Unchanged int         `json:"unchanged"`
	Refused   int         `json:"refused"`
	Rows      []ImportRow `json:"rows"`
}

func importPreviewOf(p app.ImportPreview) ImportPreview {
	out := ImportPreview{Created: p.Created, Updated: p.Updated, Unchanged: p.Unchanged, Refused: p.Refused, Rows: make([]ImportRow, len(p.Rows))}
	for i, r := range p.Rows {
		out.Rows[i] = importRowOf(r.ImportRow)
	}
	return out
}

// previewMembersImport looks at a CSV file of members.
//
//	@ID				previewMembersImport
//	@Summary		Preview an import of members
//	@Description	Takes the same file as the import, and answers what would become of each row. Nothing is written.
//	@Tags			members
//	@Accept			text/csv
//	@Param			body	body		string			true	"A header and a row per member"
//	@Success		200		{object}	ImportPreview	"What would become of each row"
//	@Router			/v1/members/import/preview [post]
func (a *API) previewMembersImport(c *gin.Context) error {
	return previewCSV(c, a.deps.App.Members.PreviewCSV)
}

// previewCompaniesImport looks at a CSV file of companies.
//
//	@ID				previewCompaniesImport
//	@Summary		Preview an import of companies
//	@Description	Takes the same file as the import, and answers what would become of each row. Nothing is written.
//	@Tags			companies
//	@Accept			text/csv
//	@Param			body	body		string			true	"A header and a row per company"
//	@Success		200		{object}	ImportPreview	"What would become of each row"
//	@Router			/v1/companies/import/preview [post]
func (a *API) previewCompaniesImport(c *gin.Context) error {
	return previewCSV(c, a.deps.App.Companies.PreviewCSV)
}

func previewCSV(c *gin.Context, look func(context.Context, aggregate.Actor, []byte) (app.ImportPreview, error)) error {
	file, err := web.Text(c, "text/csv")
	if err != nil {
		return err
	}
	p, err := look(c.Request.Context(), caller(c).Actor, []byte(file))
	if err != nil {
		return err
	}
	return web.OK(c, importPreviewOf(p))
}
