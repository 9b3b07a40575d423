// Package mail renders and sends mails.
//
// app composes each mail as a mailing.Mail (message keys and one action); this
// package puts it into the reader's words through locale, once as HTML and once as
// text, and hands it to a mail server by SMTP or to the local mailbox. What a
// template is called and what it says are app's and the catalogues' business: there
// is one layout here, not one per template.
//
// Neighbours: domain/mailing, domain/message, locale, fault. Invariants: both parts
// say the same; nothing that a person wrote is read as markup or as a header; a
// final refusal by the server is told apart from a passing one.
package mail
