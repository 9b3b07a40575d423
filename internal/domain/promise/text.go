package promise

import (
	"github.com/goodword/goodword/internal/domain/message"
)

// TextInput is what the promise's texts are rendered from.
type TextInput struct {
	Promise Promise
	Reader  Reader // ReaderReferrer or ReaderPerson
	Names   Names
	Reward  message.Message // the reward line of the program's rules; zero where there is no reward
}

// Paragraph is one clause of the whole text.
type Paragraph struct {
	Clause  string // the clause's name: "consent", "who" …
	Heading message.Message
	Lines   []message.Message
}
