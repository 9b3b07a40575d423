package app

import (
	"strings"
	"testing"
)

// Spreadsheets part cells as their country does, and people write names of columns
// as they like.
func TestImportReadsWhatSpreadsheetsWrite(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"commas":     "external_id,name,email\nc-1,\"Muster, Kim\",kim@example.com\n",
		"semicolons": "\ufeffexternal_id;name;email\r\nc-1;Muster, Kim;kim@example.com\r\n",
		"tabs":       "external_id\tname\temail\nc-1\tMuster, Kim\tkim@example.com\n",
		"upper case": " External_ID ,NAME,Email\nc-1,\"Muster, Kim\",kim@example.com\n",
	} {
		t.Run(name, func(t *testing.T) {
			r := newRegisters(t)
			done, err := r.members.ImportCSV(t.Context(), Call{Actor: installation}, []byte(file))
			r.must(err)
			if done.Doc.Created != 1 {
				t.Fatalf("%+v", done.Doc)
			}
			kim, err := r.members.Get(t.Context(), installation, done.Doc.Rows[0].ID)
			r.must(err)
			if kim.Personal.Name != "Muster, Kim" || kim.Personal.Email != "kim@example.com" {
				t.Errorf("%+v", kim.Personal)
			}
		})
	}
}

// What a file has no column for isn't touched; an empty cell empties.
func TestImportLeavesAloneWhatItDoesNotName(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	first := "external_id,kind,name,email,phone,zone,metadata\nc-1,friend,Kim,kim@example.com,+4930901820,Europe/Berlin,\"{\"\"tier\"\":\"\"gold\"\"}\"\n"
	done, err := r.members.ImportCSV(t.Context(), Call{Actor: installation}, []byte(first))
	r.must(err)
	second := []byte("external_id,name,phone\nc-1,Kim Muster,\n")
	look, err := r.members.PreviewCSV(t.Context(), installation, second)
	r.must(err)
	if look.Updated != 1 {
		t.Fatalf("%+v", look)
	}
	_, err = r.members.ImportCSV(t.Context(), Call{Actor: installation}, second)
	r.must(err)
	kim, err := r.members.Get(t.Context(), installation, done.Doc.Rows[0].ID)
	r.must(err)
	p := kim.Personal
	if p.Name != "Kim Muster" || p.Phone != "" || p.Email != "kim@example.com" || p.Zone != "Europe/Berlin" || kim.Kind != "friend" || kim.Metadata["tier"] != "gold" {
		t.Errorf("%+v", kim)
	}

	firm := "external_id,name,state,domains,since,metadata\nf-1,Acme,customer,acme.example,2024-03-01,\"{\"\"tier\"\":\"\"gold\"\"}\"\n"
	made, err := r.companies.ImportCSV(t.Context(), Call{Actor: installation}, []byte(firm))
	r.must(err)
	_, err = r.companies.ImportCSV(t.Context(), Call{Actor: installation}, []byte("external_id,state\nf-1,former\n"))
	r.must(err)
	acme, err := r.companies.Get(t.Context(), installation, made.Doc.Rows[0].ID)
	r.must(err)
	if acme.Name != "Acme" || acme.State != "former" || strings.Join(acme.Domains, " ") != "acme.example" || acme.SinceMS == 0 || acme.Metadata["tier"] != "gold" {
		t.Errorf("%+v", acme)
	}
}

// A file with the columns of our export comes back and changes nothing. Whose
// member a row is about is said there: nobody else's comes in as ours.
func TestImportTakesOurExports(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	head := "external_id,kind,name,email,phone,company,country,language,zone,metadata,state,roles,source,id,since\n"
	file := head + "c-1,customer,Kim,,'+4930901820,,,,,,active,,installation,mbr_1,2026-11-22\n" +
		"c-2,customer,Sam,,,,,,,,active,,acme,mbr_2,2026-11-22\n" +
		"s-1,staff,Nora,,,,,,,,active,Admin,installation,mbr_3,2026-11-22\n"
	for i, want := range []RowResult{RowCreated, RowUnchanged} {
		done, err := r.members.ImportCSV(t.Context(), Call{Actor: installation}, []byte(file))
		r.must(err)
		if rows := done.Doc.Rows; rows[0].Result != want || codes(rows[1].Faults) != "/source other_source" || codes(rows[2].Faults) != "/kind staff_by_file" {
			t.Errorf("time %d: %+v", i+1, rows)
		}
	}
}

// Nobody's name, address or roles on our side change by a file.
func TestImportLeavesStaffAlone(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	u, err := r.members.Upsert(t.Context(), Call{Actor: operator}, MemberInput{ExternalID: "s-1", Kind: "staff", Name: "Nora"})
	r.must(err)
	done, err := r.members.ImportCSV(t.Context(), Call{Actor: operator}, []byte("external_id,name\ns-1,Mole\n"))
	r.must(err)
	nora, err := r.members.Get(t.Context(), operator, u.Doc.ID)
	r.must(err)
	if done.Doc.Refused != 1 || nora.Personal.Name != "Nora" {
		t.Errorf("%+v %+v", done.Doc, nora)
	}
}
