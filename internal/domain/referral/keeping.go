package referral

// Keeping is what is stored of the person, and until when, as far as that is
// settled.
type Keeping struct {
	Details  bool  // their details are here
	EraseMS  int64 // when the details are erased by themselves; 0 while nothing has ended
	Trace    bool  // keyed hashes of e-mail or phone are here, or stay when the details are erased
	ForgetMS int64 // when the hashes are dropped for a late win; 0 as EraseMS
}

// Keeping says what is stored of the person. What a no keeps so that nobody gets in
// touch again is not in it: that stays until the person lifts it.
func (r *Referral) Keeping() Keeping {
	k := Keeping{Details: r.ErasedMS == 0, Trace: len(r.Match) > 0}
	if t, ok := r.Meta.Pending(TaskErase); ok && k.Details {
		k.EraseMS = t.DueMS
	}
	if t, ok := r.Meta.Pending(TaskForget); ok {
		k.ForgetMS = t.DueMS
	} else if k.EraseMS != 0 && k.Trace {
		k.ForgetMS = r.DecidedMS + lateWin.Milliseconds()
	}
	return k
}
