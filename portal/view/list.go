package view

// Toolbar is the search, filters and order of a list.
type Toolbar struct {
	Action   string // the list's path; also what an empty view is
	Search   *Search
	Selects  []Select
	Days     []Day
	Kept     map[string]string // values of the address that no control here sets
	Export   string            // the address of the same list as CSV; "" for none
	Narrowed bool              // something is filtered
}

// Search is the field that looks for words.
type Search struct {
	Label string
	Value string
}

// Select is one filter, or the order.
type Select struct {
	Name    string
	Label   string
	Value   string
	Options []Option
}

// Day is a filter by date, in ISO form.
type Day struct {
	Name  string
	Label string
	Value string
}

// Tab is a named view of a list.
type Tab struct {
	Path    string
	Label   string
	Count   string // "" where nobody counts
	Current bool
}
