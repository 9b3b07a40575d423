package ui

import (
	"cmp"
	"strconv"

	"github.com/goodword/goodword/portal/view"
)

// Sizes of a chart in pixels. Widths are shares of the page's, so that words keep
// their size on a small screen.
const (
	barStep     = 44
	columnRoom  = 104
	maxLabelled = 7
)

func px(n int) string { return strconv.Itoa(n) }

func percent(n float64) string { return strconv.FormatFloat(n, 'f', 2, 64) + "%" }

// share is the width of a bar; what is there at all is seen.
func share(value, top int64) string {
	return percent(max(1.0, 100*float64(value)/float64(top)))
}

// left, middle and columnWidth place column i of n.
func left(i, n int) string        { return percent(100 * (float64(i) + .15) / float64(n)) }
func middle(i, n int) string      { return percent(100 * (float64(i) + .5) / float64(n)) }
func columnWidth(n int) string    { return percent(100 * .7 / float64(n)) }
func labelled(i, n int) bool      { return n <= maxLabelled || i%((n+maxLabelled-1)/maxLabelled) == 0 }
func columnHeight(v, t int64) int { return max(3, int(columnRoom*v/t)) }

// tick is what stands below a column.
func tick(b view.Bar) string { return cmp.Or(b.Tick, b.Label) }
