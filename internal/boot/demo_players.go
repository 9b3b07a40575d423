package boot

import "github.com/goodword/goodword/portal/page"

// demoPlayers are the people of the story whom somebody can sign in as who looks
// around: one for each part.
func demoPlayers(admin string) []page.Player {
	return []page.Player{
		{Name: "Henrik Krüger", Email: "krueger@example.org", Part: "customer"},
		{Name: "Maria Lindner", Email: "maria@northline.example", Part: "rep"},
		{Name: "Jana Vogt", Email: "jana@northline.example", Part: "reviewer"},
		{Name: "Sofie Adler", Email: "sofie@northline.example", Part: "approver"},
		{Name: "Admin", Email: admin, Part: "admin"},
	}
}
