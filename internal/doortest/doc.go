// Package doortest holds the two doors of the house to each other: the API and the
// portal's pages stand on one application, so what one refuses the other refuses,
// and what one does leaves the same documents behind.
//
// Each case builds the same house twice, asks one through the API and the other
// through the page, and compares the verdicts and everything that is stored
// afterwards. A second test opens every address of the portal's route tables as
// everybody who might.
//
// Neighbours: the tests of api and of the portal's areas, which know what a door
// says; here only counts that both say the same. Tests only.
package doortest
