// Command generate writes openapi.yaml; go generate runs it in api.
package main

import (
	"context"
	"flag"
	"log"
	"os"

	"github.com/goodword/goodword/internal/openapi"
)

func main() {
	log.SetFlags(0)
	out := flag.String("o", "../openapi.yaml", "file to write")
	root := flag.String("root", "..", "directory of the module")
	flag.Parse()
	src, err := openapi.Product(*root)
	if err != nil {
		log.Fatal("generate openapi.yaml: ", err)
	}
	doc, err := openapi.Generate(context.Background(), src)
	if err != nil {
		log.Fatal("generate openapi.yaml: ", err)
	}
	if err := os.WriteFile(*out, doc, 0o644); err != nil {
		log.Fatal(err)
	}
}
