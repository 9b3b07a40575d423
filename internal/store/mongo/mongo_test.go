package mongo_test

import (
	"sync"
	"testing"

	"github.com/goodword/goodword/internal/store"
	"github.com/goodword/goodword/internal/store/mongo/mongotest"
	"github.com/goodword/goodword/internal/store/storetest"
)

func TestContract(t *testing.T) {
	t.Parallel()
	for _, server := range mongotest.Servers(t) {
		t.Run(server.Name, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			names := map[string]string{}
			open := func(t *testing.T, database string) store.Engine {
				mu.Lock()
				defer mu.Unlock()
				if names[database] == "" {
					names[database] = server.Database(t)
				}
				return server.Open(t, names[database])
			}
			storetest.Run(t, open, server.Has)
		})
	}
}
