package page

import (
	"bufio"
	"encoding/csv"
	"errors"
	"strings"

	"github.com/gin-gonic/gin"
)

// CSV sends a table as a file, row by row. each calls write once for every row;
// an error of it ends the file, which then says in its last row that it isn't
// whole: the first rows are gone already.
func (s *Site) CSV(c *gin.Context, name string, header []string, each func(write func(row ...string) error) error) error {
	h := c.Writer.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	out := bufio.NewWriterSize(c.Writer, 32<<10)
	w := csv.NewWriter(out)
	w.UseCRLF = true
	write := func(row ...string) error {
		safe := make([]string, len(row))
		for i, v := range row {
			safe[i] = cell(v)
		}
		return w.Write(safe)
	}
	if err := write(header...); err != nil {
		return err
	}
	err := each(write)
	if err != nil {
		err = errors.Join(err, w.Write([]string{s.words(c).T("page.csv.cut_short")}))
	}
	w.Flush()
	return errors.Join(err, w.Error(), out.Flush())
}

// cell keeps a value from being taken for a formula by a spreadsheet.
func cell(v string) string {
	if v != "" && strings.ContainsRune("=+-@\t\r", rune(v[0])) {
		return "'" + v
	}
	return v
}
