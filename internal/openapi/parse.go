package openapi

import (
	"encoding/json"
	"fmt"
	"io"
	"log"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/swaggo/swag"
)

// parse reads the annotations in dirs and converts them to OpenAPI 3.0.
func parse(dirs []string) (*openapi3.T, error) {
	p := swag.New(swag.SetDebugger(log.New(io.Discard, "", 0)), swag.SetStrict(true))
	p.RequiredByDefault = true
	if err := p.ParseAPIMultiSearchDir(dirs, "doc.go", 1); err != nil {
		return nil, fmt.Errorf("swag: %w", err)
	}
	raw, err := json.Marshal(p.GetSwagger())
	if err != nil {
		return nil, fmt.Errorf("encode Swagger 2.0: %w", err)
	}
	var v2 openapi2.T
	if err := json.Unmarshal(raw, &v2); err != nil {
		return nil, fmt.Errorf("read Swagger 2.0: %w", err)
	}
	doc, err := openapi2conv.ToV3(&v2)
	if err != nil {
		return nil, fmt.Errorf("convert to 3.0: %w", err)
	}
	return doc, nil
}
