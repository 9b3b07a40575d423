package app

import "github.com/goodword/goodword/internal/store"

// The queries of links.
var (
	linksByOwner  = newest("by_owner", "owner", "owner_key")
	linksByMember = newest("by_member", "member", "member_id")
	linksByCode   = store.Query{Name: "by_code", Index: store.UniqueName("code"), Equal: []string{"code"}}
	linksBySlot   = store.Query{Name: "by_slot", Index: store.UniqueName("slot_key"), Equal: []string{"slot_key"}}
)

// linksSchema declares the links.
var linksSchema = store.Schema{
	Collection: "links",
	Unique:     []string{"code", "slot_key", "name_key"},
	Indexes: []store.Index{
		storedIndex,
		{Name: "owner", Fields: []string{"owner_key", "created_ms"}},
		{Name: "member", Fields: []string{"member_id", "created_ms"}},
	},
	Queries: bothWays(linksByOwner, linksByMember, linksByCode, linksBySlot, storedQuery, everyQuery),
}
