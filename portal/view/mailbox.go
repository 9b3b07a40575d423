package view

// MailHead is a line of the local mailbox.
type MailHead struct {
	ID      string
	To      string
	Subject string
	AtMS    int64
}

// Mail is one mail in the local mailbox.
type Mail struct {
	MailHead
	Text string
	HTML string
}
