package store

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
)

// Hit is a document that an engine found, with the value of the query's Sort
// member (string or int64; nil when the query is ordered by id).
type Hit struct {
	Doc
	Sort any
}

// Runs checks args and returns one Args for each value of their In (or one when
// there is none), with every value as a string, an int64 or a bool. An engine
// runs each and merges the answers with Merge.
func (q Query) Runs(args Args) ([]Args, error) {
	if err := q.CheckArgs(args); err != nil {
		return nil, err
	}
	one, err := q.plain(args)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(one.Equal, func(v any) bool { _, ok := v.(In); return ok })
	if at < 0 {
		return []Args{one}, nil
	}
	var runs []Args
	for _, v := range one.Equal[at].(In) {
		r := one
		r.Equal = slices.Clone(one.Equal)
		r.Equal[at] = v
		runs = append(runs, r)
	}
	return runs, nil
}

// plain returns args with plain values, and the values of In without repeats.
func (q Query) plain(args Args) (Args, error) {
	out := args
	out.Equal = make([]any, len(args.Equal))
	var err error
	value := func(v any) any {
		p, e := plainValue(v)
		if e != nil && err == nil {
			err = fmt.Errorf("store: query %q: %w", q.Name, e)
		}
		return p
	}
	for i, v := range args.Equal {
		in, ok := v.(In)
		if !ok {
			out.Equal[i] = value(v)
			continue
		}
		list := In{}
		for _, m := range in {
			if p := value(m); !slices.Contains(list, p) {
				list = append(list, p)
			}
		}
		out.Equal[i] = list
	}
	if args.From != nil {
		out.From = value(args.From)
	}
	if args.To != nil {
		out.To = value(args.To)
	}
	if args.After != nil {
		c := *args.After
		if c.Sort != nil {
			c.Sort = value(c.Sort)
		}
		if (c.Sort == nil) != (q.Sort == "") {
			return out, fmt.Errorf("store: query %q: the cursor isn't one of this query", q.Name)
		}
		out.After = &c
	}
	return out, err
}

// plainValue turns values of defined types (a status, say) into the three types
// that engines compare. Absent is not null, so nil is refused.
func plainValue(v any) (any, error) {
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.String:
		return r.String(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return r.Int(), nil
	case reflect.Bool:
		return r.Bool(), nil
	default:
		return nil, fmt.Errorf("a value is a string, an integer or a boolean, not %T", v)
	}
}

// Merge puts the answers of several runs into q's order, leaves repeats out and
// returns at most limit documents.
func (q Query) Merge(runs [][]Hit, limit int) []Doc {
	var all []Hit
	for _, r := range runs {
		all = append(all, r...)
	}
	if len(runs) > 1 {
		slices.SortFunc(all, func(a, b Hit) int {
			c := cmp.Or(Compare(a.Sort, b.Sort), cmp.Compare(a.ID, b.ID))
			if q.Desc {
				return -c
			}
			return c
		})
		all = slices.CompactFunc(all, func(a, b Hit) bool { return a.ID == b.ID })
	}
	docs := make([]Doc, 0, min(limit, len(all)))
	for _, h := range all[:min(limit, len(all))] {
		docs = append(docs, h.Doc)
	}
	return docs
}

// Compare orders two values of one member as the engines do: strings by their
// bytes, integers by size, integers before strings.
func Compare(a, b any) int {
	switch x := a.(type) {
	case int64:
		if y, ok := b.(int64); ok {
			return cmp.Compare(x, y)
		}
		return -1
	case string:
		if y, ok := b.(string); ok {
			return cmp.Compare(x, y)
		}
		return 1
	}
	return 0
}

// TotalRuns is Runs for Count (field "") and Sum, whose Limit and cursor don't
// matter. It refuses a list of values on a membership index, where a document
// would count once for each of its values.
func (q Query) TotalRuns(s Schema, args Args, field, group string) ([]Args, error) {
	args.Limit, args.After = 1, nil
	for _, m := range []string{field, group} {
		if m != "" && !name.MatchString(m) {
			return nil, fmt.Errorf("store: query %q: %q can't be a member", q.Name, m)
		}
	}
	i, _ := s.Index(q.Index)
	if i.Members && slices.ContainsFunc(args.Equal, func(v any) bool { _, ok := v.(In); return ok }) {
		return nil, fmt.Errorf("store: query %q: a total over several values of a membership index counts twice", q.Name)
	}
	return q.Runs(args)
}
