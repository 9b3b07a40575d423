package page

import (
	"net/url"
	"strings"
)

// OwnPath returns back when it is a path on this site, with its query, else "/": a
// form's hidden field must not send readers to somebody else.
func OwnPath(back string) string {
	u, err := url.Parse(back)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || !strings.HasPrefix(back, "/") ||
		strings.HasPrefix(back, "//") || strings.ContainsAny(back, "\\\r\n\t") {
		return "/"
	}
	return u.RequestURI()
}
