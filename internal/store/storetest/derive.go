package storetest

import (
	"context"
	"testing"

	"github.com/goodword/goodword/internal/store"
)

// derivedMembers: what follows from a document is written with it, whoever writes,
// and with its next change where the document is older.
func derivedMembers(t *testing.T, s *subject) {
	ctx := context.Background()
	plain := store.NewCollection[thing](s.Engine, things())
	derived := store.NewCollection[thing](s.Engine, things()).Deriving(func(th *thing) { th.Owner = "of " + th.Status })
	owner := func(id string) string {
		t.Helper()
		th, err := plain.Get(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return th.Owner
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(derived.Insert(ctx, &thing{ID: "one", Status: "new"}))
	must(derived.InsertMany(ctx, []*thing{{ID: "many", Status: "old"}}))
	if one, many := owner("one"), owner("many"); one != "of new" || many != "of old" {
		t.Errorf("inserted as %q and %q", one, many)
	}
	change := func(id string, to func(*thing)) {
		_, err := derived.Update(ctx, id, func(th *thing) error { to(th); return nil })
		must(err)
	}
	change("one", func(th *thing) { th.Status = "won" })
	if got := owner("one"); got != "of won" {
		t.Errorf("after a change %q", got)
	}
	must(plain.Insert(ctx, &thing{ID: "older", Status: "open"}))
	change("older", func(*thing) {})
	if got := owner("older"); got != "" {
		t.Errorf("a document that nobody changed was written: %q", got)
	}
	change("older", func(th *thing) { th.Status = "met" })
	if got := owner("older"); got != "of met" {
		t.Errorf("an older document after its next change: %q", got)
	}
}
