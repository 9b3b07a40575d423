package stripesandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"sort"
	"time"
)

// keyLife is how long an idempotency key is kept. Stripe keeps it at least as
// long; here it is gone exactly then, so that the trap can be tested.
const keyLife = 24 * time.Hour

// keyRecord remembers the first answer under a key.
type keyRecord struct {
	Print  string `json:"print"` // of method, path and parameters
	Status int    `json:"status"`
	Body   string `json:"body"`
}

// keyID is the id of the record of a key in one account's context.
func keyID(c *call) string {
	sum := sha256.Sum256([]byte(c.account + "\x00" + c.key))
	return "key_" + hex.EncodeToString(sum[:20])
}

// print is a hash of what makes two requests the same.
func (c *call) print() string {
	names := make([]string, 0, len(c.params))
	for n := range c.params {
		names = append(names, n)
	}
	sort.Strings(names)
	h := sha256.New()
	h.Write([]byte(c.method + " " + c.path))
	for _, n := range names {
		h.Write([]byte("\x00" + n + "\x00" + c.params[n]))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// write performs a POST or DELETE: under its key at most once while the key is
// kept. The first answer is stored with the change itself, be it a refusal or
// even a 500.
func (s *Sandbox) write(c *call, f *Fault) answer {
	if c.key != "" && c.method == "POST" {
		if !s.takeOff(keyID(c)) {
			r := invalid("idempotency_key_in_use", "", "There is a request under way with this idempotency key.")
			r.Status = 409
			return refuse(r)
		}
		defer s.land(keyID(c))
	}
	var a answer
	err := s.commit(c.ctx, func(t *tx) error {
		a = answer{}
		if c.key == "" || c.method != "POST" {
			return t.perform(c, f, &a)
		}
		if done, err := t.replay(c, f, &a); done || err != nil {
			return err
		}
		if err := t.perform(c, f, &a); err != nil {
			return err
		}
		return t.remember(c, a)
	})
	if err != nil { // it may have been committed: the caller can't know, as with Stripe
		return refuse(broken())
	}
	return a
}

// replay answers from the key's record, if there is one.
func (t *tx) replay(c *call, f *Fault, a *answer) (bool, error) {
	o, err := t.find(keyID(c))
	if err != nil || o == nil {
		return false, err
	}
	if t.now.Sub(time.UnixMilli(o.CreatedMS)) >= keyLife || f.is(KeyExpired) {
		return false, nil
	}
	var rec keyRecord
	if _, err := t.load("key", o.ID, &rec); err != nil {
		return false, err
	}
	if rec.Print != c.print() {
		*a = refuse(&refusal{Status: 400, Type: "idempotency_error", Message: "This idempotency key was used for another request: keys belong to one set of parameters."})
		return true, nil
	}
	*a = answer{status: rec.Status, body: []byte(rec.Body), replayed: true}
	return true, nil
}

// remember stores the answer under the key, from now on. A record that is too old
// counts as gone and is written over; deleting it could meet its next use.
func (t *tx) remember(c *call, a answer) error {
	if err := t.save("key", keyID(c), keyRecord{Print: c.print(), Status: a.status, Body: string(a.body)}); err != nil {
		return err
	}
	o, err := t.find(keyID(c))
	if err != nil {
		return err
	}
	o.CreatedMS = t.now.UnixMilli()
	t.put(*o)
	return nil
}

// perform runs the operation. A refusal undoes what the operation put, and is an
// answer; any other error is one of the store.
func (t *tx) perform(c *call, f *Fault, a *answer) error {
	if err := t.upset(c, f); err != nil {
		return t.refused(err, len(t.puts), a)
	}
	before := len(t.puts)
	v, err := c.route.run(t, c)
	if err != nil {
		return t.refused(err, before, a)
	}
	*a = answer{status: 200, body: encode(v)}
	switch {
	case f.is(Error500NoCommit):
		t.puts, t.events = t.puts[:before], false
		*a = refuse(broken())
	case f.is(Error500AfterCommit):
		*a = refuse(broken())
	}
	return nil
}

func (t *tx) refused(err error, keep int, a *answer) error {
	r, ok := errors.AsType[*refusal](err)
	if !ok {
		return err
	}
	t.puts = t.puts[:keep]
	*a = refuse(r)
	return nil
}

// takeOff marks a key as under way in this process; two processes that hold the
// same key are sorted out by the journal.
func (s *Sandbox) takeOff(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.flying[id] {
		return false
	}
	s.flying[id] = true
	return true
}

func (s *Sandbox) land(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.flying, id)
}
