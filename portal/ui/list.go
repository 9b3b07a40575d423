package ui

import (
	"crypto/rand"
	"strconv"
)

// once is a fresh key of a form.
func once() string { return rand.Text() }

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
