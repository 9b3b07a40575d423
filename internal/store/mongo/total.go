package mongo

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo/options"

	"github.com/goodword/goodword/internal/store"
)

// Count implements store.Engine.
func (e *Engine) Count(ctx context.Context, collection string, q store.Query, args store.Args, group string) (map[string]int64, error) {
	return e.total(ctx, collection, q, args, "", group)
}

// Sum implements store.Engine.
func (e *Engine) Sum(ctx context.Context, collection string, q store.Query, args store.Args, field, group string) (map[string]int64, error) {
	return e.total(ctx, collection, q, args, field, group)
}

// total adds up a member, or counts when there is none.
func (e *Engine) total(ctx context.Context, collection string, q store.Query, args store.Args, field, group string) (map[string]int64, error) {
	c, err := e.collection(collection)
	if err != nil {
		return nil, err
	}
	if q, err = c.schema.Query(q.Name); err != nil {
		return nil, err
	}
	runs, err := q.TotalRuns(c.schema, args, field, group)
	if err != nil {
		return nil, err
	}
	totals := map[string]int64{}
	for _, r := range runs {
		if err := c.add(ctx, totals, q, r, field, group); err != nil {
			return nil, err
		}
	}
	return totals, nil
}

// add adds the groups of one run to totals. There is one accumulator, since with
// two of them one server answers 0.
func (c *collection) add(ctx context.Context, totals map[string]int64, q store.Query, args store.Args, field, group string) error {
	var number, by any = 1, nil
	if field != "" {
		number = "$" + field
	}
	if group != "" {
		by = "$" + group
	}
	cursor, err := c.Aggregate(ctx, bson.A{
		bson.D{{Key: "$match", Value: c.filter(q, args)}},
		bson.D{{Key: "$group", Value: bson.D{{Key: "_id", Value: by}, {Key: "n", Value: bson.D{{Key: "$sum", Value: number}}}}}},
	}, options.Aggregate().SetHint(hint(q)))
	if err != nil {
		return readError(err)
	}
	defer cursor.Close(ctx)
	for cursor.Next(ctx) {
		n, ok := cursor.Current.Lookup("n").AsInt64OK()
		if !ok {
			return fmt.Errorf("mongo: %s: the total of %q is no integer", c.schema.Collection, field)
		}
		name, _ := cursor.Current.Lookup("_id").StringValueOK() // absent: ""
		totals[name] += n
	}
	return readError(cursor.Err())
}
