package people_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/portal/people"
	"github.com/goodword/goodword/portal/portaltest"
)

func TestCompaniesAreKept(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	ada := k.SignedIn(k.Staff("Ada Admin", aggregate.Admin))
	rep := k.SignedIn(k.Staff("Rita Rep", aggregate.Rep))
	shows(t, ada.Get("/staff/companies"), 200, "No companies yet")
	form := ada.Get("/staff/companies/new").Form("/staff/companies/new")
	form.Set("name", "Nordwind Logistik")
	form.Set("state", "customer")
	form.Set("domains", "nordwind.example\nnot a domain")
	shows(t, ada.Post("/staff/companies/new", form), 422, "Enter the domain alone, such as acme.com.")
	form = ada.Get("/staff/companies/new").Form("/staff/companies/new")
	form.Set("name", "Nordwind Logistik")
	form.Set("state", "customer")
	form.Set("domains", "nordwind.example, nordwind.org")
	form.Set("since", "2024-03-01")
	shows(t, ada.Follow("/staff/companies/new", form), 200, "Nordwind Logistik was saved.", "nordwind.example, nordwind.org", "Customer")

	l, err := k.App.Companies.List(t.Context(), portaltest.Operator.Actor, app.CompanyFilter{Search: "nordw"}, app.Page{})
	k.Must(err)
	at := "/staff/companies/" + l.Docs[0].ID
	shows(t, rep.Get(at), 200, "Nordwind Logistik", "nordwind.org")
	lacks(t, rep.Get(at), "Remove")
	change := ada.Get(at).Form(at)
	for name, value := range map[string]string{"name": "Nordwind Logistik", "state": "former", "domains": "nordwind.example"} {
		change.Set(name, value)
	}
	shows(t, ada.Follow(at, change), 200, "Former")
	shows(t, ada.Get("/staff/companies?q=nord&state=former"), 200, "Nordwind Logistik")
	if file := ada.Get("/staff/companies.csv?state=former"); !strings.Contains(file.Body, "Nordwind Logistik,nordwind.example,former") {
		t.Errorf("%s", file.Body)
	}
	gone := ada.Get(at + "/remove").Form(at + "/remove")
	shows(t, ada.Post(at+"/remove", gone), 422)
	gone.Set("sure", "yes")
	shows(t, ada.Follow(at+"/remove", gone), 200, "Nordwind Logistik was removed.", "No companies yet")
	shows(t, ada.Follow(at+"/remove", gone), 200)
}

// One address is looked up; nobody is listed, and nothing typed stands in an
// address.
func TestSomebodyIsLeftAlone(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	rep := k.SignedIn(k.Staff("Rita Rep", aggregate.Rep))
	const at = "/staff/members/left-alone"
	shows(t, rep.Get(at), 200, "Look somebody up")
	shows(t, rep.Post(at, nil), 422, "Please fill this in.")
	shows(t, rep.Post(at, url.Values{"email": {"nowhere"}}), 422, "Enter a whole email address")
	free := rep.Post(at, url.Values{"email": {"dana@lumen.org"}})
	shows(t, free, 200, "Not on the list")
	add := free.Form(at + "/add")
	shows(t, rep.Post(at+"/add", add), 422, "This needs your tick.")
	add.Set("sure", "yes")
	shows(t, rep.Follow(at+"/add", add), 200, "Entered.")
	found := rep.Post(at, url.Values{"email": {"DANA@lumen.org"}})
	shows(t, found, 200, "On the list: do not contact", "Only the person can take this back")
	lacks(t, found, "Not on the list")
}

// upload sends a form with a file, as a browser does.
func upload(t *testing.T, k *portaltest.Kit, b *portaltest.Browser, path, file string, fields url.Values) *portaltest.Page {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name := range fields {
		if name != "file" {
			k.Must(w.WriteField(name, fields.Get(name)))
		}
	}
	if fields.Has("file") {
		k.Must(w.WriteField("file", fields.Get("file")))
	} else {
		part, err := w.CreateFormFile("file", "people.csv")
		k.Must(err)
		_, err = part.Write([]byte(file))
		k.Must(err)
	}
	k.Must(w.Close())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, k.Server.URL+path, &body)
	k.Must(err)
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.Send(req)
}

