package web

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// allowed lists the methods of the route that a path names, for Allow. Gin's own
// list mixes in the methods of /things/:id for /things/import; here a fixed segment
// beats a parameter, as it does when a request is routed.
func allowed(routes gin.RoutesInfo, path string) []string {
	var best string
	var methods []string
	for _, r := range routes {
		rank, ok := match(r.Path, path)
		if !ok || rank > best && methods != nil {
			continue
		}
		if rank != best {
			best, methods = rank, nil
		}
		methods = append(methods, r.Method)
	}
	slices.Sort(methods)
	return slices.Compact(methods)
}

// match reports whether a template takes a path, and ranks it: the lower text is
// the more fixed template.
func match(template, path string) (rank string, ok bool) {
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	var out strings.Builder
	for i, segment := range want {
		switch {
		case strings.HasPrefix(segment, "*"):
			return out.String() + "c", i < len(got)
		case i >= len(got):
			return "", false
		case strings.HasPrefix(segment, ":") && got[i] != "":
			out.WriteByte('b')
		case segment == got[i]:
			out.WriteByte('a')
		default:
			return "", false
		}
	}
	return out.String(), len(want) == len(got)
}
