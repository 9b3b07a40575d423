// Package processtest starts the product as an operator does, as processes of its
// binary, and kills, stops and doubles them.
//
// Neighbours: producttest starts the processes; it speaks HTTP and signals to them.
// Tests only.
package processtest
