package kit

import "strconv"

func rowID(i int) string { return "row-" + strconv.Itoa(i) }
