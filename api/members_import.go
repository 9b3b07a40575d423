package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/web"
)

// Import is the report of a CSV import.
//
//	@Description	What became of the rows of a CSV file. It holds line numbers, ids and codes, and nothing that stood in the file.
type Import struct {
	ID        string      `json:"id"`
	Kind      string      `json:"kind" enums:"members,companies"`
	Created   int         `json:"created"` // rows
	Updated   int         `json:"updated"`
	Unchanged int         `json:"unchanged"`
	Refused   int         `json:"refused"`
	Rows      []ImportRow `json:"rows"`
	CreatedAt time.Time   `json:"created_at" format:"date-time"`
}

// ImportRow is what became of one row.
//
//	@Description	What became of one row.
type ImportRow struct {
	Line   int           `json:"line" example:"2"` // in the file; the header is line 1
	Result string        `json:"result" enums:"created,updated,unchanged,refused"`
	ID     *string       `json:"id" extensions:"x-nullable"` // of the member or company; null when it was refused
	Errors []ImportError `json:"errors"`                     // why it was refused
}

// ImportError is one thing that is wrong with a row.
//
//	@Description	One thing that is wrong with a row.
type ImportError struct {
	Pointer string `json:"pointer" example:"/email"` // names the column; empty for the whole row
	Code    string `json:"code" example:"invalid_email"`
	Detail  string `json:"detail"`
}

func importOf(i *app.Import) Import {
	out := Import{
		ID: i.ID, Kind: i.Kind, Created: i.Created, Updated: i.Updated, Unchanged: i.Unchanged, Refused: i.Refused,
		Rows: make([]ImportRow, len(i.Rows)), CreatedAt: i.CreatedAt(),
	}
	for n, r := range i.Rows {
		out.Rows[n] = importRowOf(r)
	}
	return out
}

func importRowOf(r app.ImportRow) ImportRow {
	row := ImportRow{Line: r.Line, Result: string(r.Result), ID: orNull(r.ID), Errors: make([]ImportError, len(r.Faults))}
	for k, f := range r.Faults {
		row.Errors[k] = ImportError{Pointer: f.Pointer, Code: f.Code, Detail: f.Detail}
	}
	return row
}

// importMembers takes members from a CSV file.
//
//	@ID				importMembers
//	@Summary		Import members from CSV
//	@Description	A header names the columns: `external_id` and any of `kind`, `name`, `email`, `phone`, `company`, `country`, `language`, `zone`, `metadata` (a JSON object of texts). Cells are parted by commas, semicolons or tabs. What the header has no column for stays as it was; an empty cell empties what was there. The further columns of our own exports are passed over. Up to 5000 rows and 4 MiB, in UTF-8. Good rows are taken, the others are told what is wrong.
//	@Tags			members
//	@Accept			text/csv
//	@Param			body	body		string	true	"A header and a row per member"
//	@Success		200		{object}	Import	"What became of each row"
//	@Router			/v1/members/import [post]
func (a *API) importMembers(c *gin.Context) error {
	return a.importCSV(c, "/v1/members/import", a.deps.App.Members.ImportCSV)
}

// getMemberImport reads the report of an import.
//
//	@ID			getMemberImport
//	@Summary	Read the report of an import of members
//	@Tags		members
//	@Success	200	{object}	Import	"The report"
//	@Router		/v1/members/imports/{id} [get]
func (a *API) getMemberImport(c *gin.Context) error {
	i, err := a.deps.App.Members.ImportReport(c.Request.Context(), caller(c).Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return web.OK(c, importOf(i))
}
