// Package processtest starts the product as an operator does, as processes of its
// binary, and kills, stops and doubles them.
//
// Neighbours: none in Go; it speaks HTTP and signals to processes. Tests only.
package processtest
