// Package browsertest is the product as people meet it: started by its command
// line, and used in a real browser with mouse or keyboard, with and without
// scripts, on each database.
//
// Neighbours: boot runs the product. It holds tests only.
package browsertest
