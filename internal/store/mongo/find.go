package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"github.com/goodword/goodword/internal/store"
)

// Get implements store.Engine.
func (e *Engine) Get(ctx context.Context, collection, id string) (store.Doc, error) {
	c, err := e.collection(collection)
	if err != nil {
		return store.Doc{}, err
	}
	raw, err := c.read(ctx, id)
	if err != nil {
		return store.Doc{}, err
	}
	return decode(raw)
}

// read returns a document as it is on the server, or not_found.
func (c *collection) read(ctx context.Context, id string) (bson.Raw, error) {
	raw, err := c.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Raw()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, store.NotFound()
	}
	return raw, readError(err)
}

// Find implements store.Engine.
func (e *Engine) Find(ctx context.Context, collection string, q store.Query, args store.Args) ([]store.Doc, error) {
	c, err := e.collection(collection)
	if err != nil {
		return nil, err
	}
	if q, err = c.schema.Query(q.Name); err != nil {
		return nil, err
	}
	runs, err := q.Runs(args)
	if err != nil {
		return nil, err
	}
	found := make([][]store.Hit, len(runs))
	for n, r := range runs {
		if found[n], err = c.run(ctx, q, r); err != nil {
			return nil, err
		}
	}
	return q.Merge(found, args.Limit), nil
}

// run answers one run of a query.
func (c *collection) run(ctx context.Context, q store.Query, args store.Args) ([]store.Hit, error) {
	o := options.Find().SetHint(hint(q)).SetLimit(int64(args.Limit))
	if s := c.sort(q); s != nil {
		o.SetSort(s)
	}
	cursor, err := c.Collection.Find(ctx, c.filter(q, args), o)
	if err != nil {
		return nil, readError(err)
	}
	defer cursor.Close(ctx)
	var hits []store.Hit
	for cursor.Next(ctx) {
		d, err := decode(cursor.Current)
		if err != nil {
			return nil, err
		}
		hits = append(hits, store.Hit{Doc: d, Sort: sortValue(cursor.Current, q)})
	}
	return hits, readError(cursor.Err())
}

// sortValue is the value by which a document is ordered.
func sortValue(raw bson.Raw, q store.Query) any {
	if q.Sort == "" {
		return nil
	}
	v := raw.Lookup(q.Sort)
	if n, ok := v.AsInt64OK(); ok {
		return n
	}
	if s, ok := v.StringValueOK(); ok {
		return s
	}
	return nil
}

// Explain returns the server's winning plan for a query as extended JSON.
func (e *Engine) Explain(ctx context.Context, collection string, q store.Query, args store.Args) (string, error) {
	c, err := e.collection(collection)
	if err != nil {
		return "", err
	}
	if q, err = c.schema.Query(q.Name); err != nil {
		return "", err
	}
	runs, err := q.Runs(args)
	if err != nil {
		return "", err
	}
	plans := ""
	for _, r := range runs {
		find := bson.D{{Key: "find", Value: collection}, {Key: "filter", Value: c.filter(q, r)}, {Key: "hint", Value: hint(q)}, {Key: "limit", Value: args.Limit}}
		if s := c.sort(q); s != nil {
			find = append(find, bson.E{Key: "sort", Value: s})
		}
		var answer struct {
			QueryPlanner struct {
				WinningPlan bson.M `bson:"winningPlan"`
			} `bson:"queryPlanner"`
		}
		if err := e.db.RunCommand(ctx, bson.D{{Key: "explain", Value: find}, {Key: "verbosity", Value: "queryPlanner"}}).Decode(&answer); err != nil {
			return "", readError(err)
		}
		plan := answer.QueryPlanner.WinningPlan
		delete(plan, "slotBasedPlan") // says the same in the words of another machine
		text, err := bson.MarshalExtJSON(plan, false, false)
		if err != nil {
			return "", fmt.Errorf("mongo: explain: %w", err)
		}
		plans += string(text) + "\n"
	}
	return plans, nil
}
