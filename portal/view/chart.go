package view

// Chart is a picture of a few figures. The picture is for the eye; the table below
// it says the same.
type Chart struct {
	Title   string
	Summary string // the same in a sentence
	Columns [2]string
	Bars    []Bar
}

// Bar is one figure of a chart.
type Bar struct {
	Label string
	Tick  string // what stands below a column, where the label is too long for it
	Value int64
	Shown string // the figure in the reader's words
	Tone  Tone
}

// Top is the largest figure, at least 1.
func (c Chart) Top() int64 {
	top := int64(1)
	for _, b := range c.Bars {
		top = max(top, b.Value)
	}
	return top
}
