package storetest

import (
	"testing"

	"github.com/goodword/goodword/internal/store"
)

// TestFlaws: the check of plans finds what it is there to find.
func TestFlaws(t *testing.T) {
	t.Parallel()
	q := store.Query{Name: "q", Index: "by_status", Equal: []string{"status"}, Sort: "created_ms"}
	for name, c := range map[string]struct {
		plan   string
		flawed bool
	}{
		"sqlite":              {"SEARCH t USING INDEX things.by_status (m_status=? AND m_created_ms>?)\n", false},
		"sqlite scans":        {"SCAN t USING INDEX things.by_status\n", true},
		"sqlite sorts":        {"SEARCH t USING INDEX things.by_status (m_status=?)\nUSE TEMP B-TREE FOR ORDER BY\n", true},
		"sqlite elsewhere":    {"SEARCH t USING INDEX things.by_owner (m_owner=?)\n", true},
		"mongo":               {`{"stage":"LIMIT","inputStage":{"stage":"FETCH","inputStage":{"stage":"IXSCAN","indexName":"by_status"}}}`, false},
		"mongo merges":        {`{"stage":"SORT_MERGE","inputStages":[{"stage":"IXSCAN","indexName":"by_status"}]}`, false},
		"mongo sorts":         {`{"stage":"SORT","inputStage":{"stage":"IXSCAN","indexName":"by_status"}}`, true},
		"mongo scans":         {`{"stage":"COLLSCAN"}`, true},
		"mongo elsewhere":     {`{"stage":"IXSCAN","indexName":"by_owner"}`, true},
		"nothing was planned": {"", true},
	} {
		if flaw := flawOf(c.plan, q); (flaw != "") != c.flawed {
			t.Errorf("%s: %q", name, flaw)
		}
	}
}
