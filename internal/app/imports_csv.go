package app

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goodword/goodword/internal/fault"
)

const (
	// MaxImportRows is how many rows one import takes, the header not counted.
	MaxImportRows = 5000
	// MaxImportBytes is how large a file may be.
	MaxImportBytes = 4 << 20
)

// record is one row of a file.
type record struct {
	line  int
	cells map[string]string // by column, those of the header and no others
	fault *fault.Error      // the row can't be read
}

// readCSV reads a file with a header: UTF-8, with or without a byte order mark,
// parted by commas, semicolons or tabs as spreadsheets do in one country or another,
// columns in any order, each of them known and named once. A row with another
// number of cells is at fault by itself; broken quotes are the whole file's fault,
// because nobody can tell where the next row begins.
func readCSV(file []byte, columns []string) ([]record, error) {
	switch {
	case len(file) > MaxImportBytes:
		return nil, fault.New(fault.TooLarge, "file_too_large", "Split the file: at most "+strconv.Itoa(MaxImportBytes>>20)+" MiB at once.")
	case !utf8.Valid(file):
		return nil, fault.New(fault.Malformed, "not_utf8", "Save the file as CSV in UTF-8.")
	}
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(file))
	r.Comma, r.FieldsPerRecord = separator(file), -1
	header, err := readHeader(r, columns)
	if err != nil {
		return nil, err
	}
	var records []record
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return records, nil
		}
		if err != nil {
			return nil, brokenCSV(err)
		}
		if len(records) == MaxImportRows {
			return nil, fault.Newf(fault.TooLarge, "too_many_rows", "Split the file: at most %d rows at once.", MaxImportRows)
		}
		line, _ := r.FieldPos(0)
		records = append(records, newRecord(line, header, cells))
	}
}

// separator is what parts the cells of a file. The names of columns have none of
// them in it, so the first line's first one tells.
func separator(file []byte) rune {
	header, _, _ := bytes.Cut(file, []byte("\n"))
	if i := bytes.IndexAny(header, ",;\t"); i >= 0 {
		return rune(header[i])
	}
	return ','
}

func readHeader(r *csv.Reader, columns []string) ([]string, error) {
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "file_empty", "The first line has to name the columns.")
	}
	if err != nil {
		return nil, brokenCSV(err)
	}
	for i, name := range header {
		header[i] = strings.ToLower(strings.TrimSpace(name))
		switch {
		case !slices.Contains(columns, header[i]):
			return nil, fault.Newf(fault.Invalid, "unknown_column", "Column %d has no name that we know. Use: %s.", i+1, strings.Join(columns, ", ")).With("column", strconv.Itoa(i+1))
		case slices.Contains(header[:i], header[i]):
			return nil, fault.Newf(fault.Invalid, "repeated_column", "The column %s is there twice.", header[i]).With("name", header[i])
		}
	}
	if !slices.Contains(header, "external_id") {
		return nil, fault.New(fault.Invalid, "column_missing", "The column external_id is needed.")
	}
	return header, nil
}

func newRecord(line int, header, cells []string) record {
	if len(cells) != len(header) {
		return record{line: line, fault: fault.OfField("", "wrong_cell_count",
			"This row has "+strconv.Itoa(len(cells))+" cells, the header "+strconv.Itoa(len(header))+".")}
	}
	rec := record{line: line, cells: make(map[string]string, len(cells))}
	for i, cell := range cells {
		rec.cells[header[i]] = unguarded(strings.TrimSpace(cell))
	}
	return rec
}

// unguarded takes away the apostrophe that exports, ours among them, put before
// what a spreadsheet would run as a formula. The text behind it is a text here:
// nothing of ours reads it as anything else.
func unguarded(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@", rune(cell[1])) {
		return cell[1:]
	}
	return cell
}

func brokenCSV(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return fault.Newf(fault.Malformed, "broken_csv", "Line %d can't be read as CSV: check its quotes.", parse.Line).With("line", strconv.Itoa(parse.Line))
	}
	return err
}
