package api

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/web"
)

// importCompanies takes companies from a CSV file.
//
//	@ID				importCompanies
//	@Summary		Import companies from CSV
//	@Description	A header names the columns: `external_id` and any of `name`, `domains` (parted by spaces), `state`, `since`, `metadata` (a JSON object of texts). Cells are parted by commas, semicolons or tabs. What the header has no column for stays as it was; an empty cell empties what was there. The further columns of our own exports are passed over. Up to 5000 rows and 4 MiB, in UTF-8. Good rows are taken, the others are told what is wrong.
//	@Tags			companies
//	@Accept			text/csv
//	@Param			body	body		string	true	"A header and a row per company"
//	@Success		200		{object}	Import	"What became of each row"
//	@Router			/v1/companies/import [post]
func (a *API) importCompanies(c *gin.Context) error {
	return a.importCSV(c, "/v1/companies/import", a.deps.App.Companies.ImportCSV)
}

// getCompanyImport reads the report of an import.
//
//	@ID			getCompanyImport
//	@Summary	Read the report of an import of companies
//	@Tags		companies
//	@Success	200	{object}	Import	"The report"
//	@Router		/v1/companies/imports/{id} [get]
func (a *API) getCompanyImport(c *gin.Context) error {
	i, err := a.deps.App.Companies.ImportReport(c.Request.Context(), caller(c).Actor, c.Param("id"))
	if err != nil {
		return err
	}
	return web.OK(c, importOf(i))
}

// importCSV hands a file to an import, and answers with its report.
func (a *API) importCSV(c *gin.Context, action string, run func(context.Context, app.Call, []byte) (app.Done[app.Import], error)) error {
	file, err := web.Text(c, "text/csv")
	if err != nil {
		return err
	}
	call, err := a.call(c, action, file)
	if err != nil {
		return err
	}
	done, err := run(c.Request.Context(), call, []byte(file))
	if err != nil {
		return err
	}
	if done.Replayed {
		web.Replayed(c)
	}
	return web.OK(c, importOf(done.Doc))
}
