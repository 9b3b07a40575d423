// Package aggregate holds what every aggregate shares: identity, version,
// history (Events) and pending work (Agenda).
//
// An aggregate is one document and one atomic write. What must happen next
// travels inside it as tasks, so a change of state and its effects can't come
// apart; the worker claims a task, performs it and settles it. A task that is due
// in the future is also our timer.
//
// Neighbours: every domain package embeds Meta; app schedules tasks and performs
// them; worker claims and settles through app; store guards each write by Version.
//
// Invariants: events are append-only and hold ids and codes, never personal data;
// Revision grows with each event and only then; DueMS is the earliest due time of
// the unparked tasks and absent when there is none; every time in a document is
// in milliseconds since 1970 UTC.
package aggregate
