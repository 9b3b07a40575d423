package view

import "github.com/goodword/goodword/internal/domain/message"

// Landing is a referrer's introduction to somebody who came by their link.
type Landing struct {
	Code     string
	Referrer string // how the referrer wants to be named
	Words    string // what the referrer wrote for visitors; may be empty
	Promise  Promise
	Form     Form

	// Memory is what the visitor's browser keeps so that a later form counts for this
	// link, and Keep for how long, in seconds. Both are set by a visit only.
	Memory string
	Keep   int
}

// Origin is how somebody came to introduce themself: by a referrer's link, or on
// their own page after the referrer withdrew. One of the two is set.
type Origin struct {
	Link   string // the code of a link
	Person string // the token of a person's page
}

// OwnPreview is what would happen with these answers; nothing was created.
type OwnPreview struct {
	Summary []Fact            // the answers, as they will be read
	Steps   []Step            // what will happen
	Words   []message.Message // what vetting says to the person; may be empty
}

// Fact is a label and what stands beside it.
type Fact struct {
	Label string
	Value string
}

// Introduced is the outcome of the form.
type Introduced struct {
	SentTo string // the masked address that got one mail; empty while somebody looks at it first
}

// Visit is what is known of a visit, without personal data.
type Visit struct {
	UserAgent string // only to tell machines from people; never stored
	Purpose   string // what browsers say of a look-ahead that isn't a person's
}
