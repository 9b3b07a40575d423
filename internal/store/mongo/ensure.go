package mongo

import (
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"github.com/goodword/goodword/internal/store"
)

// Ensure creates the indexes that the server doesn't have, and with them the
// collection. It refuses an index of the same name with other keys.
func (e *Engine) Ensure(ctx context.Context, s store.Schema) error {
	if err := s.Check(); err != nil {
		return err
	}
	c := &collection{Collection: e.db.Collection(s.Collection), schema: s, sparse: map[string]bool{}}
	have, err := c.indexes(ctx)
	if err != nil {
		return err
	}
	var create []mongo.IndexModel
	for _, i := range c.declared() {
		for _, f := range i.Fields {
			c.sparse[f] = true
		}
		want := c.index(i)
		is, ok := have[i.Name]
		switch {
		case !ok:
			create = append(create, want.model(i.Name))
		case !is.equal(want):
			return fmt.Errorf("mongo: %s: index %q is there with other keys: %v", s.Collection, i.Name, is.keys)
		}
	}
	if len(create) > 0 {
		if _, err := c.Indexes().CreateMany(ctx, create); err != nil {
			return readError(err)
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.collections[s.Collection] = c
	return nil
}

// declared are all indexes of the schema, those of unique members too.
func (c *collection) declared() []store.Index {
	all := slices.Clone(c.schema.Indexes)
	for _, u := range c.schema.Unique {
		i, _ := c.schema.Index(store.UniqueName(u))
		all = append(all, i)
	}
	return all
}

// index is an index as the server keeps it: its keys, each ascending.
type index struct {
	keys   []string
	unique bool
}

// index returns how a declared index is kept. The id breaks ties, and is a key of
// every index but the unique ones. That is why an optional index isn't sparse
// here: {due, _id} would hold every document anyway, and {due} alone would have
// the server sort.
func (c *collection) index(i store.Index) index {
	if c.schema.IsUnique(i) {
		return index{keys: i.Fields, unique: true}
	}
	return index{keys: append(slices.Clone(i.Fields), "_id")}
}

func (i index) equal(o index) bool { return slices.Equal(i.keys, o.keys) && i.unique == o.unique }

func (i index) model(name string) mongo.IndexModel {
	keys := bson.D{}
	for _, k := range i.keys {
		keys = append(keys, bson.E{Key: k, Value: 1})
	}
	o := options.Index().SetName(name)
	if i.unique {
		o.SetUnique(true).SetSparse(true)
	}
	return mongo.IndexModel{Keys: keys, Options: o}
}

// indexes lists what the server has, by name.
func (c *collection) indexes(ctx context.Context) (map[string]index, error) {
	cursor, err := c.Indexes().List(ctx)
	if err != nil {
		return nil, readError(err)
	}
	var list []struct {
		Name   string   `bson:"name"`
		Key    bson.Raw `bson:"key"`
		Unique bool     `bson:"unique"`
	}
	if err := cursor.All(ctx, &list); err != nil {
		return nil, readError(err)
	}
	have := map[string]index{}
	for _, l := range list {
		elements, err := l.Key.Elements()
		if err != nil {
			return nil, fmt.Errorf("mongo: %s: index %q: %w", c.schema.Collection, l.Name, err)
		}
		i := index{unique: l.Unique}
		for _, e := range elements {
			key := e.Key()
			if way, ok := e.Value().AsInt64OK(); !ok || way != 1 {
				key += " (not ascending)"
			}
			i.keys = append(i.keys, key)
		}
		have[l.Name] = i
	}
	return have, nil
}
