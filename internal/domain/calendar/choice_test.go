package calendar

import (
	"slices"
	"testing"
)

func TestChoiceOfAZone(t *testing.T) {
	t.Parallel()
	for _, zone := range chosenZones {
		if !KnownZone(zone) {
			t.Errorf("nobody knows %s", zone)
		}
	}
	if got := Choice("Europe/Berlin"); !slices.Equal(got, chosenZones) {
		t.Errorf("%v", got)
	}
	if got := Choice("Asia/Almaty"); got[0] != "Asia/Almaty" || len(got) != len(chosenZones)+1 {
		t.Errorf("%v", got)
	}
}
