package ui

// queueKeys are the keys of a queue, as app.js knows them.
var queueKeys = [...]struct{ key, word string }{
	{"j", "down"}, {"k", "up"}, {"x", "tick"}, {"a", "act"}, {"/", "search"}, {"?", "help"},
}
