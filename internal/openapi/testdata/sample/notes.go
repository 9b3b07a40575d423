package sample

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"github.com/goodword/goodword/api"
	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/web"
)

// Colour is how a note looks.
type Colour string

// The colours.
const (
	Red  Colour = "red"
	Blue Colour = "blue"
)

// Place is where a note belongs.
//
//	@Description	Where a note belongs.
type Place struct {
	Country string `json:"country" pattern:"^[A-Z]{2}$" example:"DE"` // ISO 3166
	Street  string `json:"street,omitempty" maxLength:"80"`
}

// Note is what is kept.
//
//	@Description	What is kept.
type Note struct {
	ID       string            `json:"id"`
	Title    string            `json:"title"`
	Colour   Colour            `json:"colour" enums:"red,blue"`
	Tags     []string          `json:"tags"`
	Place    *Place            `json:"place" extensions:"x-nullable"` // null when it belongs nowhere
	Due      *string           `json:"due" format:"date" extensions:"x-nullable"`
	SizeMS   int64             `json:"size_ms"`
	Metadata map[string]string `json:"metadata"`
}

type noteInput struct {
	Title    string            `json:"title" minLength:"1" maxLength:"80"`
	Colour   Colour            `json:"colour" enums:"red,blue"`
	Tags     []string          `json:"tags,omitempty" maxItems:"3" maxLength:"20" pattern:"^[a-z]*$"`
	Place    *Place            `json:"place,omitempty" extensions:"x-nullable"`
	Due      *string           `json:"due,omitempty" format:"date" extensions:"x-nullable"`
	SizeMS   int64             `json:"size_ms,omitempty" minimum:"0" maximum:"1000"`
	Metadata map[string]string `json:"metadata,omitempty" maxLength:"40"`
}

type notePatch struct {
	Title string `json:"title,omitempty" minLength:"1" maxLength:"80"`
}

type noteQuery struct {
	Limit  int     `form:"limit" default:"25" minimum:"1" maximum:"100"` // entries of a page
	Cursor string  `form:"cursor" maxLength:"512"`                       // of the page before
	Colour *Colour `form:"colour" enums:"red,blue"`                      // only these
}

// Report says what became of an import.
//
//	@Description	What became of an import.
type Report struct {
	Rows int64 `json:"rows"`
}

// Event is what a webhook carries.
//
//	@Description	What a webhook carries.
type Event struct {
	Type string `json:"type" enums:"note.made"`
	Data Note   `json:"data"`
}

// Notes are kept in memory.
type Notes struct {
	mu        sync.Mutex
	notes     []Note
	revisions map[string]int64
	cursors   web.Cursors
}

// New returns no notes.
func New() *Notes {
	return &Notes{revisions: map[string]int64{}, cursors: web.NewCursors([]byte("a secret of the tests"))}
}

// Routes is the table.
func (n *Notes) Routes() []api.Route {
	return []api.Route{
		{Method: http.MethodPost, Path: "/v1/notes", Scope: "notes:write", Handler: n.create, Body: api.JSON, Idempotency: api.Required, ETag: true},
		{Method: http.MethodGet, Path: "/v1/notes", Scope: "notes:read", Handler: n.list, Query: true},
		{Method: http.MethodGet, Path: "/v1/notes/:note_id", Scope: "notes:read", Handler: n.get, ETag: true},
		{Method: http.MethodPatch, Path: "/v1/notes/:note_id", Scope: "notes:write", Handler: n.patch, Body: api.JSON, IfMatch: api.Required, ETag: true},
		{Method: http.MethodDelete, Path: "/v1/notes/:note_id", Scope: "notes:write", Handler: n.remove, IfMatch: api.Optional},
		{Method: http.MethodGet, Path: "/v1/notes/:note_id/picture", Scope: "notes:read", Handler: n.picture},
		{Method: http.MethodPost, Path: "/v1/notes/import", Scope: "notes:write", Handler: n.load, Body: api.CSV, BodyLimit: 1 << 20},
		{Method: http.MethodPost, Path: "/v1/files", Scope: "notes:write", Handler: n.upload, Body: api.Multipart, BodyLimit: 1 << 20},
	}
}

// Examples are one per type.
func Examples() []any {
	due := "2026-11-30"
	note := Note{ID: "note_1", Title: "Call Sam", Colour: Red, Tags: []string{"calls"}, Place: &Place{Country: "DE"}, Due: &due, Metadata: map[string]string{"crm": "17"}}
	return []any{
		note,
		noteInput{Title: "Call Sam", Colour: Red, Tags: []string{"calls"}, Due: &due},
		notePatch{Title: "Call Sam again"},
		Report{Rows: 2},
		Event{Type: "note.made", Data: note},
	}
}

