package store

import (
	"fmt"
	"regexp"
	"slices"
)

// name is what collections, members and indexes may be called: it is safe to
// quote in every database's language.
var name = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// Index returns the declared index of that name: an ordinary one, that of a
// unique member, or "id".
func (s Schema) Index(named string) (Index, bool) {
	if named == "id" {
		return Index{Name: "id"}, true
	}
	for _, u := range s.Unique {
		if named == UniqueName(u) {
			return Index{Name: named, Fields: []string{u}, Optional: true}, true
		}
	}
	for _, i := range s.Indexes {
		if i.Name == named {
			return i, true
		}
	}
	return Index{}, false
}

// Query returns the declared query of that name.
func (s Schema) Query(named string) (Query, error) {
	for _, q := range s.Queries {
		if q.Name == named {
			return q, nil
		}
	}
	return Query{}, fmt.Errorf("store: %s declares no query %q", s.Collection, named)
}

// UniqueName is the name of the index that keeps a member unique.
func UniqueName(member string) string { return "unique_" + member }

// IsUnique reports whether the index keeps a member unique, so that at most one
// document has each value and no tie is to be broken.
func (s Schema) IsUnique(i Index) bool {
	return len(i.Fields) == 1 && i.Name == UniqueName(i.Fields[0]) && slices.Contains(s.Unique, i.Fields[0])
}

// Check returns an error when the schema contradicts itself; engines call it in
// Ensure.
func (s Schema) Check() error {
	if !name.MatchString(s.Collection) {
		return fmt.Errorf("store: %q can't be the name of a collection", s.Collection)
	}
	if err := s.checkIndexes(); err != nil {
		return err
	}
	names := map[string]bool{}
	for _, q := range s.Queries {
		if names[q.Name] || q.Name == "" {
			return fmt.Errorf("store: %s: query %q is declared twice", s.Collection, q.Name)
		}
		names[q.Name] = true
		i, ok := s.Index(q.Index)
		if !ok {
			return fmt.Errorf("store: %s: query %q names no index", s.Collection, q.Name)
		}
		want := slices.Clone(q.Equal)
		if q.Sort != "" {
			want = append(want, q.Sort)
		}
		if !slices.Equal(want, i.Fields) {
			return fmt.Errorf("store: %s: query %q over %v doesn't fit index %q over %v", s.Collection, q.Name, want, q.Index, i.Fields)
		}
		if i.Members && len(q.Equal) == 0 {
			return fmt.Errorf("store: %s: query %q can't order by the array of index %q", s.Collection, q.Name, q.Index)
		}
	}
	return nil
}

func (s Schema) checkIndexes() error {
	seen := map[string]bool{"id": true}
	for _, u := range s.Unique {
		if !name.MatchString(u) || seen[UniqueName(u)] {
			return fmt.Errorf("store: %s: unique member %q is declared twice or can't be one", s.Collection, u)
		}
		seen[UniqueName(u)] = true
	}
	for _, i := range s.Indexes {
		if !name.MatchString(i.Name) || seen[i.Name] || len(i.Fields) == 0 {
			return fmt.Errorf("store: %s: index %q is declared twice or without fields", s.Collection, i.Name)
		}
		if i.Members && len(i.Fields) > 2 {
			return fmt.Errorf("store: %s: index %q: a membership index has one more field at most", s.Collection, i.Name)
		}
		for _, f := range i.Fields {
			if !name.MatchString(f) {
				return fmt.Errorf("store: %s: index %q: %q can't be a member", s.Collection, i.Name, f)
			}
		}
		seen[i.Name] = true
	}
	return nil
}
