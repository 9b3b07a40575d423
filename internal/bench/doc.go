// Package bench measures the product's hot paths, each beside its floor in the same
// run; docs/performance.md says how to run them and what ratios came out.
//
// It holds benchmarks only, so nothing imports it.
package bench
