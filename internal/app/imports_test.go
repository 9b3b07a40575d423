package app

import (
	"strconv"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/fault"
)

func TestMemberImport(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	file := "\ufeffexternal_id,name,email,phone,company,metadata\r\n" +
		"c-1,Kim Muster,kim@example.com,'+4930901820,\"=HYPERLINK(\"\"x\"\")\",\"{\"\"tier\"\":\"\"gold\"\"}\"\r\n" +
		"c-2,,nobody,,,\r\n" +
		"c-3,\"Two\nlines\",,,,\r\n" +
		"c-1,Again,,,,\r\n" +
		",No id,,,,\r\n" +
		"c-4,Too few\r\n" +
		"c-5,Sam,,,,not json\r\n" +
		"c-6,Sam,,,,\r\n"
	call := r.with(installation, "POST /v1/members/import", "k", file)
	done, err := r.members.ImportCSV(t.Context(), call, []byte(file))
	r.must(err)
	rep := done.Doc
	if rep.Created != 2 || rep.Refused != 6 || len(rep.Rows) != 8 {
		t.Fatalf("%+v", rep)
	}
	for i, want := range []struct {
		line   int
		result RowResult
		codes  string
	}{
		{2, RowCreated, ""}, {3, RowRefused, "/name required /email invalid_email"}, {4, RowRefused, "/name line_break"},
		{6, RowRefused, "/external_id repeated"}, {7, RowRefused, "/external_id required"}, {8, RowRefused, " wrong_cell_count"},
		{9, RowRefused, "/metadata not_an_object"}, {10, RowCreated, ""},
	} {
		row := rep.Rows[i]
		if row.Line != want.line || row.Result != want.result || codes(row.Faults) != want.codes {
			t.Errorf("row %d: %+v, want %+v", i, row, want)
		}
	}
	kim, err := r.members.Get(t.Context(), installation, rep.Rows[0].ID)
	r.must(err)
	if kim.Personal.Phone != "+4930901820" || kim.Personal.Company != `=HYPERLINK("x")` || kim.Metadata["tier"] != "gold" {
		t.Fatalf("%+v", kim)
	}
	again, err := r.members.ImportCSV(t.Context(), call, []byte(file))
	r.must(err)
	if !again.Replayed || again.Doc.ID != rep.ID {
		t.Fatal("the repeat isn't the first one's report")
	}
	fresh, err := r.members.ImportCSV(t.Context(), Call{Actor: installation}, []byte(file))
	r.must(err)
	if fresh.Doc.Unchanged != 2 || fresh.Doc.Created != 0 {
		t.Fatalf("a second import changed something: %+v", fresh.Doc)
	}
	_, err = r.members.ImportReport(t.Context(), partner, rep.ID)
	r.refused(err, "not_found")
}

func codes(fields []fault.Field) string {
	var out []string
	for _, f := range fields {
		out = append(out, f.Pointer+" "+f.Code)
	}
	return strings.Join(out, " ")
}

func TestImportRefusesFiles(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	long := "external_id,name\n"
	for i := range MaxImportRows + 1 {
		long += "c-" + strconv.Itoa(i) + ",x\n"
	}
	for name, tc := range map[string]struct{ file, reason string }{
		"empty":           {"", "file_empty"},
		"latin 1":         {"external_id,name\nc-1,M\xfcller\n", "not_utf8"},
		"unknown column":  {"external_id,name,salary\n", "unknown_column"},
		"repeated column": {"external_id,name,name\n", "repeated_column"},
		"no external id":  {"name\nKim\n", "column_missing"},
		"two separators":  {"external_id;name,kind\n", "unknown_column"},
		"open quote":      {"external_id,name\nc-1,\"Kim\nc-2,Sam\n", "broken_csv"},
		"bare quote":      {"external_id,name\nc-1,Ki\"m\n", "broken_csv"},
		"too many rows":   {long, "too_many_rows"},
		"too large":       {strings.Repeat("x", MaxImportBytes+1), "file_too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := r.members.ImportCSV(t.Context(), Call{Actor: installation}, []byte(tc.file))
			r.refused(err, tc.reason)
		})
	}
	all, err := r.members.List(t.Context(), installation, MemberFilter{}, Page{})
	r.must(err)
	if len(all.Docs) != 0 {
		t.Fatal("a refused file left members behind")
	}
}

// Staff never come by file, whoever sends it.
func TestImportTakesNoStaff(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	done, err := r.members.ImportCSV(t.Context(), Call{Actor: operator}, []byte("external_id,kind,name\ns-1,staff,Mole\n"))
	r.must(err)
	if done.Doc.Refused != 1 {
		t.Fatalf("%+v", done.Doc)
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{"external_id,name\nc-1,Kim\n", "\ufeffexternal_id\r\n\"a\"\"b\"\r\n", "external_id\n'=1\n", "external_id,name\nx", "\"", "external_id\n\n\n"} {
		f.Add([]byte(seed))
	}
	columns := memberColumns()
	f.Fuzz(func(t *testing.T, file []byte) {
		records, err := readCSV(file, columns)
		if err != nil && fault.Of(err).Code == fault.Internal {
			t.Fatalf("no answer for a person: %v", err)
		}
		line := 1
		for _, r := range records {
			if r.line <= line {
				t.Fatalf("line %d after line %d", r.line, line)
			}
			line = r.line
			if r.fault == nil && r.cells == nil {
				t.Fatal("a row without cells and without a fault")
			}
		}
	})
}
