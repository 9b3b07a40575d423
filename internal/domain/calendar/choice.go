package calendar

import "slices"

// Choice lists zones for somebody to choose theirs from, from west to east: one or
// more for each clock that people live by. own stands first when it isn't one of
// them.
func Choice(own string) []string {
	if own == "" || slices.Contains(chosenZones, own) {
		return slices.Clone(chosenZones)
	}
	return append([]string{own}, chosenZones...)
}

// chosenZones are cities that people find themselves by. The whole database has some
// six hundred names for these clocks.
var chosenZones = []string{
	"Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Phoenix", "America/Denver", "America/Mexico_City",
	"America/Chicago", "America/Bogota", "America/New_York", "America/Toronto", "America/Halifax", "America/St_Johns", "America/Sao_Paulo",
	"America/Argentina/Buenos_Aires", "Atlantic/Azores", "Atlantic/Canary", "Europe/Lisbon", "Europe/Dublin", "Europe/London",
	"Africa/Lagos", "Europe/Madrid", "Europe/Paris", "Europe/Brussels", "Europe/Amsterdam", "Europe/Zurich", "Europe/Berlin",
	"Europe/Copenhagen", "Europe/Rome", "Europe/Vienna", "Europe/Prague", "Europe/Stockholm", "Europe/Warsaw", "Africa/Johannesburg",
	"Africa/Cairo", "Europe/Athens", "Europe/Bucharest", "Europe/Helsinki", "Europe/Kyiv", "Asia/Jerusalem", "Europe/Istanbul",
	"Africa/Nairobi", "Asia/Riyadh", "Asia/Tehran", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka",
	"Asia/Bangkok", "Asia/Jakarta", "Asia/Singapore", "Asia/Hong_Kong", "Asia/Shanghai", "Australia/Perth", "Asia/Tokyo", "Asia/Seoul",
	"Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney", "Pacific/Auckland",
}
