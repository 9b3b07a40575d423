// Package browsertest is the product as people meet it: started by its command
// line, and used in a real browser with mouse or keyboard, with and without
// scripts, on each database.
//
// Neighbours: producttest starts the product, chromiumtest the browsers, and looks
// at what they show. Tests only.
package browsertest
