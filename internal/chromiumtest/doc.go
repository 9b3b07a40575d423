// Package chromiumtest looks at pages in a real browser: Debian's Chromium, which
// it starts, axe, and what axe doesn't see: content that is wider than its window,
// words without room, and a focus that nobody sees, that something covers, or that
// jumps about.
//
// Neighbours: the tests of portal, on pages with values of their own, and
// browsertest, on the whole product. It knows no page. Only tests import it.
package chromiumtest
