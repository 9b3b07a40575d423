package program

import (
	"strconv"

	"github.com/goodword/goodword/internal/domain/aggregate"
)

// Revision is a program's Terms as they were published: a document of its own
// that is written once.
type Revision struct {
	ID          string            `json:"id"` // program|n
	Version     int64             `json:"version"`
	ProgramID   string            `json:"program_id"`
	N           int64             `json:"n"` // from 1
	Terms       Terms             `json:"terms"`
	PublishedMS int64             `json:"published_ms"`
	By          aggregate.Actor   `json:"by"`
	Warnings    []Warning         `json:"warnings,omitempty"`
	Replay      *aggregate.Replay `json:"replay,omitempty"`
}

// RevisionID is the id of a program's nth revision.
func RevisionID(programID string, n int64) string {
	return programID + "|" + strconv.FormatInt(n, 10)
}

// DocID, DocVersion and SetDocVersion let package store keep revisions.
func (r *Revision) DocID() string { return r.ID }

// DocVersion returns the version that was read; it is always 1.
func (r *Revision) DocVersion() int64 { return r.Version }

// SetDocVersion is called by package store when the write took place.
func (r *Revision) SetDocVersion(v int64) { r.Version = v }
