package app

import (
	"github.com/goodword/goodword/internal/domain/program"
	"github.com/goodword/goodword/internal/store"
)

// The queries of programs and revisions, newest first.
var (
	programsAll        = newest("all", "created")
	programsByState    = newest("by_state", "state", "state")
	programsByExternal = store.Query{Name: "by_external_id", Index: store.UniqueName("external_id"), Equal: []string{"external_id"}}
	revisionsByProgram = store.Query{Name: "by_program", Index: "program", Equal: []string{"program_id"}, Sort: "n", Desc: true}
)

// programsSchema declares the programs.
var programsSchema = store.Schema{
	Collection: "programs",
	Unique:     []string{"external_id"},
	Indexes: []store.Index{
		storedIndex,
		{Name: "created", Fields: []string{"created_ms"}},
		{Name: "state", Fields: []string{"state", "created_ms"}},
	},
	Queries: bothWays(programsAll, programsByState, programsByExternal, storedQuery, everyQuery),
}

// revisionsSchema declares the revisions, which are only ever inserted.
var revisionsSchema = store.Schema{
	Collection: "revisions",
	Indexes:    []store.Index{{Name: "program", Fields: []string{"program_id", "n"}}},
	Queries:    bothWays(revisionsByProgram),
}

type (
	programCollection  = store.Collection[program.Program, *program.Program]
	revisionCollection = store.Collection[program.Revision, *program.Revision]
)
