package api

//go:generate go run ../internal/openapi/generate -o ../openapi.yaml
