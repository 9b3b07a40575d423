package kit

import (
	"strconv"

	"github.com/goodword/goodword/portal/view"
)

func rowID(i int) string { return "row-" + strconv.Itoa(i) }

// toneKey is the last part of a tone's key.
func toneKey(t view.Tone) string { return string(t) }
