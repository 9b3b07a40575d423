package boot

import "github.com/goodword/goodword/portal/page"

// demoActors are the people of the story whom somebody can sign in as who looks
// around: one for each part.
func demoActors(admin string) []page.Actor {
	return []page.Actor{
		{Name: "Henrik Krüger", Email: "krueger@example.org", Part: "customer"},
		{Name: "Maria Lindner", Email: "maria@northline.example", Part: "rep"},
		{Name: "Jana Vogt", Email: "jana@northline.example", Part: "reviewer"},
		{Name: "Sofie Adler", Email: "sofie@northline.example", Part: "approver"},
		{Name: "Admin", Email: admin, Part: "admin"},
	}
}
