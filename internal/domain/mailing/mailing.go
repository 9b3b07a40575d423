// Package mailing holds a mail before it is put into words: who gets it, what it
// says as message keys, and its one action.
//
// Neighbours: app composes a Mail for each mail task; package mail renders it in the
// reader's language (HTML and text, the same words) and sends it. Invariants: a mail
// has at most one action; no link holds personal data; ID stays the same when a
// mail is sent again, so that a repeat is recognisable.
package mailing

import "github.com/goodword/goodword/internal/domain/message"

// Mail is one mail to one reader.
type Mail struct {
	ID       string // stable: the aggregate's id and the task's
	Template string // names the mail, for evidence and tests: "letter", "ask_first" …
	To       string // address
	ToName   string
	Language string // the reader's; the renderer falls back to English

	Subject    message.Message
	Greeting   message.Message   // zero: the usual one with ToName
	Paragraphs []message.Message // in order, before the quote
	Quote      string            // what a person wrote: shown as quoted plain text, never as markup
	QuoteBy    string            // who wrote it
	Lines      []message.Message // the promise's lines, or facts, as a list
	Letter     *Letter           // the letter to forward
	Action     *Action
	After      []message.Message // small print below the action
	// Unsubscribe is the page on which the reader stops such mails; it is set where
	// a List-Unsubscribe header applies.
	Unsubscribe string
	// OneClick says that Unsubscribe also takes the press of a mail program's own
	// button (RFC 8058): what it ends is a kind of mail, and nothing else.
	OneClick bool
	// Account says that the mail is about the reader's account, and not about an
	// introduction.
	Account bool
}

// Action is the one thing that the reader can do.
type Action struct {
	Label message.Message
	URL   string
}

// Letter is the letter that a referrer forwards: its words stand apart from the
// mail's, ready to be copied.
type Letter struct {
	Subject    message.Message
	Paragraphs []message.Message
	URL        string // the person's page
}
