package promise

import (
	"github.com/goodword/goodword/internal/domain/calendar"
)

// TimelineInput is what a timeline is built from.
type TimelineInput struct {
	Promise  Promise
	Calendar calendar.Calendar
	Wish     Wish
	Zone     string // the person's, see calendar.PersonZone
	Facts    Facts
	Names    Names
	Reader   Reader
	NowMS    int64
}
