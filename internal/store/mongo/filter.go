package mongo

import (
	"go.mongodb.org/mongo-driver/bson"

	"github.com/goodword/goodword/internal/store"
)

// hint is the server's name of a query's index.
func hint(q store.Query) string {
	if q.Index == "id" {
		return "_id_"
	}
	return q.Index
}

// sort is a query's order. Values of a unique member have no ties, and its index
// doesn't hold the id.
func (c *collection) sort(q store.Query) bson.D {
	way := 1
	if q.Desc {
		way = -1
	}
	i, _ := c.schema.Index(q.Index)
	order := bson.D{}
	if q.Sort != "" {
		order = append(order, bson.E{Key: q.Sort, Value: way})
	}
	if !c.schema.IsUnique(i) {
		order = append(order, bson.E{Key: "_id", Value: way})
	}
	if len(order) == 0 {
		return nil
	}
	return order
}

// filter is one run of a query: equality, the range, and the cursor. There is
// always a condition on the sort member, which keeps documents without it out.
func (c *collection) filter(q store.Query, args store.Args) bson.D {
	f := bson.D{}
	for n, m := range q.Equal {
		f = append(f, bson.E{Key: m, Value: args.Equal[n]})
	}
	beyond := "$gt"
	if q.Desc {
		beyond = "$lt"
	}
	if q.Sort == "" {
		if args.After != nil {
			f = append(f, bson.E{Key: "_id", Value: bson.D{{Key: beyond, Value: args.After.ID}}})
		}
		return f
	}
	f = append(f, bson.E{Key: q.Sort, Value: bounds(q, args)})
	if args.After != nil {
		// bounds has brought the index to the cursor's value; what is left are its
		// ties.
		f = append(f, bson.E{Key: "$or", Value: bson.A{
			bson.D{{Key: q.Sort, Value: bson.D{{Key: beyond, Value: args.After.Sort}}}},
			bson.D{{Key: q.Sort, Value: args.After.Sort}, {Key: "_id", Value: bson.D{{Key: beyond, Value: args.After.ID}}}},
		}})
	}
	return f
}

// bounds is the range of the sort member, with the cursor's value where that is
// narrower.
func bounds(q store.Query, args store.Args) bson.D {
	from, to, toOp := args.From, args.To, "$lt"
	if a := args.After; a != nil {
		if !q.Desc && (from == nil || store.Compare(a.Sort, from) > 0) {
			from = a.Sort
		}
		if q.Desc && (to == nil || store.Compare(a.Sort, to) < 0) {
			to, toOp = a.Sort, "$lte"
		}
	}
	b := bson.D{}
	if from != nil {
		b = append(b, bson.E{Key: "$gte", Value: from})
	}
	if to != nil {
		b = append(b, bson.E{Key: toOp, Value: to})
	}
	if len(b) == 0 {
		b = append(b, bson.E{Key: "$exists", Value: true})
	}
	return b
}
