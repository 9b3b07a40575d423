package contact

import (
	_ "embed"
	"strings"
)

// The lists are searched as they are: sorted lines need no map, no start-up time
// and no memory of their own.
var (
	//go:embed data/throwaway.txt
	throwawayHosts string
	//go:embed data/free.txt
	freeHosts string
)

// Throwaway reports whether the address is at a domain that gives out mailboxes
// for a few minutes.
func (e Email) Throwaway() bool { return listed(throwawayHosts, e) }

// Free reports whether the address is at a provider that anybody can have a mailbox
// at, so that its domain says nothing about a company.
func (e Email) Free() bool { return listed(freeHosts, e) || e.Throwaway() }

func listed(list string, e Email) bool {
	return hasLine(list, e.Domain) || e.Site != e.Domain && hasLine(list, e.Site)
}

// hasLine searches sorted lines, each ended by a line feed, for one line.
func hasLine(list, line string) bool {
	for list != "" {
		start := strings.LastIndexByte(list[:len(list)/2], '\n') + 1
		end := start + strings.IndexByte(list[start:], '\n')
		switch at := list[start:end]; {
		case at == line:
			return true
		case at < line:
			list = list[end+1:]
		default:
			list = list[:start]
		}
	}
	return false
}