// A file is looked at, taken, and reported on row by row.
func TestAFileOfPeopleIsImported(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	ada := k.SignedIn(k.Staff("Ada Admin", aggregate.Admin))
	k.Customer("Kim Muster")
	const at = "/staff/members/import"
	shows(t, ada.Get(at), 200, "Import people", "external_id")
	for file, problem := range map[string]string{
		"":                     "Choose a file that isn't empty.",
		"name\nKim\n":          "The column external_id is missing.",
		"external_id,colour\n": "gives column 2 a name that we don't know",
		"external_id\n\"x\n":   "Line 2 can't be read: check its quotes.",
		"external_id\n\xff\n":  "UTF-8",
	} {
		shows(t, upload(t, k, ada, at+"/preview", file, nil), 422, problem)
	}
	if large := upload(t, k, ada, at+"/preview", strings.Repeat("x", app.MaxImportBytes+1<<17), nil); large.Status != 422 {
		t.Errorf("a file that is too large: %d", large.Status)
	}
	file := "external_id,name,email\nkim.muster,Kim Muster,kim@lumen.org\nlena,Lena Neu,lena@lumen.org\ndana,Dana Falsch,nowhere\nlena,Lena Doppelt,\n"
	preview := upload(t, k, ada, at+"/preview", file, nil)
	shows(t, preview, 200, "Nothing has been written yet.", "Lena Neu", "Take 2 rows", "email: Enter a whole email address", "An earlier row has this external id.")
	if l, err := k.App.Members.List(t.Context(), portaltest.Operator.Actor, app.MemberFilter{Search: "lena"}, app.Page{}); err != nil || len(l.Docs) != 0 {
		t.Fatalf("the preview wrote %d, %v", len(l.Docs), err)
	}
	form := preview.Form(at)
	taken := upload(t, k, ada, at, "", form)
	again := upload(t, k, ada, at, "", form)
	if taken.Status != 303 || taken.Location != again.Location {
		t.Fatalf("%d %s, and again %s: %s", taken.Status, taken.Location, again.Location, taken.Text())
	}
	shows(t, ada.Get(taken.Location), 200, "2 rows were taken.", "Not taken", "Line 4")
	report := ada.Get(taken.Location + "/rows.csv")
	if report.Status != 200 || strings.Count(report.Body, "\r\n") != 5 || strings.Contains(report.Body, "Lena") {
		t.Errorf("%d %s", report.Status, report.Body)
	}
	shows(t, upload(t, k, ada, at+"/preview", "external_id,name,email\nlena,Lena Neu,lena@lumen.org\n", nil), 200, "This file would change nothing.")

	companies := upload(t, k, ada, "/staff/companies/import/preview", "external_id,name,state\nx,Nordwind,customer\n", nil)
	shows(t, companies, 200, "Take 1 row")
	done := upload(t, k, ada, "/staff/companies/import", "", companies.Form("/staff/companies/import"))
	shows(t, ada.Get(done.Location), 200, "1 row was taken.")
	shows(t, ada.Get("/staff/companies"), 200, "Nordwind")
}

// What was written out comes back as it is, whatever a spreadsheet makes of its
// commas, and changes nothing. A partner's people and the staff stay where they are.
func TestAnExportComesBack(t *testing.T) {
	t.Parallel()
	k := portaltest.New(t, portaltest.Pages(people.New))
	ada := k.SignedIn(k.Staff("Ada Admin", aggregate.Admin))
	call := app.Call{Actor: aggregate.Actor{Kind: aggregate.Installation, ID: "key"}}
	_, err := k.App.Members.Upsert(t.Context(), call, app.MemberInput{
		ExternalID: "kim", Name: "=Kim", Phone: "+4930901820", Metadata: aggregate.Metadata{"tier": "gold"},
	})
	k.Must(err)
	_, err = k.App.Companies.Upsert(t.Context(), call, app.CompanyInput{ExternalID: "acme", Name: "Acme", State: "customer", Domains: []string{"acme.org", "acme.com"}})
	k.Must(err)
	for list, taken := range map[string]string{"members": "Staff don't come by file.", "companies": ""} {
		file := ada.Get("/staff/" + list + ".csv").Body
		preview := upload(t, k, ada, "/staff/"+list+"/import/preview", strings.ReplaceAll(file, ",", ";"), nil)
		shows(t, preview, 200, "This file would change nothing.", "As before 1", taken)
	}
}
