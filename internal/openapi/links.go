package openapi

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/goodword/goodword/api"
)

// linkOperations says how answers feed requests: reading a resource gives the
// If-Match of the operations on it, making one gives the id to read it by.
func linkOperations(doc *openapi3.T, routes []api.Route) {
	for _, r := range routes {
		if r.Undocumented {
			continue
		}
		from := doc.Paths.Value(r.Template()).GetOperation(r.Method)
		for _, target := range routes {
			if target.Undocumented {
				continue
			}
			to := doc.Paths.Value(target.Template()).GetOperation(target.Method)
			switch {
			case feedsMatch(r, target):
				addLink(from, http.StatusOK, to, pathParameters(r.Template(), map[string]any{"header.If-Match": "$response.header.ETag"}))
			case makes(r, target):
				names := pathNames(target.Template())
				parameters := pathParameters(r.Template(), map[string]any{"path." + names[len(names)-1]: "$response.body#/id"})
				addLink(from, http.StatusCreated, to, parameters)
			}
		}
	}
}

// feedsMatch: GET /things/{id} gives the ETag for what is done to that thing.
func feedsMatch(r, target api.Route) bool {
	path := r.Template()
	return r.Method == http.MethodGet && r.ETag && strings.HasSuffix(path, "}") && target.IfMatch != api.Ignored &&
		(target.Template() == path || strings.HasPrefix(target.Template(), path+"/") && len(pathNames(target.Template())) == len(pathNames(path)))
}

// makes: POST /things answers with the id for GET /things/{id}.
func makes(r, target api.Route) bool {
	rest, ok := strings.CutPrefix(target.Template(), r.Template()+"/")
	return ok && r.Method == http.MethodPost && target.Method == http.MethodGet && strings.HasPrefix(rest, "{") && !strings.Contains(rest, "/")
}

func pathParameters(path string, parameters map[string]any) map[string]any {
	for _, name := range pathNames(path) {
		parameters["path."+name] = "$request.path." + name
	}
	return parameters
}

func addLink(from *openapi3.Operation, status int, to *openapi3.Operation, parameters map[string]any) {
	ref := from.Responses.Value(strconv.Itoa(status))
	if ref == nil || ref.Value == nil {
		return
	}
	if ref.Value.Links == nil {
		ref.Value.Links = openapi3.Links{}
	}
	ref.Value.Links[to.OperationID] = &openapi3.LinkRef{Value: &openapi3.Link{OperationID: to.OperationID, Parameters: parameters}}
}