// create keeps a note.
//
//	@ID				createNote
//	@Summary		Keep a note
//	@Description	The same Idempotency-Key gives the same note.
//	@Tags			notes
//	@Param			body	body		noteInput	true	"The note"
//	@Success		201		{object}	Note		"It is kept"
//	@Router			/v1/notes [post]
func (n *Notes) create(c *gin.Context) error {
	var in noteInput
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	note := Note{Title: in.Title, Colour: in.Colour, Tags: in.Tags, Place: in.Place, Due: in.Due, SizeMS: in.SizeMS, Metadata: in.Metadata}
	if note.Tags == nil {
		note.Tags = []string{}
	}
	if note.Metadata == nil {
		note.Metadata = map[string]string{}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	note.ID = fmt.Sprintf("note_%d", len(n.revisions)+1)
	n.notes, n.revisions[note.ID] = append(n.notes, note), 1
	web.SetRevision(c, 1)
	return web.Created(c, "/v1/notes/"+note.ID, note)
}

// list pages through the notes, oldest first.
//
//	@ID			listNotes
//	@Summary	List notes
//	@Tags		notes
//	@Param		q	query		noteQuery		false	"Which"
//	@Success	200	{object}	web.List[Note]	"A page"
//	@Router		/v1/notes [get]
func (n *Notes) list(c *gin.Context) error {
	var q noteQuery
	if err := web.Query(c, &q); err != nil {
		return err
	}
	at, err := n.cursors.Decode("notes", q.Cursor)
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	rest := slices.DeleteFunc(slices.Clone(n.notes), func(x Note) bool { return q.Colour != nil && x.Colour != *q.Colour })
	if at != nil {
		i := slices.IndexFunc(rest, func(x Note) bool { return x.ID == at.ID })
		rest = rest[i+1:]
	}
	if len(rest) <= q.Limit {
		return web.Page(c, rest, "")
	}
	return web.Page(c, rest[:q.Limit], n.cursors.Encode("notes", web.Place{ID: rest[q.Limit-1].ID}))
}

func (n *Notes) find(id string) (int, error) {
	i := slices.IndexFunc(n.notes, func(x Note) bool { return x.ID == id })
	if i < 0 {
		return 0, fault.New(fault.NotFound, "not_found", "There is no such note.")
	}
	return i, nil
}

// get reads a note.
//
//	@ID			getNote
//	@Summary	Read a note
//	@Tags		notes
//	@Success	200	{object}	Note	"The note"
//	@Router		/v1/notes/{note_id} [get]
func (n *Notes) get(c *gin.Context) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	i, err := n.find(c.Param("note_id"))
	if err != nil {
		return err
	}
	web.SetRevision(c, n.revisions[n.notes[i].ID])
	return web.OK(c, n.notes[i])
}

// patch changes a note.
//
//	@ID			updateNote
//	@Summary	Change a note
//	@Tags		notes
//	@Param		body	body		notePatch	true	"What changes"
//	@Success	200		{object}	Note		"The note as it is now"
//	@Router		/v1/notes/{note_id} [patch]
func (n *Notes) patch(c *gin.Context) error {
	var in notePatch
	if err := web.Decode(c, &in); err != nil {
		return err
	}
	match, err := web.IfMatch(c, true)
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	i, err := n.find(c.Param("note_id"))
	if err != nil {
		return err
	}
	note := &n.notes[i]
	if err := match.Check(n.revisions[note.ID]); err != nil {
		return err
	}
	if in.Title != "" {
		note.Title = in.Title
	}
	n.revisions[note.ID]++
	web.SetRevision(c, n.revisions[note.ID])
	return web.OK(c, *note)
}

// remove forgets a note.
//
//	@ID			deleteNote
//	@Summary	Forget a note
//	@Tags		notes
//	@Success	204	"It is gone"
//	@Router		/v1/notes/{note_id} [delete]
func (n *Notes) remove(c *gin.Context) error {
	match, err := web.IfMatch(c, false)
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	i, err := n.find(c.Param("note_id"))
	if err != nil {
		return err
	}
	if err := match.Check(n.revisions[n.notes[i].ID]); err != nil {
		return err
	}
	n.notes = slices.Delete(n.notes, i, i+1)
	return web.NoContent(c)
}

// picture draws a note.
//
//	@ID			drawNote
//	@Summary	Draw a note
//	@Tags		notes
//	@Produce	image/svg+xml
//	@Success	200	{string}	string	"The drawing"
//	@Router		/v1/notes/{note_id}/picture [get]
func (n *Notes) picture(c *gin.Context) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if _, err := n.find(c.Param("note_id")); err != nil {
		return err
	}
	c.Data(http.StatusOK, "image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`))
	return nil
}

// load reads notes from CSV.
//
//	@ID			importNotes
//	@Summary	Read notes from CSV
//	@Tags		notes
//	@Accept		text/csv
//	@Param		body	body		string	true	"A header and a row per note"
//	@Success	200		{object}	Report	"What became of it"
//	@Router		/v1/notes/import [post]
func (n *Notes) load(c *gin.Context) error {
	body, err := web.Text(c, "text/csv")
	if err != nil {
		return err
	}
	return web.OK(c, Report{Rows: int64(strings.Count(body, "\n"))})
}

// upload takes a file.
//
//	@ID			uploadFile
//	@Summary	Send a file
//	@Tags		notes
//	@Accept		multipart/form-data
//	@Param		file	formData	file	true	"The file"
//	@Param		name	formData	string	true	"What it is called"	minlength(1)	maxlength(40)
//	@Success	200		{object}	Report	"What became of it"
//	@Router		/v1/files [post]
func (n *Notes) upload(c *gin.Context) error {
	form, err := web.Form(c, "file", "name")
	if err != nil {
		return err
	}
	if name := form["name"]; name == "" || utf8.RuneCountInString(name) > 40 {
		return fault.OfField("/name", "bad_length", "Name it, in 40 characters at most.")
	}
	file, sent := form["file"]
	if !sent {
		return fault.OfField("/file", "required", "Send a file.")
	}
	return web.OK(c, Report{Rows: int64(len(file))})
}

// made is what we tell others.
//
//	@ID			noteMade
//	@Summary	A note was made
//	@Tags		notes
//	@Param		body	body	Event	true	"What happened"
//	@Success	204		"Received"
//	@Failure	400		{object}	web.Problem	"Not understood"
//	@Router		/__webhooks/note.made [post]
func made() {}
