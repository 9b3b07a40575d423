package api

import (
	"slices"
	"testing"
)

// TestRegisterExamplesAreTaken sends the examples of the document to a fresh
// installation.
func TestRegisterExamplesAreTaken(t *testing.T) {
	t.Parallel()
	k := newAPI(t)
	p, kim := k.publish(), k.member("kim")
	admin := k.personal(k.staff("boss", "admin"))
	lead := k.staff("ada", "rep")
	rita := k.staff("rita", "rep")
	for _, x := range slices.Concat(programExamples(), memberExamples(), companyExamples(), linkExamples(), keyExamples()) {
		switch in := x.(type) {
		case programInput:
			k.admin().post("/v1/programs", in, 201)
		case memberInput:
			k.admin().post("/v1/members", in, 201)
		case memberPatch:
			k.admin().send("PATCH", "/v1/members/"+kim.ID, in, 200)
		case dutiesInput:
			in.LeadID = &lead.ID
			admin.send("PUT", "/v1/members/"+rita.ID+"/staff", in, 200)
		case companyInput:
			k.admin().post("/v1/companies", in, 201)
		case linkInput:
			in.ProgramID, in.MemberID = p.ID, kim.ID
			k.admin().post("/v1/links", in, 201)
		case suppressionInput:
			k.admin().post("/v1/suppressions", in, 201)
		case keyInput:
			k.admin().post("/v1/keys", in, 201)
		}
	}
	shown := k.admin().get("/v1/programs/"+p.ID+"/promise", 200)
	for i, line := range examplePromise().Lines {
		if got := shown.list("lines")[i]; got != line {
			t.Errorf("the example says %q, the product %q", line, got)
		}
	}
}
