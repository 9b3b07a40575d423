package app

import (
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/store"
)

// The queries of members, newest first.
var (
	membersAll      = store.Query{Name: "all", Index: "created", Sort: "created_ms", Desc: true}
	membersByRole   = store.Query{Name: "by_role", Index: "role", Equal: []string{"roles"}, Sort: "created_ms", Desc: true}
	membersBySource = store.Query{Name: "by_source", Index: "source", Equal: []string{"source"}, Sort: "created_ms", Desc: true}
	membersByKind   = newest("by_kind", "kind", "kind")
	membersByState  = newest("by_state", "state", "state")
	membersSearched = newest("searched", "search", "search")
	membersByEmail  = store.Query{Name: "by_email", Index: "email", Equal: []string{"email_key"}, Sort: "created_ms", Desc: true}
	membersOwnEmail = store.Query{Name: "by_source_email", Index: "source_email", Equal: []string{"source", "email_key"}, Sort: "created_ms", Desc: true}
	membersByKey    = store.Query{Name: "by_source_key", Index: store.UniqueName("source_key"), Equal: []string{"source_key"}}
	membersByPayout = store.Query{Name: "by_payout_account", Index: store.UniqueName("payout_account"), Equal: []string{"payout_account"}}
)

// membersSchema declares the members.
var membersSchema = store.Schema{
	Collection: "members",
	Unique:     []string{"source_key", "payout_account"},
	Indexes: []store.Index{
		{Name: "created", Fields: []string{"created_ms"}},
		{Name: "role", Fields: []string{"roles", "created_ms"}, Members: true},
		{Name: "source", Fields: []string{"source", "created_ms"}},
		{Name: "kind", Fields: []string{"kind", "created_ms"}},
		{Name: "state", Fields: []string{"state", "created_ms"}},
		{Name: "search", Fields: []string{"search", "created_ms"}, Members: true},
		{Name: "email", Fields: []string{"email_key", "created_ms"}, Optional: true},
		{Name: "source_email", Fields: []string{"source", "email_key", "created_ms"}},
		dueIndex, parkedIndex, storedIndex,
	},
	Queries: bothWays(
		membersAll, membersByRole, membersBySource, membersByKind, membersByState, membersSearched, membersByEmail,
		membersOwnEmail, membersByKey, membersByPayout, dueQuery, parkedQuery, storedQuery, everyQuery,
	),
}

// rostersSchema declares the roster of admins: one document, read by its id.
var rostersSchema = store.Schema{Collection: "rosters"}

type (
	memberCollection = store.Collection[member.Member, *member.Member]
	rosterCollection = store.Collection[member.Roster, *member.Roster]
)
