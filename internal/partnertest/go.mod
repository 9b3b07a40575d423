// A partner's system in miniature: it knows openapi.yaml and nothing else of the
// product. A module of its own keeps the client's libraries out of the product's.
module github.com/goodword/goodword/internal/partnertest

go 1.26.0

require (
	github.com/oapi-codegen/nullable v1.1.0
	github.com/oapi-codegen/runtime v1.8.0
)

require (
	github.com/apapsch/go-jsonmerge/v2 v2.0.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
)
