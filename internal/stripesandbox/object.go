package stripesandbox

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"time"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// object is one stored thing: an object of Stripe's, a balance, an idempotency
// record or a delivery. Body is its JSON as text, because metadata keys are the
// caller's and an answer is replayed byte for byte.
type object struct {
	ID        string   `json:"id"`
	Version   int64    `json:"version"`
	Kind      string   `json:"kind"`
	Rev       int64    `json:"rev"`             // the operation that wrote it last
	Seq       int64    `json:"seq"`             // place in lists, by creation
	Lists     []string `json:"lists,omitempty"` // the lists that it is in
	CreatedMS int64    `json:"created_ms"`
	DueMS     *int64   `json:"due_ms,omitempty"` // when it is to be delivered; of deliveries only
	Body      string   `json:"body"`
}

func (o *object) DocID() string         { return o.ID }
func (o *object) DocVersion() int64     { return o.Version }
func (o *object) SetDocVersion(v int64) { o.Version = v }

var (
	newestFirst = store.Query{Name: "newest_first", Index: "lists", Equal: []string{"lists"}, Sort: "seq", Desc: true}
	oldestFirst = store.Query{Name: "oldest_first", Index: "lists", Equal: []string{"lists"}, Sort: "seq"}
	byDue       = store.Query{Name: "by_due", Index: "due", Sort: "due_ms"}
	everything  = store.Query{Name: "everything", Index: "id"}
)

func objectSchema() store.Schema {
	return store.Schema{
		Collection: "sandbox_objects",
		Indexes: []store.Index{
			{Name: "lists", Fields: []string{"lists", "seq"}, Members: true},
			{Name: "due", Fields: []string{"due_ms"}, Optional: true},
		},
		Queries: []store.Query{newestFirst, oldestFirst, byDue, everything},
	}
}

// tx is a view of the state, and the changes of one operation.
type tx struct {
	s      *Sandbox
	ctx    context.Context
	now    time.Time
	base   int64 // version of the journal that it rests on
	seq    int64 // number of the operation
	epoch  int64
	made   int64 // ids and objects made so far
	puts   []object
	faults []Fault
	taken  bool // the faults were altered
	events bool
	lag    int64 // seconds for which lists hide what is new
}

func (t *tx) changed() bool { return len(t.puts) > 0 || t.taken }

// id makes a new id with 24 base-62 digits, the same for the same history.
func (t *tx) id(prefix string) string {
	t.made++
	sum := sha256.Sum256(fmt.Appendf(nil, "sandbox|%d|%d|%d", t.epoch, t.seq, t.made))
	text := new(big.Int).SetBytes(sum[:]).Text(62)
	return prefix + "_" + text[:24]
}

// find returns an object as this operation sees it, or nil.
func (t *tx) find(id string) (*object, error) {
	for i := len(t.puts) - 1; i >= 0; i-- {
		if t.puts[i].ID == id {
			o := t.puts[i]
			return &o, nil
		}
	}
	o, err := t.s.objects.Get(t.ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return o, err
}

// load reads an object of a kind into v and reports whether it is there.
func (t *tx) load(kind, id string, v any) (bool, error) {
	o, err := t.find(id)
	if err != nil || o == nil || o.Kind != kind {
		return false, err
	}
	return true, json.Unmarshal([]byte(o.Body), v)
}

// save puts an object; lists are those that it is in, and count when it is new.
func (t *tx) save(kind, id string, v any, lists ...string) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	o, err := t.find(id)
	if err != nil {
		return err
	}
	if o == nil {
		t.made++
		o = &object{ID: id, Kind: kind, Seq: t.seq*1000 + t.made, Lists: lists, CreatedMS: t.now.UnixMilli()}
	}
	o.Body = string(body)
	t.put(*o)
	return nil
}

// put records the state of an object after this operation.
func (t *tx) put(o object) {
	o.Rev = t.seq
	for i := range t.puts {
		if t.puts[i].ID == o.ID {
			t.puts[i] = o
			return
		}
	}
	t.puts = append(t.puts, o)
}

// unix is the operation's time as Stripe writes it.
func (t *tx) unix() int64 { return t.now.Unix() }

// listName is the name of the list of a kind, narrowed to a value of a member.
func listName(kind string, narrow ...string) string {
	for _, n := range narrow {
		kind += "|" + strconv.Itoa(len(n)) + ":" + n
	}
	return kind
}
