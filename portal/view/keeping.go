package view

// Keeping is what we hold of the referred person, and until when.
type Keeping struct {
	Email    string // masked; "" where we have none
	Phone    string // masked; "" where we have none
	Details  bool   // their name and the rest are here
	Decided  bool   // it was won: the details belong to the deal's record
	EraseMS  int64  // when the details are deleted by themselves; 0 while that isn't settled
	Days     int    // how long after it came to nothing, as promised
	Trace    bool   // a coded trace of the address stays when the details go
	ForgetMS int64  // until when; 0 while that isn't settled
	Zone     string
}
