package mongotest

import (
	"context"
	"crypto/rand"
	"os"
	"strings"
	"testing"

	driver "go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"github.com/goodword/goodword/internal/store/mongo"
	"github.com/goodword/goodword/internal/store/storetest"
)

// Server is a running server.
type Server struct {
	Name string // "ferretdb", "mongo-java-server" or "mongodb"
	URI  string
	Has  storetest.Properties
}

// Servers returns the servers that are there. It skips the test when there is
// none.
func Servers(t testing.TB) []Server {
	t.Helper()
	required := strings.Contains(os.Getenv("GOODWORD_TEST_REQUIRE"), "mongo")
	missing := func(name string, why any) {
		t.Helper()
		if required {
			t.Fatalf("%s is required: %v", name, why)
		}
		t.Logf("left out: %s: %v", name, why)
	}
	var all []Server
	if f, err := sharedFerretDB(); err != nil {
		missing("ferretdb", err)
	} else {
		all = append(all, Server{Name: "ferretdb", URI: f.URI, Has: storetest.Properties{Durable: true}})
	}
	if addr := os.Getenv("GOODWORD_TEST_MONGO_JAVA"); addr == "" {
		missing("mongo-java-server", "GOODWORD_TEST_MONGO_JAVA is not set")
	} else {
		all = append(all, Server{Name: "mongo-java-server", URI: "mongodb://" + addr + "/", Has: storetest.Properties{Atomic: true}})
	}
	if uri := os.Getenv("MONGODB_TEST_URI"); uri != "" {
		all = append(all, Server{Name: "mongodb", URI: uri, Has: storetest.Properties{Atomic: true, Durable: true, Plans: true}})
	}
	if len(all) == 0 {
		t.Skip("no MongoDB server is there")
	}
	return all
}

// Database returns the name of a new database on the server, which is dropped
// when the test ends.
func (s Server) Database(t testing.TB) string {
	t.Helper()
	name := "goodword_test_" + strings.ToLower(rand.Text())
	t.Cleanup(func() {
		ctx := context.Background() // the test's own has ended
		c, err := driver.Connect(ctx, options.Client().ApplyURI(s.URI))
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = c.Disconnect(ctx) }()
		if err := c.Database(name).Drop(ctx); err != nil {
			t.Errorf("drop %s: %v", name, err)
		}
	})
	return name
}

// Open opens a database of the server and closes it when the test ends.
func (s Server) Open(t testing.TB, database string) *mongo.Engine {
	t.Helper()
	return Open(t, s.URI, database)
}

// Open opens a database of the server at uri and closes it when the test ends.
func Open(t testing.TB, uri, database string) *mongo.Engine {
	t.Helper()
	e, err := mongo.Open(t.Context(), uri, database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}
